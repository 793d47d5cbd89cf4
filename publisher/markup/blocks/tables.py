"""Tables as on GitHub: a header row, a row of dashes, rows (GFM 4.10).

Python-Markdown's own processor requires a blank line before the table; here the last line of a
paragraph may be the header, as it is on GitHub and in Hugo.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.blocks.containers import Leaf, Line
from publisher.markup.blocks.document import DocumentParser, document_parser, source_length
from publisher.markup.element_tree import Element, SubElement
from publisher.markup.located import Located, substituted

_DASHES = re.compile(r"\|?+ *+:?+-++:?+ *+(?:\| *+:?+-++:?+ *+)*+(?:\| *+)?+$")
_PIPE = re.compile(r"\\\|")
_CELL = re.compile(r"(?:[^|\\]|\\.)*+")
LEAST_ADDED_CELLS = 1_000
"""Maximum number of empty cells added to the short rows of any issue.

A longer issue may have one for every 20 characters; later rows stay short, which browsers draw
without cells at their end. Without a limit, a wide header over many rows of one cell would make
an email too large to send (cmark-gfm has such a limit too).
"""

_ALIGNMENT = {
    (True, True): "text-align: center;",
    (True, False): "text-align: left;",
    (False, True): "text-align: right;",
}
"""Styles by the colons around a column's dashes; mail clients support no other way."""


def cells(row: Located) -> list[Located]:
    """Return the cells of a row; pipes at its ends are optional, an escaped one is text."""
    row = row.strip()
    pos = 1 if row.startswith("|") else 0
    found: list[Located] = []
    while pos < len(row):
        match = _CELL.match(row, pos)
        end = match.end() if match else pos
        if end < len(row) and row[end] == "\\":  # the last character of the row
            end += 1
        found.append(substituted(_PIPE, lambda _: "|", row[pos:end].strip()))
        pos = end + 1
    return found


class Table(Leaf):
    """Rows up to a blank line or another block."""

    def __init__(self, start: "TableStart", header: Located, alignment: list[str | None]) -> None:
        self.start = start
        self.begin = header.offset(0)
        self.alignment = alignment
        self.header = cells(header)
        self.rows: list[list[Located]] = []

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

    def _add_row(self, part: Element, tag: str, row: list[Located]) -> None:
        tr = SubElement(part, "tr")
        row = row + [Located("")] * self.start.added(len(self.alignment) - len(row))
        for text, style in zip(row, self.alignment, strict=False):  # only as many as the header has
            cell = SubElement(tr, tag)
            cell.text = text
            if style:
                cell.set("style", style)
        self._add_surplus(tr, tag, row[len(self.alignment) :])

    def _add_surplus(self, tr: Element, tag: str, row: list[Located]) -> None:
        """Add the cells that have no column: GFM would drop them with their words."""
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
        """The number of cells that may still be added; None before the first."""

    def added(self, missing: int) -> int:
        """Return how many of the missing cells to add to a row."""
        if self.left is None:
            self.left = max(LEAST_ADDED_CELLS, source_length(self.md) // 20)
        count = max(0, min(missing, self.left))
        self.left -= count
        return count

    def open(self, parser: DocumentParser, line: Line) -> Table | None:
        """Return the table whose header is the last line of the paragraph above."""
        paragraph = parser.interrupted
        if not paragraph or not paragraph.lines or "|" not in paragraph.lines[-1]:
            return None
        if not _DASHES.match(line.text, line.start):
            return None
        dashes = cells(line.rest)
        if len(cells(paragraph.lines[-1])) != len(dashes):
            return None
        return Table(
            self,
            paragraph.lines.pop(),
            [_ALIGNMENT.get((cell.startswith(":"), cell.endswith(":"))) for cell in dashes],
        )


class TableExtension(Extension):
    """Tables."""

    def reset(self) -> None:
        """Reset the count of added cells for the next issue."""
        self.start.left = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the start: ``-`` under a header is neither a heading nor an item."""
        self.start = TableStart(md)
        md.registerExtension(self)
        document_parser(md).starts.register(self.start, "table", 65)
