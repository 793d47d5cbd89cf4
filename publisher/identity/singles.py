"""Things to those that a sign tells for sure: the ones that have it alone."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")


def singles(things: Iterable[T], signs_of: Callable[[T], Iterable[Hashable]]) -> dict[Hashable, T]:
    """The things that are alone in having a sign, by that sign."""
    found: dict[Hashable, list[T]] = {}
    for thing in things:
        for sign in dict.fromkeys(signs_of(thing)):
            found.setdefault(sign, []).append(thing)
    return {sign: those[0] for sign, those in found.items() if len(those) == 1}
