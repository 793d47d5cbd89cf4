"""Lines, and the two sorts of block that they fall into: what holds blocks, and what holds text.

Knows how far a line has been read and when a block takes it; not what a block looks like.
"""

import re

from publisher.markup.element_tree import Element

_SPACES = re.compile(" *")


class Line:
    """A line, and how far the blocks it stands in have read it. Tabs are spaces by now."""

    __slots__ = ("pos", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.move(0)

    def move(self, pos: int) -> None:
        """Go on at this column; ``start`` is then the first column that is no space."""
        self.pos = pos
        found = _SPACES.match(self.text, pos)
        self.start = found.end() if found else pos

    @property
    def indent(self) -> int:
        """Spaces before the text, from where the line has been read to."""
        return self.start - self.pos

    @property
    def blank(self) -> bool:
        """Whether there is nothing more on the line."""
        return self.start == len(self.text)

    @property
    def rest(self) -> str:
        """The text that is left, without the spaces before it."""
        return self.text[self.start :]


class Container:
    """A block that holds blocks; the document itself is the outermost."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.blocks = 0
        """Blocks that were begun in it, those included that leave no element."""
        self.last: object = None
        """The list or its like that the next item may belong to: what stands last in it."""

    def goes_on(self, line: Line) -> bool:
        """Whether the line belongs to this container; if so, its mark is read off the line."""
        return True

    def joins(self, parent: "Container") -> bool:
        """Whether it becomes a part of what stands last in the parent."""
        return False

    def attach(self, parent: "Container", *, parted: bool) -> None:
        """Take a place in the container around it, parted by a blank line from what is there."""
        parent.element.append(self.element)
        parent.last = None

    def loosen(self) -> None:
        """A blank line stands between two blocks in it."""


class Leaf:
    """A block that holds text."""

    def joins(self, parent: Container) -> bool:
        """Whether it becomes a part of what stands last in the parent."""
        return False

    blank_parts = False
    """Does a blank line that it takes part it from what comes after it?"""

    def takes(self, line: Line) -> bool:
        """Take the line, whatever it looks like, if it is part of this block."""
        return False

    def continues(self, line: Line, *, lazily: bool) -> bool:
        """Take a line that begins nothing else, if it is part of this block."""
        return False

    def close(self, parent: Element) -> None:
        """Put what was gathered into the tree."""
        raise NotImplementedError
