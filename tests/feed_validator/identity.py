"""F4: ids of entries: there, unique, whole, and the same for ever."""

import re
import uuid
from collections.abc import Iterator
from string import ascii_letters, digits
from urllib.parse import unquote, urlsplit

from publisher import urls
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from tests.feed_validator.parts import Form, Part, Role
from tests.feed_validator.sheet import Sheet, shown

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

NO_ID = Rule(
    "F401",
    _WARNING,
    "entry has no id",
    "Readers cannot recognise an entry without an id, and show it as new after every change (W3C: "
    "MissingGuid).",
    "add a guid that never changes",
    bad="<item><title>Seven</title></item>",
    good='<item><title>Seven</title><guid isPermaLink="false">tag:...</guid></item>',
)
SAME_ID = Rule(
    "F402",
    _ERROR,
    "two entries have the same id",
    "Readers keep one entry per id, so one of the two is never shown (W3C: DuplicateValue, "
    "DuplicateIds, DuplicateEntries).",
    "change the `id` in the front matter of one of the issues",
    bad="<guid>7</guid> ... <guid>7</guid>",
    good="<guid>7</guid> ... <guid>8</guid>",
)
BAD_ID = Rule(
    "F403",
    _ERROR,
    "id is not a valid URI",
    "Atom ids must be absolute URIs (RFC 4287, section 4.2.6; W3C: InvalidFullLink, UriNotIri, "
    "InvalidTAG, InvalidURN, InvalidUUID).",
    "use a tag URI (RFC 4151), as `publisher` does by default",
    bad="<id>issue 7</id>",
    good="<id>tag:example.com,2026-03-01:issues/7</id>",
)
FALSE_PERMALINK = Rule(
    "F404",
    _ERROR,
    "guid is marked as a permalink but is not a URL",
    "Readers try to open it as the entry's page (W3C: InvalidHttpGUID, InvalidPermalink, "
    "InvalidBooleanAttribute; RSS 2.0: true is the default).",
    'set isPermaLink="false" on a guid that is not a URL',
    bad="<guid>tag:example.com,2026:7</guid>",
    good='<guid isPermaLink="false">tag:example.com,2026:7</guid>',
)
NOT_CANONICAL = Rule(
    "F405",
    _WARNING,
    "id is not a normalised URI",
    "Ids are compared character by character: a program that normalises URLs changes the id (RFC "
    "4287, section 4.2.6.1; W3C: NonCanonicalURI).",
    "write the scheme and host in lower case, without the default port",
    bad="<id>HTTP://Example.com:80/7</id>",
    good="<id>http://example.com/7</id>",
)
SHORT_ID = Rule(
    "F410",
    Severity.INFO,
    "id is a short number",
    "Newsboat and other readers with one id list for all feeds may find the same number in another "
    "feed (W3C: NotSufficientlyUnique).",
    "keep it if readers already know it; new ids are tag URIs",
    bad='<guid isPermaLink="false">7</guid>',
    good='<guid isPermaLink="false">tag:example.com,2026-03-01:7</guid>',
)

_SPECIFIC = r"[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*"
_TAG_URI = re.compile(
    r"tag:([a-z0-9._-]+@)?[a-z0-9.-]+,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?:"
    rf"{_SPECIFIC}(#{_SPECIFIC})?"
)
"""RFC 4151; in lower case before the date, since ids are compared letter by letter."""
_URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:[!-~]+", re.IGNORECASE)

_PERCENT = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset(f"{ascii_letters}{digits}-._~")
_NOT_IN_URIS = re.compile(r"[^!-~]|[<>\"{}|\\^`]")


def id_of(entry: Part) -> Part | None:
    """The part that holds an entry's id, whatever the format calls it."""
    return entry.first("id", "guid")


def _no_id(sheet: Sheet) -> Iterator[Diagnostic]:
    for entry in sheet.entries:
        found = id_of(entry)
        if sheet.form is Form.RSS and found is None:
            yield sheet.found(NO_ID, entry, f"{sheet.names[id(entry)]} has no guid")


