"""Code blocks: between fences of backticks or tildes, or indented (CommonMark 4.4, 4.5).

Handles fences and the name of a language; does not colour code.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import AtomicString, code_escape

from publisher.markup.blocks.containers import Leaf, Line
from publisher.markup.blocks.document import DocumentParser, document_parser
from publisher.markup.element_tree import Element, SubElement

_FENCE = re.compile(r"(`{3,}+(?!.*`)|~{3,}+) *+(.*+)$")
_LANGUAGE = re.compile(r"\{? *(?:\. *)?([^\s{}]+)")


class Fence(Leaf):
    """Lines up to a fence as long as the first, or to the end of the container."""

    def __init__(self, fence: str, info: str, indent: int) -> None:
        self.fence = fence
        self.info = info
        self.indent = indent
        self.lines: list[str] = []
        self.unclosed = True

    def takes(self, line: Line) -> bool:
        """Take every line until the closing fence."""
        if not self.unclosed:
            return False
        if line.indent < 4 and line.text.startswith(self.fence, line.start):
            self.unclosed = bool(line.text[line.start :].strip(f"{self.fence[0]} "))
            if not self.unclosed:
                return True
        self.lines.append(line.text[line.pos + min(self.indent, line.indent) :])
        return True

    def close(self, parent: Element) -> None:
        """Add the code, with its language as a class, as the HTML standard suggests."""
        language = _LANGUAGE.match(self.info)
        _add_code(parent, self.lines, language[1] if language else None)


class IndentedCode(Leaf):
    """Lines that are indented by four spaces, and the blank ones between them."""

    blank_parts = True

    def __init__(self, line: Line) -> None:
        self.lines = [line.text[line.pos + 4 :]]

    def takes(self, line: Line) -> bool:
        """Take indented and blank lines."""
        if not line.blank and line.indent < 4:
            return False
        self.lines.append(line.text[line.pos + 4 :])
        return True

    def close(self, parent: Element) -> None:
        """Add the code."""
        _add_code(parent, self.lines, None)


def _add_code(parent: Element, lines: list[str], language: str | None) -> None:
    code = SubElement(SubElement(parent, "pre"), "code")
    if language:
        code.set("class", f"language-{language}")
    code.text = AtomicString(code_escape("\n".join(lines)))


class FenceStart:
    """Three or more backticks or tildes."""

    chars = "`~"

    def open(self, parser: DocumentParser, line: Line) -> Fence | None:
        """Return the fence that opens here."""
        found = _FENCE.match(line.text, line.start)
        return Fence(found[1], found[2], line.indent) if found else None


class IndentedStart:
    """Four spaces."""

    chars = " "

    def open(self, parser: DocumentParser, line: Line) -> IndentedCode:
        """Return the code that begins here."""
        return IndentedCode(line)


class CodeBlockExtension(Extension):
    """Code blocks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the starts."""
        starts = document_parser(md).starts
        starts.register(FenceStart(), "fence", 75)
        starts.register(IndentedStart(), "indented", 10)
