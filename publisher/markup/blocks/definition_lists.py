"""Definition lists: terms, and definitions that begin with a colon (PHP Markdown Extra).

A definition contains blocks, as an item of any list does.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.blocks.containers import Container, Line
from publisher.markup.blocks.document import DocumentParser, document_parser
from publisher.markup.blocks.lists import Item, ItemList
from publisher.markup.element_tree import Element, SubElement
from publisher.markup.located import Located

_MARKER = re.compile(r":( +)(?=\S)")


class Definition(Item):
    """A ``dd``, and the terms before it."""

    def __init__(self, of: ItemList, width: int, terms: list[Located]) -> None:
        super().__init__(of, width)
        self.element = Element("dd")
        self.terms = terms

    def attach(self, parent: Container, *, parted: bool) -> None:
        """Add the terms before it; a blank line after a term does not make the list loose."""
        for term in self.terms:
            SubElement(self.list.element, "dt").text = term
        super().attach(parent, parted=parted and not self.terms)


class DefinitionStart:
    """A colon and a space under a term."""

    chars = ":"

    def open(self, parser: DocumentParser, line: Line) -> Definition | None:
        """Return the definition of the lines above, or another one of the previous term."""
        found = _MARKER.match(line.text, line.start)
        if not found or parser.too_deep():
            return None
        width = found.end() - line.pos if len(found[1]) < 5 else line.indent + 2
        paragraph = parser.interrupted
        last = parser.parent.last
        if paragraph:
            terms, paragraph.lines = paragraph.lines, []
        elif isinstance(last, ItemList) and last.kind == ":":
            terms = []
        else:
            terms = _terms_above(parser)
            if not terms:
                return None
        line.move(line.pos + width)
        return Definition(self._list(parser), width, [term.strip() for term in terms])

    @staticmethod
    def _list(parser: DocumentParser) -> ItemList:
        children = parser.parent.element
        last = parser.parent.last
        if isinstance(last, ItemList) and last.kind == ":":
            return last
        fresh = ItemList(Element("dl"), ":")
        if len(children) and children[-1].tag == "dl" and not (children[-1].tail or "").strip():
            fresh.element = children[-1]  # the next term of the list above
        parser.finishers.append(fresh.finish)
        return fresh


def _terms_above(parser: DocumentParser) -> list[Located]:
    """Return the lines of the paragraph before the blank line above, and remove it."""
    parent = parser.parent.element
    if parser.leaf or not len(parent) or parent[-1].tag != "p" or parent[-1].tail:
        return []
    text = parent[-1].text
    parent.remove(parent[-1])
    return text.pieces("\n") if isinstance(text, Located) else []


class DefinitionListExtension(Extension):
    """Definition lists."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the start; a row of dashes under a table's header may begin with a colon."""
        document_parser(md).starts.register(DefinitionStart(), "definition", 30)
