"""Where a thing of the rendered issue stands in its source file.

Markdown renderers forget positions. Addresses stand in the source letter by letter and in
the order of the document, so the k-th use of one is its k-th occurrence.
"""

from html import escape

from publisher.diagnostics import Position
from publisher.positions import Lines

_URL_CHARACTERS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~/?#@!$&+=%"
)
"""What makes an occurrence the beginning of a longer address."""


class Places:
    """Positions in one source text; remembers how far each searched string was used up."""

    def __init__(self, text: str, body_line: int) -> None:
        self._text = text
        self._lines = Lines(text)
        self._start = self._lines.offset_of(Position(body_line))
        self._used: dict[str, int] = {}

    def at(self, offset: int) -> Position:
        """Line and column of a character."""
        return self._lines.at(offset)

    def offset_of(self, place: Position) -> int:
        """The character that stands at a place."""
        return self._lines.offset_of(place)

    @property
    def start(self) -> Position:
        """Where the body starts."""
        return self.at(self._start)

    def next_of(self, address: str) -> Position:
        """The next occurrence of an address; the last one again when it is used more often.

        A reference link uses its definition again and again. What cannot be found (it was
        written in another spelling) is said to stand where the body starts.
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
