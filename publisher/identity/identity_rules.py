"""The kinds of finding that making feeds can have: F1 ids."""

from publisher.diagnostics import Rule, Severity

SAME_ID = Rule(
    "F101",
    Severity.WARNING,
    "two issues have the same id",
    "Readers keep one entry per id, and would show only one of the two; the other was given a new "
    "id.",
    "change the `id` in the front matter of one of them, or id_template",
)
INHERITED_ID = Rule(
    "F102",
    Severity.INFO,
    "issue with another name keeps its id",
    "The ledger has this issue under another name; readers will see it as the same entry.",
    "if this is another issue, give it an `id` of its own in its front matter",
)
NEW_ID = Rule(
    "F103",
    Severity.WARNING,
    "issue looks like one that was published before",
    "It has a new id, so readers will see it as a new entry.",
    "if it is the earlier issue, write the earlier id as `id` into its front matter",
)
BAD_LINE = Rule(
    "F104",
    Severity.ERROR,
    "line of the id ledger cannot be used",
    "The rest of the file is used; the file is not written until the line is corrected, "
    "so that no id is lost.",
    "correct the line, or take the file from version control",
)

ALL: tuple[Rule, ...] = (SAME_ID, INHERITED_ID, NEW_ID, BAD_LINE)
"""Every rule of this room, in the order of its code."""
