"""Footnotes, made by Python-Markdown's own extension from definitions that are found here.

Finds the start and end of a footnote's text; Python-Markdown makes numbers, marks and links back.
"""

import re

from markdown import Markdown
from markdown.extensions.footnotes import (
    FN_BACKLINK_TEXT,
    NBSP_PLACEHOLDER,
    FootnoteInlineProcessor,
)
from markdown.extensions.footnotes import FootnoteExtension as PythonMarkdownFootnotes

from publisher.markup.blocks.containers import Leaf, Line
from publisher.markup.blocks.document import DocumentParser, document_parser
from publisher.markup.element_tree import Element, SubElement, add_text
from publisher.markup.located import NOWHERE, joined

_LABEL = r"\[\^([^\]\s]{1,99})\]"  # bounded, for speed on many opening brackets
_DEFINITION = re.compile(rf"{_LABEL}: *")


class Footnote(Leaf):
    """The text of a footnote: its line, lines indented by four, and lazy continuation lines."""

    blank_parts = True

    def __init__(self, notes: "FootnoteExtension", name: str, text: str) -> None:
        self.notes = notes
        self.name = name
        self.lines = [text]

    def takes(self, line: Line) -> bool:
        """Take indented and blank lines."""
        if not line.blank and line.indent < 4:
            return False
        self.lines.append(line.after(line.pos + 4))
        return True

    def continues(self, line: Line, *, lazily: bool) -> bool:
        """Take a line that begins no other block, directly under the text."""
        if lazily or not self.lines[-1].strip():
            return False
        self.lines.append(line.rest)
        return True

    def close(self, parent: Element) -> None:
        """Pass the text to the extension."""
        self.notes.add(self.name, joined("\n", self.lines).rstrip(), self.begin)


class FootnoteStart:
    """A name in brackets with a caret, and a colon."""

    chars = "["

    def __init__(self, notes: "FootnoteExtension") -> None:
        self.notes = notes

    def open(self, parser: DocumentParser, line: Line) -> Footnote | None:
        """Return the footnote that begins here; footnotes cannot be nested."""
        found = _DEFINITION.match(line.text, line.start)
        if not found or not parser.in_document:
            return None
        return Footnote(self.notes, found[1], line.after(found.end()))


class FootnoteMark(FootnoteInlineProcessor):
    """The mark of a footnote in the text."""

    chars = "["


class FootnoteExtension(PythonMarkdownFootnotes):
    """Footnotes, numbered in the order of their first marks."""

    def __init__(self) -> None:
        super().__init__(USE_DEFINITION_ORDER=False)
        self._texts: dict[str, list[str]] = {}
        self._begins: dict[str, int] = {}

    def reset(self) -> None:
        """Remove the notes of the previous issue."""
        super().reset()
        self._texts = {}
        self._begins = {}

    def add(self, name: str, text: str, begin: int | None) -> None:
        """Add a definition; a second one with the same name is appended to the first."""
        self._texts.setdefault(name, []).append(text)
        self._begins.setdefault(name, NOWHERE if begin is None else begin)
        self.setFootnote(name, text)

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802
        """Return the notes with their links back, also for a note that is empty or raw HTML."""
        if not self.footnotes:
            return None
        div = Element("div", {"class": "footnote"})
        SubElement(div, "hr")
        notes = SubElement(div, "ol")
        parser = document_parser(self.md)
        for name in self.footnotes:
            note = SubElement(notes, "li", {"id": self.makeFootnoteId(name)})
            parser.offsets[note] = self._begins[name]
            parser.parse_lines(note, joined("\n\n", self._texts[name]))
            self._add_link_back(note, name)
        return div

    def _add_link_back(self, note: Element, name: str) -> None:
        if len(note) and note[-1].tag == "p" and not note[-1].tail:
            paragraph = note[-1]
            add_text(paragraph, NBSP_PLACEHOLDER)
        else:
            paragraph = SubElement(note, "p")
        link = SubElement(paragraph, "a", {"class": "footnote-backref"})
        link.set("href", "#" + self.makeFootnoteRefId(name))
        link.text = FN_BACKLINK_TEXT

    def unique_ref(self, reference: str, found: bool = False) -> str:  # noqa: FBT001, FBT002
        """Return the id of a mark, ``fnref2:…`` for a note's second; counts, does not search."""
        if not found:
            return reference
        count = self.found_refs.get(reference, 0) + 1
        self.found_refs[reference] = count
        return reference if count == 1 else reference.replace("fnref", f"fnref{count}", 1)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register Python-Markdown's extension, then our parsers of definitions and marks."""
        super().extendMarkdown(md)
        document_parser(md).starts.register(FootnoteStart(self), "footnote", 20)
        md.inlinePatterns.register(FootnoteMark(_LABEL, self), "footnote", 175)
