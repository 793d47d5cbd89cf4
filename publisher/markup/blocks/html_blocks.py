"""Blocks of raw HTML, kept as they are (CommonMark 4.6).

Finds where HTML begins and ends; a later step decides what is safe.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.blocks.containers import Leaf, Line
from publisher.markup.blocks.document import DocumentParser, Paragraph, document_parser
from publisher.markup.element_tree import Element, add_text
from publisher.markup.html_names import BLOCK_NAMES, TAG, is_element
from publisher.markup.located import joined

_ENDS = (
    (re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE),
     re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![a-zA-Z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)  # fmt: skip
"""The start of a block, and the text that its last line contains."""

_BLOCK_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=\s|/?>|$)")


class HtmlBlock(Leaf):
    """Lines up to the one that contains the end, or to a blank one."""

    def __init__(self, md: Markdown, line: Line, end: re.Pattern[str] | None) -> None:
        self.md = md
        self.end = end
        self.lines: list[str] = []
        self._add(line)

    def _add(self, line: Line) -> None:
        self.lines.append(line.after(line.pos))
        self.unclosed = self.end is not None and not self.end.search(line.text, line.pos)

    def takes(self, line: Line) -> bool:
        """Take lines until the end; blank ones only if the block has an end pattern."""
        if line.blank if self.end is None else not self.unclosed:
            return False
        self._add(line)
        return True

    def close(self, parent: Element) -> None:
        """Add a mark that Python-Markdown finally replaces with the HTML."""
        html = joined("\n", self.lines).strip("\n")
        add_text(parent, f"\n{self.md.htmlStash.store(html)}\n")


class HtmlStart:
    """A ``<`` that begins HTML."""

    chars = "<"

    def __init__(self, md: Markdown) -> None:
        self.md = md

    def open(self, parser: DocumentParser, line: Line) -> HtmlBlock | None:
        """Return the block that begins here; a lone inline tag cannot interrupt a paragraph."""
        for begin, end in _ENDS:
            if begin.match(line.text, line.start):
                return HtmlBlock(self.md, line, end)
        tag = _BLOCK_TAG.match(line.text, line.start)
        if tag and tag[1].lower() in BLOCK_NAMES:
            return HtmlBlock(self.md, line, None)
        lone = None if isinstance(parser.leaf, Paragraph) else TAG.match(line.text, line.start)
        if lone and is_element(lone) and not line.text[lone.end() :].strip():
            return HtmlBlock(self.md, line, None)
        return None


class HtmlBlockExtension(Extension):
    """Blocks of raw HTML."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the start."""
        document_parser(md).starts.register(HtmlStart(md), "html", 70)
