"""Tables as GitHub has them: a header row, a row of dashes, rows (GFM 4.10).

Python-Markdown's own processor wants a blank line before the table; here the last line of a
paragraph may be the header, as it is on GitHub and in Hugo.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.blocks.containers import Leaf, Line
from publisher.markup.blocks.document import DocumentParser, document_parser, source_length
from publisher.markup.element_tree import Element, SubElement

_DASHES = re.compile(r"\|?+ *+:?+-++:?+ *+(?:\| *+:?+-++:?+ *+)*+(?:\| *+)?+$")
_CELL = re.compile(r"(?:[^|\\]|\\.)*+")
LEAST_ADDED_CELLS = 1_000
"""Empty cells that the short rows of any issue are given, if they lack so many.

One for every 20 characters where the issue is longer; rows after that stay short, which browsers
draw with nothing at their end. A wide header over many rows of one cell asks for more of them
than anybody could mail (cmark-gfm has such a bound too).
"""

_ALIGNMENT = {
    (True, True): "text-align: center;",
    (True, False): "text-align: left;",
    (False, True): "text-align: right;",
}
"""By the colons around a column's dashes; a style, since mail clients know no other way."""


def cells(row: str) -> list[str]:
    """The cells of a row; pipes at its ends are optional, an escaped one is a character."""
    row = row.strip()
    pos = 1 if row.startswith("|") else 0
    found: list[str] = []
    while pos < len(row):
        match = _CELL.match(row, pos)
        end = match.end() if match else pos
        if end < len(row) and row[end] == "\\":  # the last character of the row
            end += 1
        found.append(row[pos:end].replace("\\|", "|").strip())
        pos = end + 1
    return found


class Table(Leaf):
    """Rows up to a blank line or another block."""

    def __init__(self, start: "TableStart", header: list[str], alignment: list[str | None]) -> None:
        self.start = start
        self.alignment = alignment
        self.header = header
        self.rows: list[list[str]] = []

    def continues(self, line: Line, *, lazily: bool) -> bool:
        """Take the line as a row."""
        if not lazily:
            self.rows.append(cells(line.rest))
        return not lazily

    def close(self, parent: Element) -> None:
        """Add the table."""
        table = SubElement(parent, "table")
        self._add_row(SubElement(table, "thead"), "th", self.header)
        if self.rows:
            body = SubElement(table, "tbody")
            for row in self.rows:
                self._add_row(body, "td", row)

    def _add_row(self, part: Element, tag: str, row: list[str]) -> None:
        tr = SubElement(part, "tr")
        row = row + [""] * self.start.added(len(self.alignment) - len(row))
        for text, style in zip(row, self.alignment, strict=False):  # no more than the header has
            cell = SubElement(tr, tag)
            cell.text = text
            if style:
                cell.set("style", style)
        self._add_surplus(tr, tag, row[len(self.alignment) :])

    def _add_surplus(self, tr: Element, tag: str, row: list[str]) -> None:
        """Add the cells that no column is for: GFM drops them with their words."""
        while row and not row[-1]:
            row.pop()
        for text in row:
            SubElement(tr, tag).text = text


class TableStart:
    """A row of dashes under a line with as many cells."""

    chars = "|:-"

    def __init__(self, md: Markdown) -> None:
        self.md = md
        self.left: int | None = None
        """How many cells may still be added; None before the first."""

    def added(self, missing: int) -> int:
        """Return how many of the missing cells a row is given."""
        if self.left is None:
            self.left = max(LEAST_ADDED_CELLS, source_length(self.md) // 20)
        count = max(0, min(missing, self.left))
        self.left -= count
        return count

    def open(self, parser: DocumentParser, line: Line) -> Table | None:
        """The table whose header is the last line of the paragraph above."""
        paragraph = parser.interrupted
        if not paragraph or not paragraph.lines or "|" not in paragraph.lines[-1]:
            return None
        if not _DASHES.match(line.text, line.start):
            return None
        dashes = cells(line.rest)
        header = cells(paragraph.lines[-1])
        if len(header) != len(dashes):
            return None
        paragraph.lines.pop()
        return Table(
            self,
            header,
            [_ALIGNMENT.get((cell.startswith(":"), cell.endswith(":"))) for cell in dashes],
        )


class TableExtension(Extension):
    """Tables."""

    def reset(self) -> None:
        """Count the added cells of the next issue anew."""
        self.start.left = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the start: ``-`` under a header is no heading, and no item."""
        self.start = TableStart(md)
        md.registerExtension(self)
        document_parser(md).starts.register(self.start, "table", 65)
