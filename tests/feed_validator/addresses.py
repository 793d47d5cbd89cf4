"""F6: the addresses of a feed outside its HTML: links, pictures, enclosures."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from publisher import urls
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from tests.feed_validator.parts import Form, Part, Role
from tests.feed_validator.sheet import Sheet, shown

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RELATIVE = Rule(
    "F604",
    _ERROR,
    "relative URL",
    "Feeds are read outside their site, and many readers ignore xml:base (W3C: InvalidFullLink, "
    "RelativeSelf).",
    "set site_url, and write the full URL, starting with https://",
    bad="<link>/issues/7/</link>",
    good="<link>https://example.com/issues/7/</link>",
)
BAD_ADDRESS = Rule(
    "F605",
    _ERROR,
    "invalid URL",
    "Readers and hubs reject it (RFC 3986; W3C: InvalidUriChar, InvalidLink, UriNotIri).",
    "percent-encode the characters that a URI does not allow",
    bad="<link>https://example.com/two words</link>",
    good="<link>https://example.com/two%20words</link>",
)
DANGEROUS = Rule(
    "F606",
    _ERROR,
    "URL with an unsafe scheme",
    "Opening it can run a script or read the subscriber's files.",
    "use an https URL",
    bad="<link>javascript:alert(1)</link>",
    good="<link>https://example.com/</link>",
)
TRACKING = Rule(
    "F607",
    _WARNING,
    "URL with tracking parameters",
    "They tell third parties what your subscribers read; Miniflux strips them.",
    "keep strip_tracking on, or remove the parameters",
    bad="https://example.com/?utm_source=feed",
    good="https://example.com/",
)
BAD_TYPE = Rule(
    "F609",
    _ERROR,
    "invalid media type",
    "Readers show nothing for an unknown type (RFC 4287, section 4.1.3.1; W3C: InvalidMIMEType, "
    "InvalidTextType).",
    'use text, html or xhtml on text elements, and a type such as "text/html" on links',
    bad='<content type="CDATA">',
    good='<content type="html">',
)
ENCLOSURE = Rule(
    "F610",
    _ERROR,
    "enclosure or source is incomplete",
    "Players need the URL, the length in bytes and the type (RSS 2.0; W3C: MissingAttribute, "
    "InvalidNonNegativeInteger).",
    "set url, length and type",
    bad='<enclosure url="https://example.com/7.mp3"/>',
    good='<enclosure url="https://example.com/7.mp3" length="123456" type="audio/mpeg"/>',
)

_NAME = r"[A-Za-z0-9!#$&^_.+-]+"  # RFC 6838, section 4.2
_MEDIA_TYPE = re.compile(rf"{_NAME}/{_NAME}(\s*;\s*{_NAME}=(\"[^\"]*\"|{_NAME}))*")
_NOT_IN_URIS = re.compile(r"[^!-~]|[<>\"{}|\\^`\[\]]")
_IPV6_HOST = re.compile(r"\A([^/?#\[]*//[^/?#\[]*)\[[0-9A-Fa-f:.]+\]")
"""The one place for brackets in an address (RFC 3986, section 3.2.2)."""
_URL_ATTRIBUTES = ("href", "url", "src", "uri")


class _Address(NamedTuple):
    owner: str
    part: Part
    url: str


def _addresses(sheet: Sheet) -> Iterator[_Address]:
    """Every address of the feed that stands outside its HTML."""
    for owner, _, part in sheet.parts:
        if part.role is Role.URL:
            yield _Address(owner, part, part.text)
        for name in _URL_ATTRIBUTES:
            if name in part.attributes:
                yield _Address(owner, part, part.attributes[name])


def _relative(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part, url in _addresses(sheet):
        if url.strip() and not urls.scheme_of(url.strip()):
            said = f"{owner}: {part.name} has the URL {shown(url)}"
            yield sheet.found(RELATIVE, part, said)


def _bad_address(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part, url in _addresses(sheet):
        if fault := _fault_of(url, is_xml=sheet.form is not Form.JSON):
            yield sheet.found(BAD_ADDRESS, part, f"{owner}: {shown(url)} {fault}")


def _fault_of(url: str, *, is_xml: bool) -> str:
    if not url.strip():
        return ""
    if url != url.strip():
        return "has whitespace around it"
    if is_xml and (found := _NOT_IN_URIS.search(_IPV6_HOST.sub(r"\1", url, 1))):
        return f"contains {found.group()!r}, which must be percent-encoded in a URI"
    if any(char.isspace() for char in url):
        return "contains whitespace"
    fault = urls.fault_of(url) if urls.is_web(url) else ""
    return f"is not a valid URL: {fault}" if fault else ""


def _dangerous(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part, url in _addresses(sheet):
        if urls.scheme_of(url.strip()) in urls.DANGEROUS_SCHEMES:
            yield sheet.found(DANGEROUS, part, f"{owner}: {part.name} has the URL {shown(url)}")


def _tracking(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part, url in _addresses(sheet):
        if urls.strip_tracking(url) != url:
            yield sheet.found(TRACKING, part, f"{owner}: {part.name} has the URL {shown(url)}")


def _bad_type(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, container, part in sheet.parts:
        kind = part.attributes.get("type")
        if kind is None and part.name == "mime_type":
            kind = part.text
        if kind is None or part.name.startswith("{"):
            continue
        is_text = sheet.form is Form.ATOM and part.role is not Role.LINK and container.name != ""
        if is_text and kind in {"text", "html", "xhtml"}:
            continue
        if not _MEDIA_TYPE.fullmatch(kind) or (is_text and part.name != "content"):
            yield sheet.found(BAD_TYPE, part, f"{owner}: the type of {part.name} is {shown(kind)}")


def _enclosure(sheet: Sheet) -> Iterator[Diagnostic]:
    for entry in sheet.entries:
        for part in entry.all("source") if sheet.form is Form.RSS else ():
            if not part.attributes.get("url"):
                said = f"{sheet.names[id(entry)]}: the source has no url"
                yield sheet.found(ENCLOSURE, part, said)
        for part in entry.all("enclosure"):
            length = part.attributes.get("length", "")
            missing = [name for name in ("url", "length", "type") if name not in part.attributes]
            name = sheet.names[id(entry)]
            if missing:
                said = f"{name}: the enclosure has no {' and no '.join(missing)}"
                yield sheet.found(ENCLOSURE, part, said)
            elif not length.isdecimal():
                said = f"{name}: the enclosure's length is {shown(length)}"
                yield sheet.found(ENCLOSURE, part, said)


CHECKS: tuple[Check[Sheet], ...] = (
    Check(RELATIVE, _relative),
    Check(BAD_ADDRESS, _bad_address),
    Check(DANGEROUS, _dangerous),
    Check(TRACKING, _tracking),
    Check(BAD_TYPE, _bad_type),
    Check(ENCLOSURE, _enclosure),
)
