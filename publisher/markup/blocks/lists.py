"""Bullet and ordered lists, by the column that an item's content begins at (CommonMark 5.2, 5.3).

A nested list is indented by two, three or four spaces, depending on the marker above. Handles
markers, columns and blank lines; does not parse the content of an item.
"""

import re
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.blocks.containers import Container, Line
from publisher.markup.blocks.document import DocumentParser, document_parser
from publisher.markup.element_tree import Element, unwrap

_MARKER = re.compile(r"(?:([*+-])|(\d{1,9})([.)]))(?=( *)(.?))")


@dataclass(slots=True)
class ItemList:
    """Consecutive items, and whether a blank line separates any blocks in them."""

    element: Element
    kind: str
    """The bullet, or the character after the number: a different one begins a new list."""
    items: list[Element] = field(default_factory=list)
    loose: bool = False

    def finish(self) -> None:
        """Unwrap the paragraphs of a tight list."""
        if not self.loose:
            for item in self.items:
                unwrap(item, "p", gap="\n")


class Item(Container):
    """A list item: lines indented to its content column belong to it."""

    def __init__(self, of: ItemList, width: int) -> None:
        super().__init__(Element("li"))
        self.list = of
        self.width = width

    def goes_on(self, line: Line) -> bool:
        """Accept a blank line if the item has content, and other lines by their column."""
        if line.blank:
            line.move(line.start)
            return self.blocks > 0
        if line.indent < self.width:
            return False
        line.move(line.pos + self.width)
        return True

    def joins(self, parent: Container) -> bool:
        """Whether its list is the last block in the parent."""
        return parent.last is self.list

    def attach(self, parent: Container, *, parted: bool) -> None:
        """Join the last list in the parent, or begin one."""
        if not self.joins(parent):
            siblings = parent.element
            if not len(siblings) or siblings[-1] is not self.list.element:
                siblings.append(self.list.element)
            parent.last = self.list
        elif parted:
            self.list.loose = True
        self.list.items.append(self.element)
        self.list.element.append(self.element)

    def loosen(self) -> None:
        """Mark its list as loose."""
        self.list.loose = True


class ItemStart:
    """A bullet or a number, and a space."""

    chars = "*+-0123456789"

    def open(self, parser: DocumentParser, line: Line) -> Item | None:
        """Return the item that begins here; an empty one, or a 2, cannot end a paragraph."""
        found = _MARKER.match(line.text, line.start)
        if not found or parser.too_deep():
            return None
        bullet, number, delimiter, spaces, after = found.groups()
        if after and not spaces:
            return None
        if parser.interrupted and (not after or int(number or 1) != 1):
            return None
        marker = found.end() - line.pos
        # Five or more spaces are one space and an indented code block.
        width = marker + (len(spaces) if after and len(spaces) < 5 else 1)
        line.move(min(line.pos + width, len(line.text)))
        return Item(self._list(parser, bullet or delimiter, number), width)

    @staticmethod
    def _list(parser: DocumentParser, kind: str, number: str | None) -> ItemList:
        last = parser.parent.last
        if isinstance(last, ItemList) and last.kind == kind:
            return last
        element = Element("ol" if number else "ul")
        if number and int(number) != 1:
            element.set("start", str(int(number)))
        fresh = ItemList(element, kind)
        parser.finishers.append(fresh.finish)
        return fresh


class ListExtension(Extension):
    """Lists by content column."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the start; thematic breaks come before it, since ``* * *`` is one."""
        document_parser(md).starts.register(ItemStart(), "item", 40)
