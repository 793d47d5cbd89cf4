"""Give each issue its id: the author's, the ledger's or a new one. Does not know any format."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import quote, urlsplit

from publisher.ascii_uris import ascii_host
from publisher.diagnostics import Diagnostic
from publisher.identity import identity_rules as rules
from publisher.identity.entry_ids import DEFAULT_ID_TEMPLATE, has_reserved_host, id_fault
from publisher.identity.ledger import Ledger, LedgerRow, active
from publisher.identity.recognition import Known, compare, day_of, recognise, title_of
from publisher.model import IssueFacts
from publisher.xml_text import fit_line


@dataclass(frozen=True, slots=True)
class Assignment:
    """The id of each issue, by slug; the ledger that stores them; the findings."""

    ids: Mapping[str, str]
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...] = ()


def assign(
    issues: Sequence[IssueFacts],
    ledger: Ledger,
    template: str,
    unpublished: Iterable[IssueFacts] = (),
) -> Assignment:
    """Give each dated issue its id. The id of an ``unpublished`` issue stays reserved for it."""
    dated = [issue for issue in issues if issue.date is not None]
    here = {issue.slug for issue in dated}
    others = [issue for issue in unpublished if issue.slug not in here]
    known = recognise([*dated, *others], active(ledger.rows))
    owners = owners_of(ledger.rows, known)
    given = {row.id for row in ledger.rows}
    ids: dict[str, str] = {}
    found: list[Diagnostic] = [*ledger.diagnostics, *_inherited([*dated, *others], known)]
    for issue in sorted(dated, key=lambda issue: _rank(issue, known.get(issue.slug))):
        row = known[issue.slug].row if issue.slug in known else None
        own = "" if row is None or is_provisional(row, issue) else row.id
        wanted = own if id_fault(issue.id) else issue.id
        if owners.get(wanted, issue.slug) != issue.slug:
            found.append(_same_id(issue, owners[wanted], wanted, [*dated, *others]))
            wanted = own if owners.get(own, issue.slug) == issue.slug else ""
        if not wanted:
            wanted = _free(_minted(issue, template), issue, given)
            found += _resembling(issue, ledger.rows, known)
        ids[issue.slug] = wanted
        owners[wanted] = issue.slug
        given.add(wanted)
    rows = rows_after(ledger.rows, dated, others, ids, known)
    return Assignment(ids, replace(ledger, rows=tuple(rows)), tuple(found))


def is_provisional(row: LedgerRow, issue: IssueFacts) -> bool:
    """Return whether an id was made for an example domain, and the issue now has its own site.

    No reader can have subscribed at an example domain, so nothing is lost by a new id. An id
    of an example domain that was published at another site stays.
    """
    return _is_of_example(row) and issue.id != row.id and not has_reserved_host(issue.permalink)


def _is_of_example(row: LedgerRow) -> bool:
    return has_reserved_host(row.id) and has_reserved_host(row.permalink)


def owners_of(rows: Sequence[LedgerRow], known: Mapping[str, Known]) -> dict[str, str]:
    """Return the slug of the issue that each id belongs to, including its former ids."""
    owners = {match.row.id: slug for slug, match in known.items()}
    later = {row.id: row.replaced_by for row in rows if row.replaced_by}
    for first in later:
        current, seen = first, {first}
        while (current := later.get(current, "")) and current not in seen:
            seen.add(current)
            if current in owners:
                owners[first] = owners[current]
    return owners


def _rank(issue: IssueFacts, match: Known | None) -> tuple[bool, bool, bool]:
    """Sort issues with an id of their own, or in the ledger, before those that need a new one."""
    has_owned_it = match is not None and match.row.id == issue.id
    return (not issue.id, not has_owned_it, match is None)


def rows_after(
    rows: Sequence[LedgerRow],
    dated: Sequence[IssueFacts],
    others: Sequence[IssueFacts],
    ids: Mapping[str, str],
    known: Mapping[str, Known],
) -> Iterable[LedgerRow]:
    """Yield the ledger's lines after a build: every id that was ever given is in one of them."""
    lines = {row.id: row for row in rows}
    for issue in others:
        if match := known.get(issue.slug):
            row = row_of(issue, match.row.id)
            lines[row.id] = replace(row, date=row.date or match.row.date, archive=match.row.archive)
    for issue in dated:
        entry_id = ids[issue.slug]
        before = known[issue.slug].row if issue.slug in known else None
        if before and before.id != entry_id:
            if _is_of_example(before):
                lines.pop(before.id, None)
            else:
                lines[before.id] = replace(before, replaced_by=entry_id, archive=None)
    for issue in dated:
        before = known[issue.slug].row if issue.slug in known else None
        archive = before.archive if before else None
        lines[ids[issue.slug]] = replace(row_of(issue, ids[issue.slug]), archive=archive)
    return lines.values()


