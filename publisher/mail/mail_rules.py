"""The kinds of finding that making emails can have: M1 size."""

from publisher.diagnostics import Rule, Severity

NEARLY_CLIPPED = Rule(
    "M106", Severity.WARNING, "email is close to Gmail's size limit",
    "Gmail clips HTML above 102,400 bytes; a mailing service that rewrites links can push the "
    "email over this limit.",
    "shorten the issue, or link to the full text on the web",
)  # fmt: skip
CLIPPED = Rule(
    "M107", Severity.ERROR, "email exceeds Gmail's size limit",
    "Gmail clips HTML above 102,400 bytes: the rest, including the unsubscribe link, is behind a "
    "link that few readers follow.",
    "shorten the issue, or link to the full text on the web",
)  # fmt: skip

ALL: tuple[Rule, ...] = (NEARLY_CLIPPED, CLIPPED)
"""Every rule of this room, in the order of its code."""
