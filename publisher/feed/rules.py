"""The kinds of finding that making feeds can have: F1 ids."""

from publisher.diagnostics import Rule, Severity

SAME_ID = Rule(
    "F101",
    Severity.WARNING,
    "two issues claim one id",
    "Readers keep one entry per id, and would show only one of the two; "
    "the other was given an id of its own.",
    "change the `id` in the front matter of one of them, or id_template",
)

ALL: tuple[Rule, ...] = (SAME_ID,)
"""Every rule of this room, in the order of its code."""
