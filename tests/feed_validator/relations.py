"""F6: what the links of a feed lead to: pages, the feed itself, older documents."""

from collections.abc import Iterator

from publisher.ascii_uris import ascii_uri
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from tests.feed_validator.parts import Form, Part, Role
from tests.feed_validator.sheet import Sheet, shown

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

NO_LINK = Rule(
    "F601",
    _WARNING,
    "entry has no link",
    "Readers cannot open the entry from their list (W3C: MissingContentOrAlternate).",
    "set site_url, so that each issue has a URL",
    bad="<entry>... no link ...</entry>",
    good='<link href="https://example.com/issues/7/" rel="alternate"/>',
)
TWO_PAGES = Rule(
    "F602",
    _ERROR,
    "duplicate alternate link",
    "Readers use either the first or the last (RFC 4287, section 4.1.1; W3C: DuplicateAtomLink).",
    "keep one rel=alternate link per type and language; use rel=enclosure for enclosures",
    bad='<link href="https://example.com/7.mp3"/>',
    good='<link href="https://example.com/7.mp3" rel="enclosure"/>',
)
NO_ADDRESS = Rule(
    "F603",
    _ERROR,
    "link without a URL",
    "It cannot be opened (W3C: MissingHref, MissingAttribute).",
    "add the URL, or remove the link",
    bad='<link rel="alternate"/>',
    good='<link rel="alternate" href="https://example.com/"/>',
)
UNREGISTERED = Rule(
    "F608",
    _WARNING,
    "unregistered link relation",
    "Readers ignore it (RFC 8288, section 2.1; W3C: UnregisteredAtomLinkRel).",
    "use a registered relation, or a full URL as the relation's name",
    bad='rel="homepage"',
    good='rel="alternate"',
)
NO_SELF = Rule(
    "F611",
    _WARNING,
    "feed has no self link",
    "A reader that received the file another way cannot subscribe to it, and WebSub does not work "
    "(W3C: MissingSelf, MissingAtomSelfLink).",
    "set feed_url or site_url",
    bad="<feed>... no self link ...</feed>",
    good='<link rel="self" href="https://example.com/atom.xml"/>',
)
OTHER_SELF = Rule(
    "F612",
    _WARNING,
    "self link does not match the feed's URL",
    "Readers may move the subscription to a URL that does not serve this feed (W3C: "
    "SelfDoesntMatchLocation, SelfNotAtom).",
    "set feed_url to the URL at which feeds_dir is served",
    bad='rel="self" of feed.xml in atom.xml',
    good='rel="self" of atom.xml in atom.xml',
)
HISTORY = Rule(
    "F613",
    _WARNING,
    "inconsistent archive links",
    "Readers cannot follow the links to older issues (RFC 5005, section 4; W3C: "
    "MissingCurrentInArchive, FeedHistoryRelInEntry, FeedRelInCompleteFeed).",
    "rebuild the archives with `publisher build`; each has one current link and at most one "
    "prev-archive link",
    bad="<fh:archive/> without a current link",
    good='<fh:archive/><link rel="current" href="https://example.com/atom.xml"/>',
)

RELATIONS = frozenset(
    "alternate current describedby edit edit-media enclosure first hub last license next "
    "next-archive payment prev-archive previous related replies search self service up via".split()
)
"""What the W3C validator knows; the IANA registry has more, which no reader looks for."""

_SELF_TYPES = frozenset({"application/atom+xml", "application/rss+xml", "application/rdf+xml"})

_ARCHIVE_RELATIONS = frozenset({"current", "prev-archive", "next-archive"})


def _relation(link: Part) -> str:
    relation = link.attributes.get("rel", "alternate")
    return relation.removeprefix("http://www.iana.org/assignments/relation/")


def _links(container: Part) -> list[Part]:
    return [part for part in container.children if part.role is Role.LINK]


def _no_link(sheet: Sheet) -> Iterator[Diagnostic]:
    for entry in sheet.entries:
        pages = [link for link in _links(entry) if _relation(link) == "alternate"]
        guid = entry.first("guid")
        is_guid_page = guid is not None and guid.attributes.get("isPermaLink", "true") == "true"
        if not pages and not entry.words("link", "url") and not is_guid_page:
            yield sheet.found(NO_LINK, entry, f"{sheet.names[id(entry)]} has no link")


