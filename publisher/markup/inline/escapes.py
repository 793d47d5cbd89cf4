"""Parse escaped characters, character references and line ends."""

import re
from html.entities import html5

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, STX

from publisher.markup.element_tree import Element

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML forbids (XML 1.0, section 2.2)."""


class Escape(InlineProcessor):
    """A backslash and the character that it protects (CommonMark 2.4)."""

    chars = "\\"

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"\\([!-/:-@\[-`{-~])", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,
    ) -> tuple[str, int, int]:
        """Return the character; a brace as a mark that attribute lists do not match."""
        char = m[1]
        if char == "&":
            char = "&amp;"
        elif char in "{}":
            char = f"{STX}{ord(char)}{ETX}"
        return char, m.start(), m.end()


class Entity(InlineProcessor):
    """A character reference (CommonMark 2.5); an invalid one is an ampersand."""

    chars = "&"

    def __init__(self, md: Markdown) -> None:
        number = r"#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<decimal>[0-9]{1,7}))"
        super().__init__(rf"&(?:(?:{number}|(?P<name>[a-zA-Z0-9]{{2,32}}));)?", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,
    ) -> tuple[str, int, int]:
        """Return the reference unchanged if its character is allowed; else U+FFFD or ``&amp;``."""
        name, decimal, hexadecimal = m["name"], m["decimal"], m["hex"]
        if decimal or hexadecimal:
            number = int(decimal) if decimal else int(hexadecimal, 16)
            forbidden = number > 0x10FFFF or _FORBIDDEN.match(chr(number))
            return "\ufffd" if forbidden else m[0], m.start(), m.end()
        if name and f"{name};" in html5:
            return m[0], m.start(), m.end()
        return "&amp;", m.start(), m.start() + 1


class LineBreak(InlineProcessor):
    """The end of a line: a ``br`` after two spaces or a backslash, else soft (CommonMark 6.7)."""

    chars = "\\\n"

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"\\?\n *", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        """Return the break, or the newline without the spaces around it."""
        start = m.start()
        if data[m.end() : m.end() + 1] in {"", STX}:  # the end of the text, or a block of HTML
            return m[0], start, m.end()
        while data[start - 1 : start] == " ":
            start -= 1
        hard = data[m.start()] == "\\" or m.start() - start >= 2
        return Element("br") if hard else "\n", start, m.end()


class Unescape(UnescapeTreeprocessor):
    """The step that replaces marks by characters; a text without marks stays the same object."""

    def unescape(self, text: str) -> str:
        """Return the text; Python-Markdown would copy a URL without its source."""
        return super().unescape(text) if STX in text else text


class EscapeExtension(Extension):
    """Escapes, entities and line breaks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the patterns and the last step."""
        md.treeprocessors.register(Unescape(md), "unescape", 0)
        md.inlinePatterns.register(Escape(md), "escape", 180)
        md.inlinePatterns.register(LineBreak(md), "linebreak", 100)
        md.inlinePatterns.register(Entity(md), "entity", 80)
