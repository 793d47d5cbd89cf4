"""The kinds of finding that making emails can have: M1 size."""

from publisher.diagnostics import Rule, Severity

NEARLY_CLIPPED = Rule(
    "M106", Severity.WARNING, "email is nearly too long for Gmail",
    "Gmail cuts a message above 102,400 bytes of HTML; the links that a sending service rewrites "
    "can be the last straw.",
    "shorten the issue, or link to the rest of it on the web",
    bad="=== issues/001.md\n‸---\ntitle: One\ndate: 2026-01-02\n---\n"
    "## News\n\n(90,000 bytes of words)\n",
    good="## News\n\n(50,000 bytes of words)\n",
)  # fmt: skip
CLIPPED = Rule(
    "M107", Severity.ERROR, "email is too long for Gmail",
    "Gmail cuts a message above 102,400 bytes of HTML: what comes after is behind a link that few "
    "follow, the way to unsubscribe with it.",
    "shorten the issue, or link to the rest of it on the web",
    bad="## News\n\nHello.\n\n## ‸Events\n\n(110,000 bytes of words)\n\n## Jobs\n\nNone.\n",
    good="## News\n\nHello.\n\n## Events\n\n(50,000 bytes of words)\n\n## Jobs\n\nNone.\n",
)  # fmt: skip
