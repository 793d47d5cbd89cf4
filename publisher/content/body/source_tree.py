"""Where the parts of an issue are in its file: the Markdown tree, with lines and columns.

HTML loses positions: a URL of the rendered issue is found again by its value and its order.
"""

from collections import defaultdict
from functools import cached_property
from html import unescape

from publisher.diagnostics import Position
from publisher.markup import render
from publisher.markup.destination_text import Address
from publisher.markup.destinations import ATTRIBUTES, Destination, destinations
from publisher.markup.located import located
from publisher.model import Source
from publisher.positions import Lines


class SourceTree:
    """The parsed body of one issue, and the lines of its file."""

    def __init__(self, source: Source, body: str = "") -> None:
        self.text = source.text
        self.lines = Lines(source.text)
        start = self.lines.offset_of(Position(source.body_line))
        self.start = self.lines.at(start)
        """The position at which the body starts."""
        # A body without its title has as many characters.
        self.tree = render.parse(located(body or source.text[start:], start))
        self.is_whole = not body or body == source.text[start:]
        """Whether the tree has the title too, if it is written in the body."""

    def at(self, offset: int) -> Position:
        """Return the line and column of a character."""
        return self.lines.at(offset)

    def line(self, position: Position) -> str:
        """Return the text of a position's line."""
        start = self.lines.offset_of(Position(position.line))
        return self.text[start:].partition("\n")[0]

    def next_of(self, url: str) -> Position:
        """Return the position of the next use of a URL; of the last one again if there is none.

        For a URL that is not found (it is not that of a link or image, or browsers read it
        differently), the position is the start of the body.
        """
        offsets = self._offsets.get(url.strip())
        if not offsets:
            return self.start
        return self.at(offsets.pop(0) if len(offsets) > 1 else offsets[0])

    @cached_property
    def _offsets(self) -> dict[str, list[int]]:
        """The offsets of each URL, in the order of the document."""
        found: dict[str, list[int]] = defaultdict(list)
        for element in self.tree.root.iter():
            url = element.get(ATTRIBUTES.get(element.tag, ""))
            if isinstance(url, Address):
                found[url.replace("&amp;", "&").strip()].append(url.written.begin)
        for piece, tag in self.tree.tags():
            for attribute in tag.attributes:
                if ATTRIBUTES.get(tag.name) == attribute.name:
                    written = piece.part(attribute.start, attribute.end).strip()
                    offsets = found[unescape(written)]
                    offsets.append(written.begin)
                    offsets.sort()
        return found

    @cached_property
    def destinations(self) -> dict[Position, Destination]:
        """The destinations of links and images, as they are written."""
        return {self.at(found.start): found for found in destinations(self.tree)}
