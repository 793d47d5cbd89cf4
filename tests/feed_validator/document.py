"""F2: the document as a whole: bytes, size, encoding, characters."""

import re
from collections.abc import Iterator

from publisher.checks.rule import Check
from publisher.content.source.mojibake import undone
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from tests.feed_validator.parts import Form, Role
from tests.feed_validator.sheet import Sheet, shown

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

LARGE_BYTES = 500_000
TOO_LARGE_BYTES = 1_000_000

MALFORMED = Rule(
    "F201",
    _ERROR,
    "feed is not well-formed",
    "XML and JSON parsers stop at the first error, so readers show nothing (W3C: SAXError, "
    "UndefinedNamedEntity, UnicodeError).",
    "rebuild the feed with `publisher build`; if you edit it by hand, write each & as &amp;",
    bad="<title>Salt & pepper</title>",
    good="<title>Salt &amp; pepper</title>",
)
NO_FEED = Rule(
    "F202",
    _ERROR,
    "document is not a feed",
    "Readers recognise a feed by its root element (rss or feed) or by JSON Feed's version (W3C: "
    "UndefinedElement, ObsoleteNamespace, InvalidNamespace).",
    "use a feed's file name only for a feed",
    bad='<feed xmlns="http://purl.org/atom/ns#">',
    good='<feed xmlns="http://www.w3.org/2005/Atom">',
)
NOT_UTF_8 = Rule(
    "F203",
    _WARNING,
    "feed is not UTF-8",
    "Readers and servers disagree on other encodings and byte order marks (W3C: NotUTF8, "
    "ObscureEncoding, EncodingMismatch).",
    "save the document as UTF-8 without a byte order mark",
    bad='<?xml version="1.0" encoding="iso-8859-1"?>',
    good='<?xml version="1.0" encoding="utf-8"?>',
)
DOCTYPE = Rule(
    "F204",
    _ERROR,
    "feed has a document type declaration",
    "Its entities can read files and exhaust memory; careful readers reject it (W3C: "
    "InvalidDoctype, FatalSecurityRisk, ContainsSystemEntity).",
    "delete the declaration and write characters instead of entities",
    bad='<!DOCTYPE rss [<!ENTITY me "The Letter">]>',
    good="<title>The Letter</title>",
)
LARGE = Rule(
    "F205",
    _WARNING,
    "feed is larger than 500 kB",
    "Every subscriber downloads all of it on each request, and some readers stop updating feeds of "
    "this size (JSON Feed 1.1 calls 250 kB fine and 1 MB a burden).",
    "lower feed_limit; older issues stay in the archive documents",
    bad="feed_limit = 400",
    good="feed_limit = 20",
)
TOO_LARGE = Rule(
    "F206",
    _ERROR,
    "feed is larger than 1 MB",
    "Several readers reject such a feed; the W3C validator rejects 5 MB (ValidatorLimit).",
    "lower feed_limit or feed_max_bytes; older issues stay in the archive documents",
    bad="feed_max_bytes = 5000000",
    good="feed_max_bytes = 500000",
)
BAD_CHARACTER = Rule(
    "F207",
    _WARNING,
    "unreadable character",
    "Control characters, U+FFFD and noncharacters are shown as boxes or stop the parser (W3C: "
    "BadCharacters; XML 1.0, section 2.2).",
    "type the intended character in the issue",
    bad="don\N{REPLACEMENT CHARACTER}t",
    good="don't",
)
MOJIBAKE = Rule(
    "F208",
    _WARNING,
    "mis-encoded text",
    "UTF-8 text that was decoded with a single-byte encoding is unreadable (W3C: BadCharacters).",
    "run `publisher check --fix` on the issue",
    bad="caf\u00c3\u00a9",
    good="caf\u00e9",
)
XSLT = Rule(
    "F209",
    _WARNING,
    "feed is styled by XSLT",
    "Chrome stops applying XSLT by default with release 158 (November 2026), and shows "
    "bare XML instead.",
    "use a CSS style sheet and a page that explains how to subscribe",
    bad='<?xml-stylesheet type="text/xsl" href="feed.xsl"?>',
    good='<?xml-stylesheet type="text/css" href="feed.css"?>',
)

