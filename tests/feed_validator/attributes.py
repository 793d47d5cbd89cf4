"""F3: attributes of elements, and the picture of an RSS feed."""

import re
from collections.abc import Iterator, Mapping

from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from tests.feed_validator.parts import Form, Part, Role
from tests.feed_validator.sheet import Sheet, shown

UNKNOWN = Rule(
    "F311",
    Severity.ERROR,
    "unknown attribute",
    "Readers ignore it and its value (W3C: UnexpectedAttribute).",
    "spell the attribute as in the specification, including upper and lower case",
    bad='<guid ispermalink="false">',
    good='<guid isPermaLink="false">',
)
MISSING = Rule(
    "F312",
    Severity.ERROR,
    "required attribute is missing",
    "The element has no meaning without it (W3C: MissingAttribute).",
    "add the attribute, or remove the element",
    bad='<category label="Bread"/>',
    good='<category term="bread" label="Bread"/>',
)
PICTURE = Rule(
    "F313",
    Severity.WARNING,
    "invalid feed image",
    "It must have the feed's title and link, be a GIF, JPEG or PNG, and measure at most 144 by 400 "
    "pixels (RSS 2.0; W3C: ImageTitleDoesntMatch, ImageLinkDoesntMatch, ImageUrlFormat).",
    "set feed_logo to an image in one of these formats",
    bad="<image><url>https://example.com/logo.webp</url> ...</image>",
    good="<image><url>https://example.com/logo.png</url> ...</image>",
)

_TEXT = frozenset({"type"})
_RSS: Mapping[str, frozenset[str]] = {
    "rss": frozenset({"version"}),
    "guid": frozenset({"isPermaLink"}),
    "category": frozenset({"domain"}),
    "source": frozenset({"url"}),
    "enclosure": frozenset({"url", "length", "type"}),
    "cloud": frozenset({"domain", "port", "path", "registerProcedure", "protocol"}),
}
_ATOM: Mapping[str, frozenset[str]] = {
    "title": _TEXT,
    "subtitle": _TEXT,
    "summary": _TEXT,
    "rights": _TEXT,
    "content": frozenset({"type", "src"}),
    "link": frozenset({"href", "rel", "type", "hreflang", "title", "length"}),
    "category": frozenset({"term", "scheme", "label"}),
    "generator": frozenset({"uri", "version"}),
}
_KNOWN = {Form.RSS: _RSS, Form.ATOM: _ATOM}
_REQUIRED = {(Form.ATOM, "category"): "term"}
_FORMATS = (".gif", ".jpg", ".jpeg", ".png")
_COUNT = re.compile("[0-9]+")
_LONG = 15
"""Digits that tell enough; Python refuses to read a number of thousands of them."""
_LARGEST = {"width": 144, "height": 400}


def _unknown(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is None or sheet.form not in _KNOWN:
        return
    known = _KNOWN[sheet.form]
    for part in sheet.root.walk():
        if ":" in part.name:
            continue  # other namespaces have their own
        for name in part.attributes:
            if ":" not in name and name not in known.get(part.name, frozenset()):
                yield sheet.found(UNKNOWN, part, f"unknown attribute {name} on {part.name}")


def _missing(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        wanted = _REQUIRED.get((sheet.form or Form.JSON, part.name))
        if wanted and not part.attributes.get(wanted, "").strip():
            yield sheet.found(MISSING, part, f"{owner}: {part.name} has no {wanted}")


def _picture(sheet: Sheet) -> Iterator[Diagnostic]:
    for image in sheet.head.all("image") if sheet.form is Form.RSS else ():
        if image.role is Role.PARTS:
            for fault in _faults_of_picture(image, sheet.head):
                yield sheet.found(PICTURE, image, f"the feed image {fault}")


def _faults_of_picture(image: Part, head: Part) -> Iterator[str]:
    for name in ("title", "link"):
        if image.words(name) != head.words(name):
            yield f"has the {name} {shown(image.words(name))}, which differs from the feed's"
    if not image.words("url").partition("?")[0].lower().endswith(_FORMATS):
        yield f"is {shown(image.words('url'))}, not a GIF, JPEG or PNG"
    for name, most in _LARGEST.items():
        said = image.words(name)
        if _COUNT.fullmatch(said) and int(said[:_LONG]) > most:
            yield f"has a {name} of {said[:_LONG]}; the maximum is {most}"


CHECKS: tuple[Check[Sheet], ...] = (
    Check(UNKNOWN, _unknown),
    Check(MISSING, _missing),
    Check(PICTURE, _picture),
)
