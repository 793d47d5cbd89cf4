"""A line that ends between two Chinese, Japanese or Korean characters ends in nothing.

Everywhere else a newline is a space; there, a space would stand in the middle of a sentence
(CSS Text 3, section 4.1.3, "Segment Break Transformation Rules").
"""

from collections.abc import Iterator

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from publisher.content.syntax.emphasis import CJK
from publisher.content.syntax.tree import Element

_BLOCKS = frozenset("p li h1 h2 h3 h4 h5 h6 td th dt dd".split())
_INLINE = frozenset("a em strong del".split())


class SoftBreaks(Treeprocessor):
    """Takes newlines out of blocks of text."""

    def run(self, root: Element) -> None:
        """Look at every block that holds text."""
        for block in root.iter():
            if block.tag in _BLOCKS:
                _join(block)


def _join(block: Element) -> None:
    pieces = list(_pieces(block))
    text = "".join(piece for _, _, piece in pieces)
    if "\n" not in text or not CJK.search(text):
        return
    pos = 0
    for element, is_tail, piece in pieces:
        kept = "".join(
            char for at, char in enumerate(piece, pos) if char != "\n" or not _between(text, at)
        )
        pos += len(piece)
        if len(kept) < len(piece):
            if is_tail:
                element.tail = kept
            else:
                element.text = kept


def _between(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before and after and CJK.match(before) and CJK.match(after))


def _pieces(block: Element) -> Iterator[tuple[Element, bool, str]]:
    """The texts of a block in order: whose they are, whether they follow it, and what they say."""
    yield block, False, block.text or ""
    stack = [(child, False) for child in reversed(block)]
    while stack:
        element, seen = stack.pop()
        if seen:
            yield element, True, element.tail or ""
            continue
        stack.append((element, True))
        if element.tag in _INLINE:
            yield element, False, element.text or ""
            stack.extend((child, False) for child in reversed(element))
        else:
            yield element, False, "\0"  # something stands here that is no CJK character


class SoftBreakExtension(Extension):
    """Soft breaks between characters that are written without spaces."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the step, when the text's neighbours are known."""
        md.treeprocessors.register(SoftBreaks(md), "soft_breaks", 12)
