"""Headings, with ``#`` before them or a line under them, and thematic breaks (CommonMark 4.1-4.3).

``#tag`` is not a heading: a space must follow.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.blocks.containers import Leaf, Line
from publisher.markup.blocks.document import DocumentParser, document_parser
from publisher.markup.element_tree import Element, SubElement
from publisher.markup.located import Located, joined, substituted

_ATX = re.compile(r"(#{1,6})(?: +|$)")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_BREAK = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_RUNS_OF_SPACES = re.compile(r"(?<=[^ \n]) {2,}(?=[^ \n])")


class OneLine(Leaf):
    """A heading or a break: an element with optional text."""

    def __init__(self, tag: str, text: Located | None = None) -> None:
        self.tag = tag
        # Browsers collapse runs of spaces, and attribute lists expect a single one.
        self.text = substituted(_RUNS_OF_SPACES, lambda _: " ", text) if text else None

    def close(self, parent: Element) -> None:
        """Add the element."""
        SubElement(parent, self.tag).text = self.text


class AtxStart:
    """One to six ``#``."""

    chars = "#"

    def open(self, parser: DocumentParser, line: Line) -> OneLine | None:
        """Return the heading on this line, without the optional closing ``#``."""
        found = _ATX.match(line.text, line.start)
        if not found:
            return None
        text = line.after(found.end()).rstrip()
        bare = text.rstrip("#")
        if not bare or bare.endswith(" "):
            text = bare.rstrip()
        return OneLine(f"h{len(found[1])}", text)


class UnderlineStart:
    """A line of ``=`` or ``-`` under a paragraph."""

    chars = "=-"

    def open(self, parser: DocumentParser, line: Line) -> OneLine | None:
        """Return the heading made of the paragraph above."""
        paragraph = parser.interrupted
        if not paragraph or not _UNDERLINE.match(line.text, line.start):
            return None
        text = parser.without_definitions(joined("\n", paragraph.lines)).strip()
        if not text:
            return None
        paragraph.lines.clear()
        heading = OneLine("h1" if line.text[line.start] == "=" else "h2", text)
        heading.begin = text.offset(0)
        return heading


class BreakStart:
    """Three or more ``*``, ``-`` or ``_``."""

    chars = "*-_"

    def open(self, parser: DocumentParser, line: Line) -> OneLine | None:
        """Return the break on this line."""
        return OneLine("hr") if _BREAK.match(line.text, line.start) else None


class HeadingExtension(Extension):
    """Headings and thematic breaks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the starts; an underline takes precedence over a break and an empty item."""
        starts = document_parser(md).starts
        starts.register(AtxStart(), "atx", 80)
        starts.register(UnderlineStart(), "underline", 60)
        starts.register(BreakStart(), "break", 50)
