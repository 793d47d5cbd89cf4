"""Cache recent values as long as their inputs stay the same. The size is bounded."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")

Ingredients = tuple[object, ...]
"""The inputs of a value; compared by identity, since they are immutable."""


class Recent(Generic[Value]):
    """The most recently used values, each with its ingredients."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, tuple[Ingredients, Value]] = OrderedDict()

    def of(self, key: Hashable, ingredients: Ingredients, make: Callable[[], Value]) -> Value:
        """Return the value of ``key``; make it again if an ingredient is another object.

        If ``make`` raises, the exception is passed on and the previous value is kept.
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
        """Return the previous value of ``key``, even if its ingredients have changed."""
        kept = self._kept.get(key)
        return None if kept is None else kept[1]


def _same(one: Ingredients, other: Ingredients) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