def _same_id(sheet: Sheet) -> Iterator[Diagnostic]:
    owners: dict[str, str] = {}
    for entry in sheet.entries:
        part, name = id_of(entry), sheet.names[id(entry)]
        if part is None or not (text := part.text.strip()):
            continue
        if text in owners:
            said = f"{name} has the same id as {owners[text]}: {shown(text)}"
            yield sheet.found(SAME_ID, part, said)
        owners.setdefault(text, name)


def _bad_id(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        is_id = sheet.form is Form.ATOM and part.role is Role.ID and part.text.strip()
        if is_id and (fault := _fault_of_id(part.text)):
            yield sheet.found(BAD_ID, part, f"{owner}: the id {shown(part.text)} {fault}")


def _fault_of_id(text: str) -> str:
    if text != text.strip():
        return "has whitespace around it"
    scheme = urls.scheme_of(text)
    if not scheme:
        return "has no scheme, so it is not a URI"
    if found := _NOT_IN_URIS.search(text):
        return f"contains {found.group()!r}, which must be percent-encoded in a URI"
    if scheme == "tag" and not _TAG_URI.fullmatch(text):
        return "is not a valid tag URI; expected tag:example.com,2026-03-01:name"
    if scheme == "urn":
        return _fault_of_urn(text)
    return (
        f"is not a valid URL: {fault}"
        if urls.is_web(text) and (fault := urls.fault_of(text))
        else ""
    )


def _fault_of_urn(text: str) -> str:
    if not _URN.fullmatch(text):
        return "is not a valid URN"
    if text.lower().startswith("urn:uuid:"):
        try:
            uuid.UUID(text[9:])
        except ValueError:
            return "does not contain a valid UUID"
    return ""


def _false_permalink(sheet: Sheet) -> Iterator[Diagnostic]:
    for entry in sheet.entries if sheet.form is Form.RSS else ():
        guid = entry.first("guid")
        if guid is None or not guid.text.strip():
            continue
        flag = guid.attributes.get("isPermaLink", "true")
        name, text = sheet.names[id(entry)], guid.text.strip()
        if flag not in {"true", "false"}:
            yield sheet.found(FALSE_PERMALINK, guid, f"{name}: isPermaLink is {shown(flag)}")
        elif flag == "true" and (not urls.is_web(text) or urls.fault_of(text)):
            yield sheet.found(FALSE_PERMALINK, guid, f"{name}: {shown(text)} is not a URL")


def _not_canonical(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        if part.role is Role.ID and _is_untidy(part.text.strip()):
            yield sheet.found(NOT_CANONICAL, part, f"{owner}: {shown(part.text)}")


def _is_untidy(text: str) -> bool:
    for code in _PERCENT.findall(text):
        if code != code.upper() or unquote(code) in _UNRESERVED:  # RFC 3986, section 6.2.2
            return True
    if not urls.is_web(text) or urls.fault_of(text):
        return False
    parts = urlsplit(text)
    default = {"http": 80, "https": 443}[parts.scheme]
    return (
        not text.startswith(f"{parts.scheme}://")
        or parts.netloc != parts.netloc.lower()
        or parts.port == default
        or not parts.path
        or "/../" in parts.path
        or "/./" in parts.path
    )


def _short_id(sheet: Sheet) -> Iterator[Diagnostic]:
    for entry in sheet.entries if sheet.form is Form.RSS else ():
        text = entry.words("guid")
        if text.isdigit() and len(text) < 9:
            said = f"{sheet.names[id(entry)]} has the id {text}"
            yield sheet.found(SHORT_ID, entry, said)


CHECKS: tuple[Check[Sheet], ...] = (
    Check(NO_ID, _no_id),
    Check(SAME_ID, _same_id),
    Check(BAD_ID, _bad_id),
    Check(FALSE_PERMALINK, _false_permalink),
    Check(NOT_CANONICAL, _not_canonical),
    Check(SHORT_ID, _short_id),
)