WRONG_VALUE = Rule(
    "F210",
    _ERROR,
    "value has the wrong JSON type",
    "Strict parsers reject the whole document (JSON Feed 1.1).",
    "use strings for ids, titles and URLs, and lists for authors, tags and items",
    bad='"id": 7',
    good='"id": "7"',
)
VERSION = Rule(
    "F211",
    _ERROR,
    "format version is missing or unknown",
    "Readers may reject a feed of an unknown version (W3C: InvalidRSSVersion, MissingAttribute, "
    "ObsoleteVersion).",
    'set version="2.0" on rss, or JSON Feed\'s version URL',
    bad="<rss>",
    good='<rss version="2.0">',
)

_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]"
)
"""What no text has: U+0085 is left out, since XML 1.0 has it as a line break by mistake only."""


def _malformed(sheet: Sheet) -> Iterator[Diagnostic]:
    if not sheet.is_well_formed:
        yield MALFORMED.at(sheet.path, sheet.fault_position, sheet.fault)


def _no_feed(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.fault and sheet.is_well_formed:
        yield NO_FEED.at(sheet.path, sheet.fault_position, sheet.fault)


def _encoding(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.data.startswith(b"\xef\xbb\xbf"):
        yield NOT_UTF_8.at(sheet.path, Position(), "the document begins with a byte order mark")
    if sheet.encoding not in {"utf-8", "utf8", "us-ascii"}:
        yield NOT_UTF_8.at(sheet.path, Position(), f"the document is encoded as {sheet.encoding}")


def _doctype(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.has_doctype:
        yield DOCTYPE.at(sheet.path, Position(), "the document has a DOCTYPE declaration")


def _large(sheet: Sheet) -> Iterator[Diagnostic]:
    size = len(sheet.data)
    if LARGE_BYTES < size <= TOO_LARGE_BYTES:
        yield LARGE.at(sheet.path, Position(), f"the feed has {size:,} bytes")


def _too_large(sheet: Sheet) -> Iterator[Diagnostic]:
    if (size := len(sheet.data)) > TOO_LARGE_BYTES:
        yield TOO_LARGE.at(sheet.path, Position(), f"the feed has {size:,} bytes")


def _characters(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        if match := _BAD.search(part.text):
            name = f"U+{ord(match.group()):04X}"
            yield sheet.found(BAD_CHARACTER, part, f"{owner}: {part.name} contains {name}")


def _mojibake(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        if part.role in {Role.TEXT, Role.HTML} and (repaired := undone(part.text)):
            said = (
                f"{owner}: {part.name} was decoded as {repaired[1]}: {shown(_damaged(part.text))}"
            )
            yield sheet.found(MOJIBAKE, part, said)


def _damaged(text: str) -> str:
    """The surroundings of the first character that is not ASCII."""
    start = next(index for index, char in enumerate(text) if not char.isascii())
    return text[max(start - 12, 0) : start + 12]


def _xslt(sheet: Sheet) -> Iterator[Diagnostic]:
    for kind in sheet.stylesheets:
        if "xsl" in kind.lower() or kind == "text/xml":
            yield XSLT.at(sheet.path, Position(), f"the style sheet has the type {kind}")


def _json_kinds(sheet: Sheet) -> Iterator[Diagnostic]:
    for sentence in sheet.strangers:
        yield WRONG_VALUE.at(sheet.path, Position(), sentence)


_VERSIONS = {
    Form.RSS: frozenset({"2.0"}),
    Form.JSON: frozenset({"https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"}),
}


def _version(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form not in _VERSIONS:
        return
    said = sheet.root.attributes.get("version", "") or sheet.root.words("version")
    if said not in _VERSIONS[sheet.form]:
        yield sheet.found(VERSION, sheet.root, f"the version is {shown(said)}")


CHECKS: tuple[Check[Sheet], ...] = (
    Check(MALFORMED, _malformed),
    Check(NO_FEED, _no_feed),
    Check(NOT_UTF_8, _encoding),
    Check(DOCTYPE, _doctype),
    Check(LARGE, _large),
    Check(TOO_LARGE, _too_large),
    Check(BAD_CHARACTER, _characters),
    Check(MOJIBAKE, _mojibake),
    Check(XSLT, _xslt),
    Check(WRONG_VALUE, _json_kinds),
    Check(VERSION, _version),
)
