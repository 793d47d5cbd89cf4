"""An issue's body as Markdown reads it: blocks and inline elements that know where they are.

Offsets count in the text that the body was cut from. Answers questions; parses nothing itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import chain

from markdown.util import HTML_PLACEHOLDER_RE

from publisher.markup.element_tree import Element, plain_text
from publisher.markup.html_tags import Tag, comment_text, tags, texts
from publisher.markup.leaf_text import LeafText
from publisher.markup.located import Located

_LEVELS = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, by its mark in the text."""

    level: int
    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Prose:
    """What readers see of one leaf."""

    text: str
    """As it was typed, and as long as the leaf; what is not prose is ``BLANK``."""
    leaf: LeafText

    def offset(self, index: int) -> int:
        """Return the offset of a character."""
        return self.leaf.text.offset(index)


@dataclass(frozen=True, slots=True)
class Tree:
    """One issue's body, parsed."""

    html: str
    """The fragment."""
    root: Element
    """The elements; their text is not located any more, but in the leaves; URLs are."""
    blocks: Mapping[Element, int]
    """The offset of each block, of list items, footnotes and cells too."""
    definitions: Mapping[str, int]
    """The offset of each link definition, by its normalised label."""
    leaves: tuple[LeafText, ...]
    """The texts of the blocks, each with its inline elements."""
    raw: tuple[Located, ...]
    """The pieces of raw HTML, in the order of the text."""
    unclosed: tuple[int, ...]
    """The offsets of code and raw HTML that lack the mark that should end them."""

    def offsets(self) -> dict[Element, int]:
        """Return where each block and each inline element begins."""
        inline = {
            element: leaf.text.offset(index)
            for leaf in self.leaves
            for element, index in leaf.elements.items()
        }
        return {**self.blocks, **inline}

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings in Markdown, in order."""
        found = (element for element in self.root.iter() if element.tag in _LEVELS)
        return tuple(
            Heading(_LEVELS[element.tag], _words(element), self.blocks[element])
            for element in found
        )

    def tags(self) -> Iterator[tuple[Located, Tag]]:
        """Yield the tags and comments of the raw HTML, each with the piece that it is in."""
        for piece in self.raw:
            for tag in tags(piece):
                yield piece, tag

    def comments(self) -> tuple[str, ...]:
        """Return the texts of the comments."""
        found = (comment_text(str.__str__(piece), tag) for piece, tag in self.tags())
        return tuple(text for text in found if text is not None)

    def prose(self) -> tuple[Prose, ...]:
        """Return every text that readers see, also in raw HTML, in the order of the file."""
        html = (LeafText(piece, shown=[*chain.from_iterable(texts(piece))]) for piece in self.raw)
        leaves = sorted((*self.leaves, *html), key=lambda leaf: leaf.text.begin)
        return tuple(Prose(leaf.prose(), leaf) for leaf in leaves)


def _words(element: Element) -> str:
    return unescape(HTML_PLACEHOLDER_RE.sub("", plain_text([element])))
