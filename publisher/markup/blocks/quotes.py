"""Block quotes: lines that begin with ``>`` (CommonMark 5.1).

A blank line separates two quotes; Python-Markdown's own processor would join them.
"""

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.blocks.containers import Container, Line
from publisher.markup.blocks.document import DocumentParser, document_parser
from publisher.markup.element_tree import Element


class Quote(Container):
    """A quote, which continues as long as lines begin with its mark."""

    def __init__(self) -> None:
        super().__init__(Element("blockquote"))

    def goes_on(self, line: Line) -> bool:
        """Move the line past the mark and one space."""
        if line.blank or line.indent > 3 or line.text[line.start] != ">":
            return False
        _read_mark(line)
        return True


class QuoteStart:
    """A ``>``."""

    chars = ">"

    def open(self, parser: DocumentParser, line: Line) -> Quote | None:
        """Return the quote that begins here."""
        if parser.too_deep():
            return None
        _read_mark(line)
        return Quote()


def _read_mark(line: Line) -> None:
    after = line.start + 1
    line.move(after + line.text.startswith(" ", after))


class QuoteExtension(Extension):
    """Block quotes."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the start."""
        document_parser(md).starts.register(QuoteStart(), "quote", 90)
