"""Link reference definitions: ``[label]: address "title"`` (CommonMark 4.7).

Also directly under a line of text, as Python-Markdown allows and weekly newsletters do.
"""

import re
from html import unescape
from typing import cast

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.blocks.document import document_parser
from publisher.markup.destination_text import ESCAPED, REFERENCE, Address, Spelling, as_address
from publisher.markup.located import Located, joined

LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){1,999})\]", re.DOTALL)
"""A label in brackets, which contains no brackets."""

POINTED = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
"""A URL in angle brackets, which may contain spaces."""

TITLE = re.compile(
    r"""\"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|\(((?:[^()\\]|\\.)*+)\)""", re.DOTALL
)
"""A title in quotes or parentheses."""

_BARE = re.compile(r"(?!<)\S+")
_GAP = re.compile(r" *+\n?+ *+")
_DEFINITION_LINE = re.compile(r"\[[^\]^][^\]]*\]: *<?(?:https?://|mailto:|/)")
_LINE_END = re.compile(r" *(?:\n|$)")


def normalise(label: str) -> str:
    """Return a label in the form used for comparison: ignores case and runs of whitespace."""
    return " ".join(label.split()).casefold()


def attribute_text(text: str) -> str:
    """Return a URL or title as an attribute that Python-Markdown writes unchanged."""
    if "&" not in text and "\\" not in text:
        return text
    plain = REFERENCE.sub(lambda found: unescape(found[0]), ESCAPED.sub(r"\1", text))
    return plain.replace("&", "&amp;")


def address(written: Located) -> Address:
    """Return a URL as an attribute: only spaces are encoded, since they would end it."""
    attribute = attribute_text(str.__str__(written)).replace(" ", "%20")
    return as_address(attribute, written, Spelling.DESTINATION)


def title_text(title: re.Match[str]) -> str:
    """Return a title as an attribute."""
    return attribute_text(title[title.lastindex or 0])


class References:
    """Removes definitions from paragraphs and stores them for the links."""

    def __init__(self, md: Markdown) -> None:
        self.parser = document_parser(md)
        # The stubs require a title; Python-Markdown does not.
        self.found = cast("dict[str, tuple[str, str | None]]", md.references)

    def take(self, text: Located) -> Located:
        """Return the paragraph without its definitions; of two for one label, the first is used."""
        pos = 0
        while text.startswith("[", pos):
            end = self._define(text, pos)
            if end is None:
                break
            pos = end
        text = text.part(pos, len(text)) if pos else text
        if "\n[" in text:
            lines = text.pieces("\n")
            text = joined("\n", [line for line in lines if not self._is_definition(line)])
        return text

    def _is_definition(self, line: Located) -> bool:
        """Whether a paragraph's line is a definition, clearly of a URL; if so, it is stored."""
        return bool(_DEFINITION_LINE.match(line)) and self._define(line, 0) == len(line)

    def _define(self, text: Located, pos: int) -> int | None:
        label = LABEL.match(text, pos)
        if not label or not text.startswith(":", label.end()):
            return None
        if not label[1].strip() or label[1].startswith("^"):  # the latter is a footnote
            return None
        gap = _GAP.match(text, label.end() + 1)
        begin = gap.end() if gap else label.end() + 1
        where = POINTED.match(text, begin) or _BARE.match(text, begin)
        if not where:
            return None
        end, title = _title(text, where.end())
        if end is None:
            return None
        start, stop = where.span(1 if where.re is POINTED else 0)
        name = normalise(label[1])
        self.found.setdefault(name, (address(text.part(start, stop)), title))
        self.parser.definitions.setdefault(name, text.offset(pos))
        return end


def _title(text: str, pos: int) -> tuple[int | None, str | None]:
    """Return the end of a definition whose URL ends at ``pos``, and its title."""
    gap = _GAP.match(text, pos)
    if gap and gap.end() > pos:
        title = TITLE.match(text, gap.end())
        end = title and _LINE_END.match(text, title.end())
        if title and end:
            return end.end(), title_text(title)
    end = _LINE_END.match(text, pos)
    return (end.end() if end else None), None


class ReferenceExtension(Extension):
    """Link reference definitions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Set the function that removes definitions from paragraphs."""
        document_parser(md).without_definitions = References(md).take
