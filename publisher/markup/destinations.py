"""Find the URLs of an issue's links and images, and their characters in its text.

The Markdown reader itself finds them: every URL keeps the offsets of the characters that were
typed, and no search is necessary. Does not decide whether a URL is valid.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from publisher.markup.destination_text import Address, Spelling, units
from publisher.markup.element_tree import Element
from publisher.markup.located import NOWHERE, Edit, Located
from publisher.markup.markdown_tree import Tree

ATTRIBUTES = {"a": "href", "img": "src"}
"""The elements with a destination, and the attribute that contains its URL."""


@dataclass(frozen=True, slots=True)
class Destination:
    """The destination of one link or image, as it is written."""

    is_image: bool
    spelling: Spelling
    written: Located
    url: str
    """The URL that the characters represent."""
    is_ornament: bool = False
    """Whether it is an image in raw HTML whose ``alt`` is empty on purpose."""

    @property
    def start(self) -> int:
        """The offset of the first character in the original text."""
        return self.written.begin

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


def destinations(tree: Tree) -> tuple[Destination, ...]:
    """Return every destination of a Markdown body once, in the order of the text."""
    found = (*_in_elements(tree.root.iter()), *_in_html(tree))
    by_start = {destination.start: destination for destination in found}
    return tuple(by_start[start] for start in sorted(by_start))


def _in_elements(elements: Iterable[Element]) -> Iterator[Destination]:
    for element in elements:
        address = element.get(ATTRIBUTES.get(element.tag, ""))
        if not isinstance(address, Address):
            continue
        found = _destination(element.tag, address.written, address.spelling)
        # The reader's URL must match the pieces, because they are edited one by one.
        if found and found.url.replace("&", "&amp;").replace(" ", "%20") in _readings(address):
            yield found


def _readings(address: Address) -> tuple[str, ...]:
    return (address, address.removeprefix("http://"))  # `www.` is written without a scheme


def _in_html(tree: Tree) -> Iterator[Destination]:
    for piece, tag in tree.tags():
        for attribute in tag.attributes:
            if ATTRIBUTES.get(tag.name) == attribute.name:
                value = piece.part(attribute.start, attribute.end)
                destination = _destination(tag.name, value, Spelling.ATTRIBUTE)
                if destination:
                    has_empty_alt = any(
                        other.name == "alt" and other.start == other.end for other in tag.attributes
                    )
                    yield replace(destination, is_ornament=has_empty_alt)


def _destination(tag: str, written: Located, spelling: Spelling) -> Destination | None:
    written = written.strip()
    if not written or written.begin == NOWHERE:
        return None
    url = str.__str__(written)
    if "&" in url or "\\" in url:
        url = "".join(unit.text for unit in units(written, spelling))
    return Destination(tag == "img", spelling, written, url)
