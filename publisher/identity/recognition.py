"""Recognise issues in the ledger: which line is about which issue. Does not know id formats.

An issue is the same as long as it keeps its slug, that is, its file's name. One with
another name is recognised if its author says so, by `id` or by an alias, or if two of
its title, day and number agree with a line and none differs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.identity.ledger import LedgerRow
from publisher.model import IssueFacts
from publisher.urls import path_of
from publisher.xml_text import fit_line


@dataclass(frozen=True, slots=True)
class Known:
    """An issue's line in the ledger, and the reason for the match."""

    row: LedgerRow
    reason: str = ""
    """What the line was recognised by, for a finding; '' if the issue has its old name."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many of title, day and number agree, and how many differ. A missing one does neither."""

    agreeing: int
    against: int

    @property
    def is_same_issue(self) -> bool:
        """Return whether two facts agree and none differs."""
        return self.agreeing >= 2 and not self.against


def compare(issue: IssueFacts, row: LedgerRow) -> Comparison:
    """Compare an issue's own facts with those of a line."""
    pairs: tuple[tuple[object, object], ...] = (
        (title_of(issue), row.title.casefold()),
        (day_of(issue), row.date),
        (issue.number, row.number),
    )
    known = [(one, other) for one, other in pairs if one not in {None, ""}]
    known = [(one, other) for one, other in known if other not in {None, ""}]
    agreeing = sum(one == other for one, other in known)
    return Comparison(agreeing, len(known) - agreeing)


def title_of(issue: IssueFacts) -> str:
    """Return the title in the form in which lines are compared."""
    return fit_line(issue.title).casefold()


def day_of(issue: IssueFacts) -> str:
    """Return the day of an issue, as ``2026-01-31``; '' for an undated one."""
    return issue.date.date().isoformat() if issue.date else ""


def recognise(issues: Sequence[IssueFacts], rows: Iterable[LedgerRow]) -> dict[str, Known]:
    """Return the line of each issue that has one, by slug.

    ``issues`` are all of the archive, drafts included: a line that belongs to one of them is not
    given to another. The most certain matches of all issues are tried before less certain ones.
    """
    free = {row.id: row for row in rows}
    known: dict[str, Known] = {}
    for step in (_by_name, _by_id, _by_alias, _by_signs, _by_changed_name):
        unknown = [issue for issue in issues if issue.slug not in known]
        for issue, row, reason in step(unknown, free):
            if row.id in free and issue.slug not in known:
                known[issue.slug] = Known(free.pop(row.id), reason)
    return known


_Matches = Iterator[tuple[IssueFacts, LedgerRow, str]]


def _by_name(issues: Sequence[IssueFacts], free: Mapping[str, LedgerRow]) -> _Matches:
    """Match by slug, if the id agrees too or no other fact differs."""
    by_slug = _by_slug(free)
    for issue in issues:
        for row in by_slug.get(issue.slug.casefold(), ()):
            if row.id == issue.id:
                yield issue, row, ""
    for issue in issues:
        for row in by_slug.get(issue.slug.casefold(), ()):
            if not compare(issue, row).against:
                yield issue, row, ""


def _by_id(issues: Sequence[IssueFacts], free: Mapping[str, LedgerRow]) -> _Matches:
    for issue in issues:
        if issue.id in free:
            yield issue, free[issue.id], ""


def _by_alias(issues: Sequence[IssueFacts], free: Mapping[str, LedgerRow]) -> _Matches:
    by_address = {path: row for row in free.values() if (path := _path(row.permalink))}
    for issue in issues:
        for alias in issue.aliases:
            if row := by_address.get(_path(alias)):
                yield issue, row, f"by its alias {alias}"


def _by_signs(issues: Sequence[IssueFacts], free: Mapping[str, LedgerRow]) -> _Matches:
    """Match by two facts that agree, if they belong to only one line and one issue."""
    by_sign: dict[object, list[LedgerRow]] = {}
    for row in free.values():
        for sign in {row.title.casefold(), row.date} - {""}:
            by_sign.setdefault(sign, []).append(row)
    matches: list[tuple[IssueFacts, LedgerRow]] = []
    by_slug = _by_slug(free)
    for issue in issues:
        own = by_slug.get(issue.slug.casefold(), ())
        if any(compare(issue, row).against < 2 for row in own):
            continue  # it was edited, and has its own line
        rows = {
            row.id: row
            for sign in (title_of(issue), day_of(issue))
            for row in by_sign.get(sign, ())
            if compare(issue, row).is_same_issue
        }
        matches += [(issue, row) for row in rows.values()]
    issues_of = Counter(row.id for _, row in matches)
    rows_of = Counter(issue.slug for issue, _ in matches)
    for issue, row in matches:
        if issues_of[row.id] == rows_of[issue.slug] == 1:
            yield issue, row, "by two of its title, date and number"


def _by_changed_name(issues: Sequence[IssueFacts], free: Mapping[str, LedgerRow]) -> _Matches:
    """Match by slug, though title, date or number changed; not if all three did."""
    by_slug = _by_slug(free)
    for issue in issues:
        for row in by_slug.get(issue.slug.casefold(), ()):
            against = compare(issue, row).against
            if against < 3:
                yield issue, row, "by its slug" if against == 2 else ""


def _by_slug(free: Mapping[str, LedgerRow]) -> dict[str, list[LedgerRow]]:
    found: dict[str, list[LedgerRow]] = {}
    for row in free.values():
        found.setdefault(row.slug.casefold(), []).append(row)
    return found


def _path(address: str) -> str:
    return path_of(address).strip("/").casefold()
