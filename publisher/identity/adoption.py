"""Make a ledger from an older feed and an archive: the issues keep the ids that readers know.

For ``publisher adopt-feed OLD.xml``, run once when a newsletter moves here. Writes nothing.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote

from publisher.identity.assignment import owners_of, rows_after
from publisher.identity.entry_ids import id_fault
from publisher.identity.ledger import Ledger, active
from publisher.identity.old_feed import OldEntry, read_old_feed
from publisher.identity.recognition import recognise
from publisher.model import Archive, IssueFacts
from publisher.slugs import letters_of
from publisher.urls import path_of

_IN_TITLE = re.compile(
    r"(?:#|\bissue\b|\bnumber\b|\bno\.|\bvol\.?|\bedition\b|№|\bweek\b|第)\s*+#?+\s*+0*(\d{1,5})\b"
    r"|^0*(\d{1,5})\s*[:.\-–—]|\s0*(\d{1,5})$",
    re.IGNORECASE,
)
"""Where titles carry an issue's number: ``#59``, ``Issue 59: …``, ``59: …``, ``… 59``."""

_IN_PATH = re.compile(r"(?:issue[-_]?|no[-_]?|#)?0*(\d{1,5})(?:[-_].*)?", re.IGNORECASE)
"""The last segment of a URL: ``59``, ``issue-59``, ``59-a-title-149573``."""


@dataclass(frozen=True, slots=True)
class Match:
    """An issue with its entry in the older feed, and how it was recognised."""

    issue: IssueFacts
    entry: OldEntry
    by: str
    """``link``, ``number`` or ``title``."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """The matches, and the ledger that stores them."""

    matched: tuple[Match, ...]
    unmatched: tuple[OldEntry, ...]
    """Entries without an issue in the archive."""
    overruled: tuple[Match, ...]
    """Entries whose issue has an id of its own in its front matter, which stays."""
    refused: tuple[tuple[OldEntry, str], ...]
    """Entries whose id cannot be adopted, and why."""
    ledger: Ledger
    feed_id: str
    """The older feed's own id, for the setting ``feed_id``; '' if it had none."""


def adopt(data: bytes, archive: Archive[IssueFacts], ledger: Ledger) -> Adoption:
    """Give the issues of the archive the ids that they have in an older feed.

    Entries are recognised by link (permalink, alias, or a URL that ends in the slug), then by
    number, then by title; the last two only if they identify one entry and one issue.
    Raises UsageError if the bytes are not a feed.
    """
    feed = read_old_feed(data)
    faults = {entry.id: id_fault(entry.id) for entry in feed.entries}
    usable = [entry for entry in feed.entries if not faults[entry.id]]
    found = tuple(_matches(_first_of_each(usable), archive.issues))
    taken = {match.entry.id for match in found}
    overruled = tuple(m for m in found if m.issue.id and m.issue.id != m.entry.id)
    known = recognise(archive.issues, active(ledger.rows))
    holders = owners_of(ledger.rows, known)
    gone = {row.id: "" for row in ledger.rows}
    foreign = tuple(
        m
        for m in found
        if m not in overruled and (gone | holders).get(m.entry.id, m.issue.slug) != m.issue.slug
    )
    adopted = tuple(m for m in found if m not in (*overruled, *foreign))
    ids = {match.issue.slug: match.entry.id for match in adopted}
    issues = [match.issue for match in adopted]
    rows = rows_after(ledger.rows, issues, (), ids, known)
    return Adoption(
        matched=adopted,
        unmatched=tuple(entry for entry in usable if entry.id not in taken),
        overruled=overruled,
        refused=(
            *((entry, f"its id {faults[entry.id]}") for entry in feed.entries if faults[entry.id]),
            *((m.entry, "the ledger has its id for another issue") for m in foreign),
        ),
        ledger=Ledger(tuple(rows)),
        feed_id="" if id_fault(feed.id) else feed.id,
    )


def _first_of_each(entries: Iterable[OldEntry]) -> list[OldEntry]:
    first: dict[str, OldEntry] = {}
    for entry in entries:
        first.setdefault(entry.id, entry)
    return list(first.values())


_T = TypeVar("_T")
_Signs = Iterable[Hashable]
"""What identifies an issue or an entry; empty and missing signs do not count."""


def _matches(entries: Sequence[OldEntry], issues: Sequence[IssueFacts]) -> Iterable[Match]:
    open_entries = {entry.id: entry for entry in entries}
    open_issues = {issue.slug: issue for issue in issues}
    signs: tuple[tuple[str, Callable[[OldEntry], _Signs], Callable[[IssueFacts], _Signs]], ...] = (
        ("link", lambda entry: _bare(entry.link, entry.id), _addresses),
        ("link", lambda entry: [_path(entry.link)], lambda issue: map(_path, _addresses(issue))),
        ("link", lambda entry: [_last_segment(entry.link)], lambda issue: [issue.slug.casefold()]),
        ("number", lambda entry: [_number_in_title(entry.title)], lambda issue: [issue.number]),
        ("number", lambda entry: [_number_in_path(entry.link)], lambda issue: [issue.number]),
        ("title", lambda entry: [letters_of(entry.title)], lambda issue: [letters_of(issue.title)]),
    )
    for by, signs_of_entry, signs_of_issue in signs:
        by_sign = _singles(open_issues.values(), signs_of_issue)
        for sign, entry in _singles(open_entries.values(), signs_of_entry).items():
            issue = by_sign.get(sign)
            if issue is None or issue.slug not in open_issues or entry.id not in open_entries:
                continue
            del open_issues[issue.slug], open_entries[entry.id]
            yield Match(issue, entry, by)


def _singles(things: Iterable[_T], signs_of: Callable[[_T], _Signs]) -> dict[Hashable, _T]:
    """Return the things that are the only ones with a sign, by that sign."""
    found: dict[Hashable, list[_T]] = {}
    for thing in things:
        for sign in dict.fromkeys(signs_of(thing)):
            if sign not in {None, ""}:
                found.setdefault(sign, []).append(thing)
    return {sign: those[0] for sign, those in found.items() if len(those) == 1}


def _addresses(issue: IssueFacts) -> list[str]:
    return _bare(issue.permalink, *issue.aliases)


def _bare(*addresses: str) -> list[str]:
    return [address.rstrip("/") for address in addresses]


def _path(address: str) -> str:
    path = unquote(path_of(address)).strip("/").casefold()
    return path.removesuffix("/index.html").removesuffix(".html")


def _last_segment(address: str) -> str:
    return _path(address).rpartition("/")[2]


def _number_in_title(title: str) -> int | None:
    found = _IN_TITLE.search(title)
    return int(next(filter(None, found.groups()))) if found else None


def _number_in_path(address: str) -> int | None:
    found = _IN_PATH.fullmatch(_last_segment(address))
    return int(found.group(1)) if found else None
