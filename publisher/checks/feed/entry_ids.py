"""F4: check that ids of entries are valid, and normalised for comparison."""

import re
import uuid
from collections.abc import Iterator
from string import ascii_letters, digits
from urllib.parse import unquote, urlsplit

from publisher import urls
from publisher.checks.feed.published_feed import PublishedFeed, quoted
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity

INVALID_ID = Rule(
    "F403",
    Severity.ERROR,
    "invalid id",
    "Atom's ids are absolute URIs (RFC 4287, section 4.2.6; W3C: InvalidTAG, InvalidURN, "
    "InvalidUUID).",
    "use a tag URI (RFC 4151), as `publisher` does by default",
    bad="---\ntitle: One\ndate: 2026-01-02\nid: ‸tag:example.com:7\n---\nHello.\n",
    good="---\ntitle: One\ndate: 2026-01-02\nid: tag:example.com,2026:7\n---\nHello.\n",
)
NOT_NORMALISED = Rule(
    "F405",
    Severity.WARNING,
    "id is not normalised",
    "Ids are compared character by character: a program that normalises URLs makes another id "
    "of it (RFC 4287, section 4.2.6.1; W3C: NonCanonicalURI).",
    "write scheme and host in lower case, and omit the default port",
    bad="---\ntitle: One\ndate: 2026-01-02\nid: ‸HTTP://Example.com:80/7\n---\nHello.\n",
    good="---\ntitle: One\ndate: 2026-01-02\nid: http://example.com/7\n---\nHello.\n",
)
SHORT_ID = Rule(
    "F410",
    Severity.INFO,
    "id is a short number",
    "Readers that keep one list for all feeds, such as Newsboat, find the same number in others "
    "(W3C: NotSufficientlyUnique).",
    "keep it if readers know it; new ids are tag URIs",
    bad="---\ntitle: One\ndate: 2026-01-02\nid: ‸7\n---\nHello.\n",
    good="---\ntitle: One\ndate: 2026-01-02\nid: tag:example.com,2026:7\n---\nHello.\n",
)

_SPECIFIC = r"[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*+"
_TAG_URI = re.compile(
    r"tag:([a-z0-9._-]+@)?[a-z0-9.-]+,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?:"
    rf"{_SPECIFIC}(#{_SPECIFIC})?"
)
"""RFC 4151; in lower case before the date, since ids are compared character by character."""

_URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:[!-~]+", re.IGNORECASE)
_PERCENT = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset(f"{ascii_letters}{digits}-._~")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SHORT = 9
"""Digits; another feed is unlikely to use a number of this length or longer."""


def invalid_id(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report tag URIs, URNs and web URLs that are not valid."""
    for published in feed:
        if fault := _fault_of(published.entry.id):
            message = f"the id {quoted(published.entry.id)} {fault}"
            yield published.at(INVALID_ID, message, "id")


def not_normalised(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report ids that RFC 3986, section 6.2.2, would normalise."""
    for published in feed:
        if _is_not_normalised(published.entry.id):
            message = f"the id is {quoted(published.entry.id)}"
            yield published.at(NOT_NORMALISED, message, "id")


def short_id(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report ids that are numbers of a few digits."""
    for published in feed:
        text = published.entry.id
        if text.isdigit() and len(text) < _SHORT:
            yield published.at(SHORT_ID, f"the id is {text}", "id")


def _fault_of(text: str) -> str:
    scheme = urls.scheme_of(text)
    if scheme == "tag" and not _TAG_URI.fullmatch(text):
        return "is not a valid tag URI, such as tag:example.com,2026-03-01:name"
    if scheme == "urn" and not _URN.fullmatch(text):
        return "is not a valid URN"
    if scheme == "urn" and text.lower().startswith("urn:uuid:") and not _is_uuid(text[9:]):
        return "does not contain a valid UUID"
    return (
        f"is not a valid URL: {fault}"
        if urls.is_web(text) and (fault := urls.fault_of(text))
        else ""
    )


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _is_not_normalised(text: str) -> bool:
    for code in _PERCENT.findall(text):
        if code != code.upper() or unquote(code) in _UNRESERVED:
            return True
    if not urls.is_web(text) or urls.fault_of(text):
        return False
    parts = urlsplit(text)
    return (
        not text.startswith(f"{parts.scheme}://")
        or parts.netloc != parts.netloc.lower()
        or parts.port == _DEFAULT_PORTS[parts.scheme]
        or not parts.path
        or "/../" in parts.path
        or "/./" in parts.path
    )


CHECKS: tuple[Check[PublishedFeed], ...] = (
    Check(INVALID_ID, invalid_id),
    Check(NOT_NORMALISED, not_normalised),
    Check(SHORT_ID, short_id),
)
