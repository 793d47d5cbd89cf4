"""F3: the elements of a feed: which there are, where, and how often."""

import re
from collections import Counter
from collections.abc import Iterator

from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from tests.feed_validator.grammar import ATOM_NS, PREFIXES, TABLES, field_of
from tests.feed_validator.parts import Form, Part, Role
from tests.feed_validator.sheet import Sheet, shown

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

MISSING = Rule(
    "F301",
    _ERROR,
    "required element is missing",
    "Readers reject the feed, or show an entry without a title (W3C: MissingElement, MissingTitle, "
    "MissingLink, MissingDescription; RFC 4287, sections 4.1.1 and 4.1.2).",
    "set title, site_url and description in publisher.toml, and a title in each issue",
    bad="<channel><link>https://example.com/</link></channel>",
    good="<channel><title>The Letter</title> ...</channel>",
)
TWICE = Rule(
    "F302",
    _ERROR,
    "duplicate element",
    "Some readers use the first, others the last (W3C: DuplicateElement).",
    "keep one of the two",
    bad="<title>One</title><title>Two</title>",
    good="<title>One</title>",
)
UNKNOWN = Rule(
    "F303",
    _ERROR,
    "unknown element",
    "Readers ignore it and its content (W3C: UndefinedElement, NotInANamespace).",
    "spell the element as in the specification, including upper and lower case",
    bad="<pubdate>",
    good="<pubDate>",
)
UNKNOWN_NAMESPACE = Rule(
    "F304",
    _WARNING,
    "unknown namespace",
    "Readers ignore its elements; the namespace is often misspelled (W3C: UnknownNamespace).",
    "use a namespace that readers know, or none",
    bad='xmlns:dc="http://purl.org/dc/elements/1.0/"',
    good='xmlns:dc="http://purl.org/dc/elements/1.1/"',
)
ATOM_PREFIX = Rule(
    "F305",
    _WARNING,
    "Atom elements with a prefix",
    "NetNewsWire ignores prefixed elements inside Atom entries (W3C: AvoidNamespacePrefix).",
    "make Atom the default namespace of the document",
    bad="<atom:entry>",
    good="<entry>",
)
MISPLACED = Rule(
    "F306",
    _ERROR,
    "feed-level element after the entries",
    "Streaming readers have shown the entries by then (W3C: MisplacedMetadata, MisplacedItem).",
    "put all feed-level elements before the first entry",
    bad="<entry/><updated/>",
    good="<updated/><entry/>",
)
EMPTY = Rule(
    "F307",
    _WARNING,
    "empty element",
    "An empty element overrides what a reader would otherwise show (W3C: NotBlank).",
    "add its content, or remove it",
    bad="<description/>",
    good="<description>What the issue is about.</description>",
)
ENCODED_FIRST = Rule(
    "F308",
    _WARNING,
    "full content before the description",
    "Old readers keep only the last of the two, and lose the content (W3C: "
    "NeedDescriptionBeforeContent; RSS Profile).",
    "put description first and content:encoded after it",
    bad="<content:encoded/><description/>",
    good="<description/><content:encoded/>",
)
NO_NUMBER = Rule(
    "F309",
    _ERROR,
    "value is not a whole number",
    "Readers ignore it or fail on it (W3C: InvalidPositiveInteger, InvalidInteger).",
    "write a number without a unit",
    bad="<ttl>1h</ttl>",
    good="<ttl>60</ttl>",
)
RSS_UNCLEAR_TITLE = Rule(
    "F310",
    _ERROR,
    "entry has neither title nor text",
    "There is nothing to show in a list of entries (W3C: ItemMustContainTitleOrDescription).",
    "give the issue a title",
    bad="<item><guid>7</guid></item>",
    good="<item><title>Seven</title><guid>7</guid></item>",
)

_COUNT = re.compile(r"[0-9]+")


