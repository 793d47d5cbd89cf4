"""The rules whose findings come from giving ids to entries: F1."""

from publisher.diagnostics import Rule, Severity


def _issue(head: str) -> str:
    """Return an example: an issue with this front matter."""
    return f"---\n{head}\n---\nHello.\n"


def _two(first: str, second: str) -> str:
    """Return an example: two issues with these ids."""
    one = _issue(f"title: One\nid: {first}\ndate: 2026-01-02")
    two = _issue(f"title: Two\nid: {second}\ndate: 2026-01-02")
    return f"=== issues/001.md\n{one}=== issues/002.md\n{two}"


def _ledger(slug: str, *, day: str = "2026-01-02", control: str = "") -> str:
    """Return an example: a ledger of one entry, whose id may end in a control character."""
    return (
        '=== feeds/ids.json\n{"version": 1, "ids": [\n'
        f'{{"id": "{_ID}{control}", "slug": "{slug}", "permalink": "https://example.com/{slug}/", '
        f'"date": "{day}", "number": null, "title": "One"}}\n]}}\n'
    )


_ID = "tag:example.com,2026:one"
_HEAD = "title: One\ndate: 2026-01-02"
_WITH_ID = f"{_HEAD}\nid: {_ID}"

SAME_ID = Rule(
    "F101", Severity.WARNING, "two issues have the same id",
    "Readers keep one entry per id, and would show only one of the two; the other was given a new "
    "id.",
    "change the `id` in the front matter of one of them, or id_template",
    bad=_two("tag:example.com,2026:1", "‸tag:example.com,2026:1"),
    good=_two("tag:example.com,2026:1", "tag:example.com,2026:2"),
)  # fmt: skip
INHERITED_ID = Rule(
    "F102", Severity.INFO, "issue with another name keeps its id",
    "The ledger has this issue under another name; readers will see it as the same entry.",
    "if this is another issue, give it an `id` of its own in its front matter",
    bad=f"{_ledger('one')}=== issues/001.md\n‸{_issue(_HEAD)}",
    good=f"{_ledger('001')}=== issues/001.md\n{_issue(_HEAD)}",
)  # fmt: skip
NEW_ID = Rule(
    "F103", Severity.WARNING, "issue looks like one that was published before",
    "It has a new id, so readers will see it as a new entry.",
    "if it is the earlier issue, write the earlier id as `id` into its front matter",
    bad=f"{_ledger('one', day='2025-01-01')}=== issues/001.md\n‸{_issue(_HEAD)}",
    good=f"{_ledger('one', day='2025-01-01')}=== issues/001.md\n{_issue(_WITH_ID)}",
)  # fmt: skip
BAD_LINE = Rule(
    "F104", Severity.ERROR, "line of the id ledger cannot be used",
    "The rest of the file is used; the file is not written until the line is corrected, "
    "so that no id is lost.",
    "correct the line, or take the file from version control",
    bad=_ledger("001", control="\\u0007").replace('{"id"', '‸{"id"'),
    good=_ledger("001"),
)  # fmt: skip
