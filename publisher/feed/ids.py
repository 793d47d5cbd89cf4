"""Issues and a ledger to ids: who is who, and who is new. Knows no format.

An issue is recognised by the strongest sign that it still has: its address (or an alias:
where it once was), its slug, its number, its title, its day. Signs are tried one after the
other over the whole archive, so that no issue takes by a weak sign what another has by a
strong one; a weak sign (number, title, day) counts only where it means one issue and one
line of the ledger, and where no other sign speaks against it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote, urlsplit

from publisher.diagnostics import Diagnostic, Position
from publisher.feed import rules
from publisher.feed.characters import fit_line
from publisher.feed.ledger import Ledger, Row
from publisher.feed.options import DEFAULT_ID_TEMPLATE, FeedOptions
from publisher.feed.singles import singles
from publisher.feed.uris import ascii_host
from publisher.model import Issue


@dataclass(frozen=True, slots=True)
class Assignment:
    """The id of each issue, by slug; the ledger that remembers them; what was found."""

    ids: Mapping[str, str]
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...] = ()


def assign(issues: Sequence[Issue], ledger: Ledger, options: FeedOptions) -> Assignment:
    """Give each dated issue its id: the author's own, else the ledger's, else a new one."""
    dated = [issue for issue in issues if issue.date is not None]
    known = _recognise(dated, ledger.rows)
    ids: dict[str, str] = {}
    owners: dict[str, Issue] = {}
    found: list[Diagnostic] = []
    given = {row.id for row in ledger.rows}
    for issue in sorted(dated, key=lambda issue: _rank(issue, known.get(issue.slug))):
        row = known.get(issue.slug)
        wanted = fit_line(issue.id) or (row.id if row else "")
        if wanted in owners:
            found.append(_same_id(issue, owners[wanted], wanted))
            wanted = row.id if row and row.id not in owners else ""
        wanted = wanted or _free(_minted(issue, options), issue, given)
        ids[issue.slug] = wanted
        owners[wanted] = issue
        given.add(wanted)
    replaced = {row.id for slug, row in known.items() if ids[slug] != row.id}
    rows = [row for row in ledger.rows if row.id not in replaced and row.id not in owners]
    rows += [row_of(issue, ids[issue.slug]) for issue in dated]
    return Assignment(ids, Ledger(tuple(rows)), tuple(found))


def _rank(issue: Issue, row: Row | None) -> tuple[bool, bool, bool]:
    """Who has an id of their own, or in the ledger, comes before who gets a new one."""
    has_owned_it = row is not None and row.id == fit_line(issue.id)
    return (not issue.id, not has_owned_it, row is None)


def row_of(issue: Issue, entry_id: str) -> Row:
    """The ledger's line for an issue, with every sign to know it by again."""
    return Row(
        id=entry_id,
        slug=issue.slug,
        permalink=issue.permalink,
        title=fit_line(issue.title),
        date=issue.date.date().isoformat() if issue.date else "",
        number=issue.number,
    )


def _same_id(issue: Issue, other: Issue, entry_id: str) -> Diagnostic:
    position = issue.source.positions.get("id", Position())
    message = f"{entry_id} is already the id of {other.source.path}"
    return rules.SAME_ID.at(issue.source.path, position, message)


# --- recognising -------------------------------------------------------------------------

_Signs = tuple[Callable[[Issue], Iterable[Hashable]], Callable[[Row], Hashable]]


def _address(url: str) -> str:
    try:
        return urlsplit(url).path.strip("/").casefold()
    except ValueError:
        return ""


def _number(number: int | None) -> Iterable[Hashable]:
    return () if number is None else (number,)


def _day(issue: Issue) -> Iterable[Hashable]:
    return () if issue.date is None else (issue.date.date().isoformat(),)


_STRONG: tuple[_Signs, ...] = (
    (lambda issue: ((fit_line(issue.id), issue.slug),), lambda row: (row.id, row.slug)),
    (lambda issue: (fit_line(issue.id),) if issue.id else (), lambda row: row.id),
    (lambda issue: (_address(issue.permalink),), lambda row: _address(row.permalink)),
    (lambda issue: map(_address, issue.aliases), lambda row: _address(row.permalink)),
    (lambda issue: (issue.slug.casefold(),), lambda row: row.slug.casefold()),
)
_WEAK: tuple[_Signs, ...] = (
    (lambda issue: _number(issue.number), lambda row: row.number),
    (lambda issue: (fit_line(issue.title).casefold(),), lambda row: row.title.casefold()),
    (_day, lambda row: row.date),
)


def _recognise(issues: Sequence[Issue], rows: Sequence[Row]) -> dict[str, Row]:
    """The ledger's row of each issue that was published before, by slug."""
    known: dict[str, Row] = {}
    free = {row.id: row for row in rows}
    for signs_of_issue, sign_of_row in _STRONG:
        by_sign = {sign_of_row(row): row for row in free.values()}
        for issue in issues:
            if issue.slug in known:
                continue
            row = next((by_sign[s] for s in signs_of_issue(issue) if s in by_sign), None)
            if row and row.id in free:
                known[issue.slug] = free.pop(row.id)
    for signs_of_issue, sign_of_row in _WEAK:
        # Of all issues and rows: a title that every issue has, or had, tells nothing.
        rows_by_sign = singles(rows, lambda row: (sign_of_row(row),))  # noqa: B023
        for sign, issue in singles(issues, signs_of_issue).items():
            row = rows_by_sign.get(sign)
            if row and row.id in free and issue.slug not in known and not _contradict(issue, row):
                known[issue.slug] = free.pop(row.id)
    return known


def _contradict(issue: Issue, row: Row) -> bool:
    """Whether both have numbers, and different ones: "Happy holidays" comes every year."""
    return None not in {issue.number, row.number} and issue.number != row.number


# --- minting -----------------------------------------------------------------------------


def _minted(issue: Issue, options: FeedOptions) -> str:
    template = options.id_template or DEFAULT_ID_TEMPLATE
    if template == "permalink":
        return issue.permalink
    return _filled(template, issue)


def _filled(template: str, issue: Issue) -> str:
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


def _free(wanted: str, issue: Issue, given: set[str]) -> str:
    """The id, or one like it that nobody has: an issue may follow another at its address."""
    if wanted not in given:
        return wanted
    dated = f"{wanted}#{issue.date:%Y-%m-%d}"
    if dated not in given:
        return dated
    return next(name for number in count(2) if (name := f"{dated}-{number}") not in given)
