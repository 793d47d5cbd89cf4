"""F7: titles and other plain texts: no markup in them, and nothing escaped twice."""

import re
from collections.abc import Iterator
from html.entities import html5

from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from tests.feed_validator.markup import KNOWN
from tests.feed_validator.parts import Form, Part, Role
from tests.feed_validator.sheet import Sheet, shown

MARKUP = Rule(
    "F701",
    Severity.WARNING,
    "HTML in plain text",
    "Readers show the tags, or remove everything that looks like one (W3C: ContainsHTML, "
    "ContainsUndeclaredHTML; RSS Profile, Character Data).",
    "remove the tags from the title",
    bad="<title>&lt;b&gt;News&lt;/b&gt;</title>",
    good="<title>News</title>",
)
ESCAPED_TWICE = Rule(
    "F702",
    Severity.WARNING,
    "text is escaped twice",
    "Readers show &amp;amp; instead of an & (W3C: ContainsHTML).",
    "type the characters themselves in the issue's title",
    bad="<title>Salt &amp;amp; pepper</title>",
    good="<title>Salt &amp;#x26; pepper</title>",
)
NO_TITLE = Rule(
    "F703",
    Severity.ERROR,
    "title is empty",
    "Entry lists show an empty line, or the feed's URL (W3C: NotBlank).",
    "give the issue a title",
    bad="<title/>",
    good="<title>Seven</title>",
)
BLANKS = Rule(
    "F704",
    Severity.INFO,
    "title with whitespace around it, or on two lines",
    "Readers that sort by title put it before all others.",
    "write the title on one line",
    bad="<title> Seven </title>",
    good="<title>Seven</title>",
)

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s++[A-Za-z:-]++\s*+=[^<>]*+)?+\s*+/?>")
"""Looks for tags in what claims to be no HTML; nothing is parsed with it."""

_END_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9]*)>")

_REFERENCE = re.compile(r"&(#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")


def _plain(sheet: Sheet) -> Iterator[tuple[str, Part]]:
    for owner, _, part in sheet.parts:
        if part.role is Role.TEXT and part.name not in {"content", "content_text"}:
            yield owner, part


def _is_written_plainly(sheet: Sheet, text: str) -> bool:
    """Whether the document writes this text with numeric references, which say: no HTML.

    RSS has no type on its texts; its Profile lets the way of escaping tell (``&#x3C;`` for a
    ``<`` that is one, ``&lt;`` for one of a tag), and the W3C validator goes by it.
    """
    written = text.replace("&", "&#x26;").replace("<", "&#x3C;")
    return any(form in sheet.text for form in (written, written.replace(">", "&gt;")))


def _markup(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is Form.JSON:
        return  # its titles are plain by specification, and nothing else could tell
    for owner, part in _plain(sheet):
        names = {match[1].lower() for match in _TAG.finditer(part.text)}
        ends = {match[1].lower() for match in _END_TAG.finditer(part.text)}
        # The validator takes an end tag for one however it is written, and so do some readers.
        if ends & KNOWN or (names & KNOWN and not _is_written_plainly(sheet, part.text)):
            yield sheet.found(MARKUP, part, f"{owner}: {part.name} is {shown(part.text)}")


def _escaped_twice(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part in _plain(sheet):
        found = next(filter(_is_reference, _REFERENCE.finditer(part.text)), None)
        if found and not _is_meant(sheet, part.text):
            said = f"{owner}: {part.name} shows {found.group()}: {shown(part.text)}"
            yield sheet.found(ESCAPED_TWICE, part, said)


def _is_meant(sheet: Sheet, text: str) -> bool:
    """Whether the text speaks of a reference: in JSON, what is escaped is so from end to end."""
    if sheet.form is not Form.JSON:
        return _is_written_plainly(sheet, text)
    return "<" in text or len(_REFERENCE.findall(text)) < text.count("&")


def _is_reference(found: re.Match[str]) -> bool:
    return found[1].startswith("#") or f"{found[1]};" in html5


def _no_title(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        if part.name == "title" and not part.text.strip():
            yield sheet.found(NO_TITLE, part, f"{owner}: the title is empty")


def _blanks(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        text = part.text
        if part.name == "title" and text.strip() and (text != text.strip() or "\n" in text):
            yield sheet.found(BLANKS, part, f"{owner}: the title is {text!r}")


CHECKS: tuple[Check[Sheet], ...] = (
    Check(MARKUP, _markup),
    Check(ESCAPED_TWICE, _escaped_twice),
    Check(NO_TITLE, _no_title),
    Check(BLANKS, _blanks),
)
