"""Remove line ends between two Chinese or Japanese characters.

Everywhere else a newline is shown as a space; there, the space would split a sentence
(CSS Text 3, section 4.1.3, "Segment Break Transformation Rules"). Korean is written with spaces.
"""

import re
from collections.abc import Iterator

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from publisher.markup.element_tree import Element

_WIDE = re.compile(
    "[\u2e80-\u2fdf\u2ff0-\u303f\u3040-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff00-\uff9f\uffe0-\uffe6\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Characters written without spaces between words."""

_SHARED = frozenset("“”‘’…—·")
"""Punctuation that is as wide as the adjacent characters."""

_BLOCKS = frozenset("p li h1 h2 h3 h4 h5 h6 td th dt dd".split())
_INLINE = frozenset("a em strong del".split())


class SoftBreaks(Treeprocessor):
    """Removes newlines from blocks of text."""

    def run(self, root: Element) -> None:
        """Process every block that contains text, in an issue that has such characters."""
        if not _WIDE.search("".join(root.itertext())):
            return
        for block in root.iter():
            if block.tag in _BLOCKS:
                _join(block)


def _join(block: Element) -> None:
    pieces = list(_pieces(block))
    text = "".join(piece for _, _, piece in pieces)
    if "\n" not in text or not _WIDE.search(text):
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
    if _WIDE.match(before):
        return bool(_WIDE.match(after)) or after in _SHARED
    return before in _SHARED and bool(_WIDE.match(after))


def _pieces(block: Element) -> Iterator[tuple[Element, bool, str]]:
    """Yield the texts of a block in order: the element, whether it is its tail, and the text."""
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
            yield element, False, "\0"  # marks content that is not a CJK character


class SoftBreakExtension(Extension):
    """Soft breaks between characters that are written without spaces."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the step, after the inline elements have been made."""
        md.treeprocessors.register(SoftBreaks(md), "soft_breaks", 12)
