"""Find things that a sign identifies: no other thing has it."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")


def singles(things: Iterable[T], signs_of: Callable[[T], Iterable[Hashable]]) -> dict[Hashable, T]:
    """Return the things that are the only ones with a sign, by that sign."""
    found: dict[Hashable, list[T]] = {}
    for thing in things:
        for sign in dict.fromkeys(signs_of(thing)):
            found.setdefault(sign, []).append(thing)
    return {sign: those[0] for sign, those in found.items() if len(those) == 1}
