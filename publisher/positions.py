"""Convert between offsets and positions in a text.

A line ends at a line feed; ``with_line_feeds`` makes it so for texts from other systems.
"""

from bisect import bisect_right

from publisher.diagnostics import Position


class Lines:
    """The lines of one text, for many conversions."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        offset = text.find("\n")
        while offset >= 0:
            self._starts.append(offset + 1)
            offset = text.find("\n", offset + 1)

    def at(self, offset: int) -> Position:
        """Return the line and column of a character."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def offset_of(self, place: Position) -> int:
        """Return the offset of a place; a line after the last one counts as the last one."""
        return self._starts[min(place.line, len(self._starts)) - 1] + place.column - 1


def position_at(text: str, offset: int) -> Position:
    """Return the line and column of one character; of the end for an offset after it."""
    offset = min(offset, len(text))
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def with_line_feeds(text: str) -> str:
    """Replace CR LF and CR, the line ends of other systems, by line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
