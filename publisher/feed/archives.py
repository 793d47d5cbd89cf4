"""Entries to the documents they stand in (RFC 5005, section 4). Knows no format and no HTML.

The subscription document holds the newest entries; archive documents hold all of them but
the last few, and do not change when new ones come.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from publisher.feed.entry import Entry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a document may hold: entries, and bytes of them."""

    entries: int
    size: int

    def holds(self, entries: int, size: int) -> bool:
        """Whether so many entries of so many bytes fit; one always does."""
        return entries <= 1 or (entries <= self.entries and size <= self.size)


def newest(entries: Iterable[Entry], bounds: Bounds, weigh: Callable[[Entry], int]) -> list[Entry]:
    """The first entries that fit, at least one; ``entries`` are newest first."""
    taken: list[Entry] = []
    size = 0
    for entry in entries:
        size += weigh(entry)
        if not bounds.holds(len(taken) + 1, size):
            break
        taken.append(entry)
    return taken


def archived(
    entries: Iterable[Entry], bounds: Bounds, weigh: Callable[[Entry], int]
) -> Iterator[tuple[Entry, ...]]:
    """The full archive documents' entries, each oldest first; ``entries`` are oldest first.

    Counted from the oldest on, so that a new issue changes none of them. What remains and
    is not yet a full archive stands in the subscription document: an archive is full as soon
    as the next entry would not fit beside it, and ``bounds`` are those of that document.
    """
    held: list[Entry] = []
    size = 0
    for entry in entries:
        weight = weigh(entry)
        if held and not bounds.holds(len(held) + 1, size + weight):
            yield tuple(held)
            held, size = [], 0
        held.append(entry)
        size += weight


def in_pairs(things: Iterable[T]) -> Iterator[tuple[T, bool]]:
    """Each thing, and whether another follows: an archive links to the next only if it is there."""
    waiting: Sequence[T] = ()
    for thing in things:
        for previous in waiting:
            yield previous, True
        waiting = (thing,)
    for last in waiting:
        yield last, False
