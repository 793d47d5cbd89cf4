"""Find the URLs of an issue's links and images, and their characters in its text.

The Markdown reader itself finds them: it reads located text, so every URL keeps the positions
of the characters that were typed, and no search is necessary. Does not decide whether a URL is
valid.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from publisher.content.head import dialects
from publisher.markup import render
from publisher.markup.destination_text import Address, Spelling, units
from publisher.markup.inline.html_attributes import attributes
from publisher.markup.located import Edit, Located, joined

_ATTRIBUTES = {"a": "href", "img": "src"}
"""The elements with a destination, and the attribute that contains its URL."""


@dataclass(frozen=True, slots=True)
class Destination:
    """The destination of one link or image, as it is written."""

    is_image: bool
    spelling: Spelling
    written: Located
    url: str
    """The URL that the characters represent."""

    @property
    def start(self) -> int:
        """The offset of the first character in the original text."""
        return self.written.offsets[0]

    def edits(self, pieces: Iterable[tuple[int, int, str]]) -> tuple[Edit, ...]:
        """Return the edits of the original text that replace pieces of ``url``.

        A piece is its start, its end and the replacement. Returns no edits, to avoid a partial
        query, if any piece is not contiguous in the text, such as half a character reference, or
        characters on two lines of a quotation.
        """
        written = units(self.written, self.spelling)
        ends = [0, *accumulate(len(unit.text) for unit in written)]
        index = {end: number for number, end in enumerate(ends)}
        found: list[Edit] = []
        for start, end, replacement in pieces:
            first, last = index.get(start), index.get(end)
            if first is None or last is None or first >= last:
                return ()
            text = self.written[written[first].start : written[last - 1].end]
            edit = text.replaced_by(replacement)
            if edit is None:
                return ()
            found.append(edit)
        return tuple(found)


def body_of(text: Located, path: str = "") -> Located:
    """Return the body from the whole (clean) text of an issue; a removed title is blank."""
    front = dialects.read(str.__str__(text), path)
    lines = text.split("\n")[front.body_line - 1 :]
    read = front.body.split("\n")
    kept = [line if line == other else "" for line, other in zip(lines, read, strict=False)]
    body = joined("\n", kept)
    return body if isinstance(body, Located) and body == front.body else text[:0]


def destinations(body: Located) -> tuple[Destination, ...]:
    """Return every destination in a Markdown body once, in the order of the text."""
    tree = render.to_tree(body)
    found = (*_in_elements(tree.elements), *_in_html(tree.html))
    by_start = {it.start: it for it in found}
    return tuple(by_start[start] for start in sorted(by_start))


def _in_elements(elements: Iterable[render.Element]) -> Iterator[Destination]:
    for element in elements:
        address = element.get(_ATTRIBUTES.get(element.tag, ""))
        if not isinstance(address, Address):
            continue
        found = _destination(element.tag, address.written, address.spelling)
        # The reader's URL must match the pieces, because they are edited one by one.
        if found and found.url.replace("&", "&amp;").replace(" ", "%20") in _readings(address):
            yield found


def _readings(address: Address) -> tuple[str, ...]:
    return (address, address.removeprefix("http://"))  # `www.` is written without a scheme


def _in_html(pieces: Iterable[str]) -> Iterator[Destination]:
    for piece in pieces:
        if not isinstance(piece, Located):
            continue
        for found in attributes(piece):
            if _ATTRIBUTES.get(found.element) == found.name:
                value = piece[found.start : found.end]
                destination = _destination(found.element, value, Spelling.ATTRIBUTE)
                if destination:
                    yield destination


def _destination(tag: str, written: Located, spelling: Spelling) -> Destination | None:
    written = written.strip()
    if not written or written.offsets[0] < 0:
        return None
    url = str.__str__(written)
    if "&" in url or "\\" in url:
        url = "".join(unit.text for unit in units(written, spelling))
    return Destination(tag == "img", spelling, written, url)
