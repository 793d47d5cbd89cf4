"""Ids of one issue: every element that can be linked to has its own."""

from collections.abc import Iterable

from publisher import dom


class Anchors:
    """The ids that are taken in an issue; gives out free ones."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}
        """The number behind each name that was given out last, so that none is tried twice."""

    @classmethod
    def of(cls, tree: dom.Element) -> "Anchors":
        """Return the ids that elements of a tree have already."""
        return cls(element.get("id", "") for element in tree.iter() if dom.is_element(element))

    def unused(self, name: str) -> str:
        """Return ``name``, or with a number after it where it is taken already; now taken."""
        number = self._last.get(name, 0) + 1
        while (free := name if number == 1 else f"{name}-{number}") in self._taken:
            number += 1
        self._last[name] = number
        self._taken.add(free)
        return free
