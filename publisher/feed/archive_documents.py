"""Divide entries into documents (RFC 5005, section 4). Does not know any format or HTML.

The subscription document contains the newest entries; archive documents contain all but the
last few, and do not change when new ones are added. The archive of each issue is recorded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from publisher.feed.planned_entry import PlannedEntry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of a document: entries, and their bytes."""

    entries: int
    size: int

    def holds(self, entries: int, size: int) -> bool:
        """Return whether this many entries and bytes fit; a single entry always does."""
        return entries <= 1 or (entries <= self.entries and size <= self.size)


def newest(entries: Iterable[PlannedEntry], bounds: Bounds) -> list[PlannedEntry]:
    """Return the first entries that fit, at least one; ``entries`` are newest first."""
    taken: list[PlannedEntry] = []
    size = 0
    for entry in entries:
        size += entry.octets
        if not bounds.holds(len(taken) + 1, size):
            break
        taken.append(entry)
    return taken


@dataclass(frozen=True, slots=True)
class Volume:
    """The entries of one archive document, oldest first, and its position among the others."""

    number: int
    part: int
    entries: tuple[PlannedEntry, ...]


def volumes(
    issues: Sequence[PlannedEntry], recorded: Mapping[str, int], bounds: Bounds
) -> Iterator[Volume]:
    """Yield the archive documents of issues that are sorted oldest first.

    An issue stays in the archive that ``recorded`` has for its id, whatever happens to others.
    What no longer fits into one document becomes a second part of that archive. The issues
    after the last recorded one fill further archives; the remaining ones, too few to fill one,
    are in the subscription document, which has the same bounds.
    """
    shelves, open_issues = _shelved(issues, recorded)
    for number, held in sorted(shelves.items()):
        for part, entries in enumerate(_dealt(held, bounds), start=1):
            yield Volume(number, part, entries)
    fresh = _full(_dealt(open_issues, bounds))
    for number, entries in enumerate(fresh, start=max(shelves, default=0) + 1):
        yield Volume(number, 1, entries)


def _shelved(
    issues: Sequence[PlannedEntry], recorded: Mapping[str, int]
) -> tuple[dict[int, list[PlannedEntry]], Sequence[PlannedEntry]]:
    """Return the issues of each recorded archive, and the issues after the last of them.

    An issue among archived ones that has no archive yet, such as a backdated one, joins the
    archive of its neighbour.
    """
    numbers = [recorded.get(issue.entry.id, 0) for issue in issues]
    last = max(numbers, default=0)
    end = len(numbers) - numbers[::-1].index(last) if last else 0
    shelves: dict[int, list[PlannedEntry]] = {}
    neighbour = next((number for number in numbers if number), 0)
    for place, (issue, number) in enumerate(zip(issues, numbers, strict=True)):
        neighbour = number or neighbour
        if number or place < end:
            shelves.setdefault(neighbour, []).append(issue)
    return shelves, [
        issue for issue, number in zip(issues[end:], numbers[end:], strict=True) if not number
    ]


def _dealt(entries: Iterable[PlannedEntry], bounds: Bounds) -> Iterator[tuple[PlannedEntry, ...]]:
    """Yield the entries in groups that fit a document; all but the last as full as possible."""
    held: list[PlannedEntry] = []
    size = 0
    for entry in entries:
        weight = entry.octets
        if held and not bounds.holds(len(held) + 1, size + weight):
            yield tuple(held)
            held, size = [], 0
        held.append(entry)
        size += weight
    if held:
        yield tuple(held)


def _full(
    groups: Iterable[tuple[PlannedEntry, ...]],
) -> Iterator[tuple[PlannedEntry, ...]]:
    """Yield every group but the last, which still has space."""
    return (group for group, following in in_pairs(groups) if following is not None)


def in_pairs(things: Iterable[T]) -> Iterator[tuple[T, T | None]]:
    """Yield each item with the one that follows it, None after the last."""
    waiting: list[T] = []
    for thing in things:
        yield from ((previous, thing) for previous in waiting)
        waiting = [thing]
    yield from ((last, None) for last in waiting)