def _missing(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is None:
        return
    for part in sheet.root.walk():
        if part.role is not Role.PARTS:
            continue
        names = {child.name for child in part.children}
        for name, field in TABLES[sheet.form].get(part.name, {}).items():
            if field.is_required and name not in names:
                owner = sheet.names.get(id(part), f"<{part.name}>")
                yield sheet.found(MISSING, part, f"{owner} has no {name}")


def _twice(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part in _containers(sheet):
        counted = Counter(child.name for child in part.children)
        for name, count in counted.items():
            field = field_of(sheet.form or Form.RSS, part.name, name)
            if count > 1 and field is not None and not field.may_repeat:
                yield sheet.found(TWICE, part, f"{owner} has {count} {name}")


def _unknown(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, container, part in sheet.parts:
        if _is_unknown(sheet, container, part):
            name = part.name.removeprefix("{no namespace}")
            said = f"{owner}: {name} is not an element of {container.name} in {sheet.form}"
            yield sheet.found(UNKNOWN, part, said)


def _is_unknown(sheet: Sheet, container: Part, part: Part) -> bool:
    if sheet.form is None or field_of(sheet.form, container.name, part.name) is not None:
        return False
    if sheet.form is Form.JSON:
        return not part.name.startswith("_")  # JSON Feed 1.1: extensions begin with a line
    prefixed = ":" in part.name or part.name.startswith("{")
    return not prefixed or part.name.startswith("{no namespace}")


def _unknown_namespace(sheet: Sheet) -> Iterator[Diagnostic]:
    for prefix, name in sheet.namespaces:
        if name not in PREFIXES:
            said = f"unknown namespace {name} (prefix {prefix or 'none'})"
            yield UNKNOWN_NAMESPACE.at(sheet.path, Position(), said)


def _atom_prefix(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is not Form.ATOM:
        return
    for prefix, name in sheet.namespaces:
        if prefix and name == ATOM_NS:
            said = f"Atom's namespace has the prefix {prefix}"
            yield ATOM_PREFIX.at(sheet.path, Position(), said)


def _misplaced(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is Form.JSON or not sheet.entries:
        return
    last = id(sheet.entries[-1])
    seen = False
    first = id(sheet.entries[0])
    for part in sheet.head.children:
        if seen and part.name not in {"item", "entry"}:
            yield sheet.found(MISPLACED, part, f"{part.name} of the feed is after the entries")
        seen = seen or id(part) in {first, last}


def _empty(sheet: Sheet) -> Iterator[Diagnostic]:
    silent = {Role.PARTS, Role.LINK, Role.OTHER}
    for owner, _, part in sheet.parts:
        if part.role not in silent and not part.text.strip() and part.name != "title":
            yield sheet.found(EMPTY, part, f"{owner}: {part.name} is empty")


def _encoded_first(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is not Form.RSS:
        return
    for entry in sheet.entries:
        names = [part.name for part in entry.children]
        if "content:encoded" not in names:
            continue
        if "description" not in names[: names.index("content:encoded")]:
            name = sheet.names[id(entry)]
            yield sheet.found(ENCODED_FIRST, entry, f"{name}: no description before the content")


def _numbers(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, _, part in sheet.parts:
        said = part.text.strip()
        is_number = _COUNT.fullmatch(said) and (part.name != "ttl" or said.strip("0"))
        if part.role is Role.COUNT and not is_number:
            said = f"{owner}: {part.name} is {shown(part.text)}, not a whole number"
            yield sheet.found(NO_NUMBER, part, said)


def _unnamed(sheet: Sheet) -> Iterator[Diagnostic]:
    if sheet.form is not Form.RSS:
        return
    for number, entry in enumerate(sheet.entries, start=1):
        if not entry.first("title", "description"):
            said = f"entry {number} has neither title nor description"
            yield sheet.found(RSS_UNCLEAR_TITLE, entry, said)


def _containers(sheet: Sheet) -> Iterator[tuple[str, Part]]:
    for part in sheet.root.walk():
        if part.role is Role.PARTS:
            yield sheet.names.get(id(part), "the feed"), part


CHECKS: tuple[Check[Sheet], ...] = (
    Check(MISSING, _missing),
    Check(TWICE, _twice),
    Check(UNKNOWN, _unknown),
    Check(UNKNOWN_NAMESPACE, _unknown_namespace),
    Check(ATOM_PREFIX, _atom_prefix),
    Check(MISPLACED, _misplaced),
    Check(EMPTY, _empty),
    Check(ENCODED_FIRST, _encoded_first),
    Check(NO_NUMBER, _numbers),
    Check(RSS_UNCLEAR_TITLE, _unnamed),
)
