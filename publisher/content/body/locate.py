"""Find the position in the source file of a URL in the rendered issue.

Markdown renderers lose positions. The source contains URLs unchanged and in the order of the
document, so the k-th use of a URL is its k-th occurrence.
"""

from html import escape

from publisher.diagnostics import Position
from publisher.positions import Lines

_URL_CHARACTERS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~/?#@!$&+=%"
)
"""Characters after an occurrence that make it the beginning of a longer URL."""


class Places:
    """Positions in one source text; remembers the last occurrence found of each string."""

    def __init__(self, text: str, body_line: int) -> None:
        self._text = text
        self._lines = Lines(text)
        self._start = self._lines.offset_of(Position(body_line))
        self._used: dict[str, int] = {}

    def at(self, offset: int) -> Position:
        """Return the line and column of a character."""
        return self._lines.at(offset)

    def offset_of(self, place: Position) -> int:
        """Return the offset of the character at a position."""
        return self._lines.offset_of(place)

    @property
    def start(self) -> Position:
        """The position at which the body starts."""
        return self.at(self._start)

    def next_of(self, address: str) -> Position:
        """Return the next occurrence of a URL; the last one again if it is used more often.

        Several reference links may use one definition. For a URL that is not found (it was
        written in another spelling), the position is the start of the body.
        """
        for spelling in dict.fromkeys((address, escape(address), address.replace("%20", " "))):
            begin = self._used.get(spelling, self._start)
            offset = self._find(spelling, begin)
            if offset < 0:
                offset = self._used.get(spelling, 0) - 1
            if offset >= 0:
                self._used[spelling] = offset + 1
                return self.at(offset)
        return self.start

    def _find(self, address: str, begin: int) -> int:
        if not address:
            return -1
        offset = self._text.find(address, begin)
        while offset >= 0:
            after = self._text[offset + len(address) : offset + len(address) + 1]
            if after not in _URL_CHARACTERS or not after:
                return offset
            offset = self._text.find(address, offset + 1)
        return -1
