"""Read the entries of an older feed: RSS 0.9 to 2.0, Atom or JSON Feed. Makes no requests.

Reads only what identifies an entry's issue; feedparser reads more, but is not a dependency.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from publisher import dom
from publisher.errors import UsageError
from publisher.xml_text import fit_line


@dataclass(frozen=True, slots=True)
class OldEntry:
    """An entry of another feed: the id that readers know it by, its link and its title."""

    id: str
    link: str
    title: str


@dataclass(frozen=True, slots=True)
class OldFeed:
    """The feed's own id ('' in RSS) and its entries, in their order."""

    id: str
    entries: tuple[OldEntry, ...]


def read_old_feed(data: bytes) -> OldFeed:
    """Read a feed. The id of an entry without one is its link, as in readers.

    Entities are not resolved and no DTD is loaded, so that an untrusted feed can be read.
    Raises UsageError if the bytes are not a feed, or if it has no entries.
    """
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    feed = _json_feed(data) if is_json else _xml_feed(data)
    if not feed.entries:
        raise UsageError("no entry of this feed has an id or a link", _HINT)
    return feed


def _xml_feed(data: bytes) -> OldFeed:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = error.msg if isinstance(error, SyntaxError) else error
        raise UsageError(f"not a feed: {said}", _HINT) from error
    if _name(root) not in {"rss", "feed", "RDF"}:
        raise UsageError("not a feed: expected RSS, Atom or JSON Feed", _HINT)
    entries = (_entry(item) for item in root.iter() if _name(item) in {"item", "entry"})
    return OldFeed(
        id=_text(root, "id") if _name(root) == "feed" else "",
        entries=tuple(entry for entry in entries if entry.id),
    )


_BLANKS = " \t\r\n"
"""White space of XML, which readers remove at the ends of an id; nothing else is removed."""

_TITLE = 1_000
"""Characters of a title that are compared; a longer one is not a title."""

_HINT = "use an unchanged copy of the feed served at the old URL"


def _json_feed(data: bytes) -> OldFeed:
    try:
        # An id may be a number (JSON Feed 1.1 asks readers to take it as text), of any length.
        document: Any = json.loads(
            data, parse_int=str, parse_float=str, parse_constant=lambda _: None
        )
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not a JSON Feed: {error}", _HINT) from error
    items = document.get("items")
    if not isinstance(items, list):
        raise UsageError("not a JSON Feed: it has no items", _HINT)
    return OldFeed(id="", entries=tuple(_items(items)))


def _items(items: list[Any]) -> Iterator[OldEntry]:
    for item in items:
        if isinstance(item, dict):
            link = fit_line(_text_in(item, "url"))
            entry_id = _text_in(item, "id").strip(_BLANKS) or link
            if entry_id:
                yield OldEntry(entry_id, link, fit_line(_text_in(item, "title"))[:_TITLE])


def _text_in(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _entry(item: Any) -> OldEntry:  # noqa: ANN401 - lxml's own element type has no iteration
    link = _link(item)
    entry_id = _text(item, "guid") or _text(item, "id") or link
    return OldEntry(id=entry_id, link=link or entry_id, title=_title(_text(item, "title")))


def _link(item: Any) -> str:  # noqa: ANN401 - as above
    """Return Atom's alternate link, or RSS's only one."""
    for child in item:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or child.text or "").strip()
    return ""


def _title(written: str) -> str:
    """Return the words of a title: old feeds have markup and entities in it."""
    marked = "<" in written or "&" in written
    return (dom.line_of(dom.parse(written)) if marked else fit_line(written))[:_TITLE]


def _text(element: Any, name: str) -> str:  # noqa: ANN401 - as above
    found = next((child for child in element if _name(child) == name), None)
    return (
        "" if found is None else "".join(found.itertext(etree.Element, etree.Entity)).strip(_BLANKS)
    )


def _name(element: Any) -> str:  # noqa: ANN401 - as above; None if nothing could be read
    # Not by QName: the name of a tag that was read despite an error may be invalid.
    is_element = element is not None and isinstance(element.tag, str)
    return element.tag.rpartition("}")[2] if is_element else ""