def _two_pages(sheet: Sheet) -> Iterator[Diagnostic]:
    for part in sheet.root.walk():
        seen: set[tuple[str, str]] = set()
        for link in _links(part):
            key = (link.attributes.get("type", ""), link.attributes.get("hreflang", ""))
            if _relation(link) != "alternate":
                continue
            if key in seen:
                owner = sheet.names.get(id(part), "the feed")
                yield sheet.found(TWO_PAGES, link, f"{owner} has two alternate links")
            seen.add(key)


def _no_address(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        if part.role is Role.LINK and not part.attributes.get("href", "").strip():
            said = f"{owner}: the link {_relation(part)} has no href"
            yield sheet.found(NO_ADDRESS, part, said)


def _unregistered(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        if part.role is not Role.LINK or ":" in (relation := _relation(part)):
            continue
        if relation not in RELATIONS:
            yield sheet.found(UNREGISTERED, part, f"{owner}: rel is {shown(relation)}")


def _self_urls(sheet: Sheet) -> list[tuple[Part, str]]:
    if sheet.form is Form.JSON:
        return [(part, part.text) for part in sheet.head.all("feed_url")]
    return [
        (link, link.attributes.get("href", ""))
        for link in _links(sheet.head)
        if _relation(link) == "self"
    ]


def _no_self(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is not None and not _self_urls(sheet):
        yield sheet.found(NO_SELF, sheet.head, "the feed has no self link")


def _other_self(sheet: Sheet) -> Iterator[Diagnostic]:
    for link in _links(sheet.head):
        kind = link.attributes.get("type", "application/atom+xml").partition(";")[0]
        if _relation(link) == "self" and kind not in _SELF_TYPES:
            yield sheet.found(OTHER_SELF, link, f"the self link has the type {shown(kind)}")
    for part, url in _self_urls(sheet):
        if sheet.url and ascii_uri(url) != ascii_uri(sheet.url):
            said = f"the self link is {url}, but the feed is at {sheet.url}"
            yield sheet.found(OTHER_SELF, part, said)


def _history(sheet: Sheet) -> Iterator[Diagnostic]:
    relations = [_relation(link) for link in _links(sheet.head)]
    if sheet.head.first("fh:archive") and "current" not in relations:
        yield sheet.found(HISTORY, sheet.head, "an archive document has no current link")
    if sheet.head.first("fh:complete") and _ARCHIVE_RELATIONS & set(relations):
        yield sheet.found(HISTORY, sheet.head, "a complete feed has archive links")
    for relation in sorted(_ARCHIVE_RELATIONS):
        if relations.count(relation) > 1:
            yield sheet.found(HISTORY, sheet.head, f"the feed has two {relation} links")
    for entry in sheet.entries:
        for link in _links(entry):
            if _relation(link) in _ARCHIVE_RELATIONS:
                said = f"{sheet.names[id(entry)]} has a {_relation(link)} link"
                yield sheet.found(HISTORY, link, said)
    yield from _circles(sheet)


def _circles(sheet: Sheet) -> Iterator[Diagnostic]:
    """Links to older or newer documents that lead to the document they stand in."""
    here = {url for _, url in _self_urls(sheet)}
    for link in _links(sheet.head):
        if _relation(link).endswith("-archive") and link.attributes.get("href") in here:
            yield sheet.found(HISTORY, link, f"{_relation(link)} points to this document itself")
    for part in sheet.head.all("next_url"):
        if part.text in here:
            yield sheet.found(HISTORY, part, "next_url points to this document itself")


CHECKS: tuple[Check[Sheet], ...] = (
    Check(NO_LINK, _no_link),
    Check(TWO_PAGES, _two_pages),
    Check(NO_ADDRESS, _no_address),
    Check(UNREGISTERED, _unregistered),
    Check(NO_SELF, _no_self),
    Check(OTHER_SELF, _other_self),
    Check(HISTORY, _history),
)
