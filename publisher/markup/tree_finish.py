"""Python-Markdown's last two steps on the tree, without the work that nearly all texts do not need.

Its own steps search a list of 80 block elements for each element, and a pattern in each text.
"""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import STX

from publisher.markup.element_tree import Element


class LineBreaks(PrettifyTreeprocessor):
    """Puts each block on a line of its own."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.blocks = frozenset(md.block_level_elements)

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802
        """Add line breaks to the element and the blocks in it."""
        blocks = self.blocks
        if elem.tag in blocks and elem.tag != "pre":
            if len(elem) and elem[0].tag in blocks and not (elem.text or "").strip():
                elem.text = "\n"
            for child in elem:
                if child.tag in blocks:
                    self._prettifyETree(child)
        if not (elem.tail or "").strip():
            elem.tail = "\n"


class MarkRestorer(UnescapeTreeprocessor):
    """Restores the characters that marks replaced."""

    def unescape(self, text: str) -> str:
        """Return the text with characters in place of marks."""
        return super().unescape(text) if STX in text else text


class FinishExtension(Extension):
    """The last steps on the tree."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Replace Python-Markdown's steps."""
        md.treeprocessors.register(LineBreaks(md), "prettify", 10)
        md.treeprocessors.register(MarkRestorer(md), "unescape", 0)
