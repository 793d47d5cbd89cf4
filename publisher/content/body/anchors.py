"""Create unique ids for the elements of one issue that can be linked to."""

from collections.abc import Iterable

from publisher import dom


class Anchors:
    """The ids used in an issue; creates unused ones."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}
        """The last number used after each name, so that no number is tried twice."""

    @classmethod
    def of(cls, tree: dom.Element) -> "Anchors":
        """Return the ids that the elements of a tree already have."""
        return cls(dom.ids_of(tree))

    def unused(self, name: str) -> str:
        """Return ``name``, with a number after it if it is already used, and mark it as used."""
        number = self._last.get(name, 0) + 1
        while (free := name if number == 1 else f"{name}-{number}") in self._taken:
            number += 1
        self._last[name] = number
        self._taken.add(free)
        return free
