"""Lines, and the two kinds of blocks: containers contain blocks, leaves contain text.

Tracks how far a line has been read and which block takes it; does not know any kind of block.
"""

import re

from publisher.markup.element_tree import Element
from publisher.markup.located import Located

_SPACES = re.compile(" *")


class Line:
    """A line, and how far its containers have read it. Tabs are already spaces."""

    __slots__ = ("at", "pos", "source", "start", "text")

    def __init__(self, text: str, source: Located, at: int) -> None:
        self.text = text
        self.source = source
        """The text that the line is in, from the index ``at`` on."""
        self.at = at
        self.move(0)

    def move(self, pos: int) -> None:
        """Continue at this column; ``start`` is then the first column that is not a space."""
        self.pos = pos
        found = _SPACES.match(self.text, pos)
        self.start = found.end() if found else pos

    @property
    def indent(self) -> int:
        """The number of spaces between the position read to and the text."""
        return self.start - self.pos

    @property
    def blank(self) -> bool:
        """Whether the rest of the line is empty."""
        return self.start == len(self.text)

    @property
    def rest(self) -> Located:
        """The remaining text, without the spaces before it."""
        return self.after(self.start)

    def after(self, column: int) -> Located:
        """Return the text from a column on."""
        end = len(self.text)
        return self.source.part(self.at + min(column, end), self.at + end)

    def offset(self, column: int) -> int:
        """Return the offset in the issue of the character in a column."""
        return self.source.offset(self.at + column)


class Container:
    """A block that contains blocks; the document itself is the outermost."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.blocks = 0
        """The number of blocks started in it, including those that add no element."""
        self.last: object = None
        """The last block in it, if it is a list that the next item may belong to."""

    def goes_on(self, line: Line) -> bool:
        """Whether the line belongs to this container; if so, moves the line past its mark."""
        return True

    def joins(self, parent: "Container") -> bool:
        """Whether it becomes a part of the last block in the parent."""
        return False

    def attach(self, parent: "Container", *, parted: bool) -> None:
        """Add it to the parent; ``parted`` says whether a blank line is before it."""
        parent.element.append(self.element)
        parent.last = None

    def loosen(self) -> None:
        """Handle a blank line between two blocks in it."""


class Leaf:
    """A block that contains text."""

    begin: int | None = None
    """The offset at which it begins; None if that is the text of the line that opened it."""

    unclosed = False
    """Whether it lacks the mark that should end it."""

    def joins(self, parent: Container) -> bool:
        """Whether it becomes a part of the last block in the parent."""
        return False

    blank_parts = False
    """Whether a blank line that it takes separates it from the next block."""

    def takes(self, line: Line) -> bool:
        """Take the line if it is part of this block, even if it could begin another."""
        return False

    def continues(self, line: Line, *, lazily: bool) -> bool:
        """Take a line that begins no other block, if it is part of this block."""
        return False

    def close(self, parent: Element) -> None:
        """Add the collected text to the tree."""
        raise NotImplementedError
