"""Find where the links and images of an issue lead, and which characters of its text say so.

The Markdown reader itself finds them: it reads located text, and every address that it takes from
it leads back to the characters that were typed. Nothing is searched for. Knows how addresses are
written; not what is wrong with one.
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
"""The elements that lead somewhere, and which of their attributes says where to."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where one link or image leads, as it is written."""

    is_image: bool
    spelling: Spelling
    written: Located
    url: str
    """The address that the characters stand for."""

    @property
    def start(self) -> int:
        """The offset in the original text of the first character."""
        return self.written.offsets[0]

    def edits(self, pieces: Iterable[tuple[int, int, str]]) -> tuple[Edit, ...]:
        """The edits of the original text that put something else for pieces of ``url``.

        A piece is its start, its end and the replacement. All or none, so that no half of a query
        is left: none where a piece is not written in one piece, such as half a character reference,
        or characters on two lines of a quotation.
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
    """The body of an issue whose whole (clean) text is given; a title taken out of it is blank."""
    front = dialects.read(str.__str__(text), path)
    lines = text.split("\n")[front.body_line - 1 :]
    read = front.body.split("\n")
    kept = [line if line == other else "" for line, other in zip(lines, read, strict=False)]
    body = joined("\n", kept)
    return body if isinstance(body, Located) and body == front.body else text[:0]


def destinations(body: Located) -> tuple[Destination, ...]:
    """Every destination in a body of Markdown, once each, in the order of the text."""
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
        # What the reader made of it must be what the pieces say: they are edited one by one.
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
