"""F4: who speaks, in which language, and nothing said in two ways."""

import re
from collections.abc import Iterator
from email.utils import parseaddr

from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from tests.feed_validator.parts import Form, Role
from tests.feed_validator.sheet import Sheet, shown

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

NO_AUTHOR = Rule(
    "F406",
    _ERROR,
    "missing author",
    "An Atom feed, or each of its entries, must name an author (RFC 4287, section 4.1.1; W3C: "
    "MissingElement).",
    "set author_name in publisher.toml",
    bad="<feed>... no author ...</feed>",
    good="<author><name>The editors</name></author>",
)
CONTACT = Rule(
    "F407",
    _WARNING,
    "invalid author format",
    "An RSS author is an email address followed by a name in parentheses; other text is read as an "
    "address (W3C: InvalidContact, MissingRealName, ContainsEmail).",
    "use dc:creator, which takes only a name",
    bad="<author>The editors</author>",
    good="<dc:creator>The editors</dc:creator>",
)
TWO_WAYS = Rule(
    "F408",
    _WARNING,
    "the same information is given twice",
    "Readers show one of the two, or both (W3C: DuplicateSemantics, DuplicateItemSemantics).",
    "keep one of the two",
    bad="<author/><dc:creator/>",
    good="<dc:creator/>",
)
LANGUAGE = Rule(
    "F409",
    _ERROR,
    "invalid language tag",
    "Readers use it to choose fonts, hyphenation and voices (W3C: InvalidLanguage; BCP 47).",
    "use a tag such as en, de or zh-Hans",
    bad="<language>english</language>",
    good="<language>en</language>",
)

_TWO_WAYS = (
    ("author", "dc:creator"),
    ("managingEditor", "dc:creator"),
    ("category", "dc:subject"),
    ("pubDate", "dc:date"),
    ("pubDate", "atom:published"),
    ("language", "dc:language"),
    ("copyright", "dc:rights"),
    ("webMaster", "dc:publisher"),
    ("lastBuildDate", "dcterms:modified"),
    ("guid", "atom:id"),
    ("source", "dc:source"),
)
"""Elements of RSS with those of other namespaces that mean the same."""

_LANGUAGE = re.compile(r"([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[xi])(-[A-Za-z0-9]{1,8})*")
_RSS_CONTACT = re.compile(r"[^@\s()]++@[^@\s()](?=[^@\s().]*+\.[^@\s()])[^@\s()]++\s++\([^()]++\)")


def _no_author(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is not Form.ATOM or sheet.head.first("author"):
        return
    without = [entry for entry in sheet.entries if not entry.first("author")]
    if without or not sheet.entries:
        said = f"neither the feed nor {len(without)} of its entries has an author"
        yield sheet.found(NO_AUTHOR, sheet.head, said)


def _contact(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        if part.role is Role.CONTACT and not _RSS_CONTACT.fullmatch(part.text.strip()):
            said = f"{owner}: {part.name} is {shown(part.text)}"
            yield sheet.found(CONTACT, part, said)
        if part.name in {"name", "dc:creator"} and _has_address(part.text):
            yield sheet.found(CONTACT, part, f"{owner}: {shown(part.text)} is not only a name")
        if part.name == "email" and "@" not in parseaddr(part.text)[1]:
            yield sheet.found(CONTACT, part, f"{owner}: {shown(part.text)} is not an email address")


def _has_address(text: str) -> bool:
    return "@" in parseaddr(text)[1] and "<" in text


def _two_ways(sheet: Sheet) -> Iterator[Diagnostic]:
    for part in sheet.root.walk() if sheet.form is Form.RSS else ():
        names = {child.name for child in part.children}
        for one, other in _TWO_WAYS:
            if {one, other} <= names:
                owner = sheet.names.get(id(part), "the feed")
                yield sheet.found(TWO_WAYS, part, f"{owner} has both {one} and {other}")


def _language(sheet: Sheet) -> Iterator[Diagnostic]:
    for part in sheet.root.walk():
        said = part.text if part.role is Role.LANGUAGE else part.attributes.get("xml:lang", "en")
        if said.strip() and not _LANGUAGE.fullmatch(said.strip()):
            yield sheet.found(LANGUAGE, part, f"{shown(said)} is not a valid language tag")


CHECKS: tuple[Check[Sheet], ...] = (
    Check(NO_AUTHOR, _no_author),
    Check(CONTACT, _contact),
    Check(TWO_WAYS, _two_ways),
    Check(LANGUAGE, _language),
)