def row_of(issue: IssueFacts, entry_id: str) -> LedgerRow:
    """Return the ledger's line for an issue, with everything by which to recognise it."""
    return LedgerRow(
        id=entry_id,
        slug=issue.slug,
        permalink=issue.permalink,
        title=fit_line(issue.title),
        date=day_of(issue),
        number=issue.number,
    )


# --- findings ----------------------------------------------------------------------------


def _same_id(
    issue: IssueFacts, owner: str, entry_id: str, issues: Iterable[IssueFacts]
) -> Diagnostic:
    path = next((other.source.path for other in issues if other.slug == owner), owner)
    return issue.source.finding(rules.SAME_ID, f"{entry_id} is already the id of {path}", "id")


def _inherited(issues: Iterable[IssueFacts], known: Mapping[str, Known]) -> Iterable[Diagnostic]:
    for issue in issues:
        match = known.get(issue.slug)
        if match and match.reason and issue.id != match.row.id:
            message = f"recognised {match.reason} as {_shown(match.row)}; it keeps {match.row.id}"
            yield issue.source.finding(rules.INHERITED_ID, message)


def _resembling(
    issue: IssueFacts, rows: Iterable[LedgerRow], known: Mapping[str, Known]
) -> Iterable[Diagnostic]:
    """Yield the first line without an issue that this one may have been meant to continue."""
    taken = {match.row.id for match in known.values()}
    for row in active(rows):
        is_like = row.slug.casefold() == issue.slug.casefold() or (
            title_of(issue) == row.title.casefold() or compare(issue, row).agreeing >= 2
        )
        if is_like and row.id not in taken:
            message = f"got a new id, though it looks like {_shown(row)} with the id {row.id}"
            yield issue.source.finding(rules.NEW_ID, message)
            return


def _shown(row: LedgerRow) -> str:
    return f"“{row.title}” ({row.slug}, {row.date})"


# --- minting -----------------------------------------------------------------------------


def _minted(issue: IssueFacts, template: str) -> str:
    if template == "permalink":
        return issue.permalink
    return _filled(template or DEFAULT_ID_TEMPLATE, issue)


def _filled(template: str, issue: IssueFacts) -> str:
    parts = urlsplit(issue.permalink)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return template.format_map(
        {
            "host": ascii_host(issue.permalink),
            "date": issue.date.date().isoformat() if issue.date else "",
            "slug": quote(issue.slug, safe="-._~"),
            "number": quote(issue.slug, safe="-._~") if issue.number is None else issue.number,
            "path": quote(path, safe="/-._~%!$&'()*+,;=:@?"),
            "permalink": issue.permalink,
        }
    )


def _free(wanted: str, issue: IssueFacts, given: set[str]) -> str:
    """Return the id, or a variant that is free: an issue may follow another at its URL."""
    if wanted not in given:
        return wanted
    dated = f"{wanted}#{issue.date:%Y-%m-%d}"
    if dated not in given:
        return dated
    return next(name for number in count(2) if (name := f"{dated}-{number}") not in given)
