"""The rules whose findings come from making emails: M1 size."""

from publisher.diagnostics import Rule, Severity

NEARLY_CLIPPED = Rule(
    "M106", Severity.WARNING, "email is close to Gmail's size limit",
    "Gmail clips HTML above 102,400 bytes; a mailing service that rewrites links can push the "
    "email over this limit.",
    "shorten the issue, or link to the full text on the web",
    bad="=== issues/001.md\n‸---\ntitle: One\ndate: 2026-01-02\n---\n"
    "## News\n\n(90,000 bytes of words)\n",
    good="## News\n\n(50,000 bytes of words)\n",
)  # fmt: skip
CLIPPED = Rule(
    "M107", Severity.ERROR, "email exceeds Gmail's size limit",
    "Gmail clips HTML above 102,400 bytes: the rest, including the unsubscribe link, is behind a "
    "link that few readers follow.",
    "shorten the issue, or link to the full text on the web",
    bad="## News\n\nHello.\n\n## ‸Events\n\n(110,000 bytes of words)\n\n## Jobs\n\nNone.\n",
    good="## News\n\nHello.\n\n## Events\n\n(50,000 bytes of words)\n\n## Jobs\n\nNone.\n",
)  # fmt: skip
