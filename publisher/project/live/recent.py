"""What was made a moment ago, kept while what it was made from stays the same. Bounded."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")

Ingredients = tuple[object, ...]
"""What a value was made from; compared by identity, since they are never changed."""


class Recent(Generic[Value]):
    """The values that were asked for last, each with its ingredients."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, tuple[Ingredients, Value]] = OrderedDict()

    def of(self, key: Hashable, ingredients: Ingredients, make: Callable[[], Value]) -> Value:
        """The value under ``key``; made anew when an ingredient is another object.

        What ``make`` raises goes through, and the value before stays.
        """
        kept = self._kept.get(key)
        if kept is None or not _same(kept[0], ingredients):
            kept = (ingredients, make())
            self._kept[key] = kept
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return kept[1]

    def last(self, key: Hashable) -> Value | None:
        """What was made under ``key`` before, whatever has changed since."""
        kept = self._kept.get(key)
        return None if kept is None else kept[1]


def _same(one: Ingredients, other: Ingredients) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
