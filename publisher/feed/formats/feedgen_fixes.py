"""Work around feedgen's bugs, with one extension for feeds and one for entries.

Feedgen 1.0 (its last release is of 2023) calls ``extend_*`` of a feed after the feed's own
elements and before its entries, and of an entry after the entry's own elements. At that point
its tree has no namespaces, only an attribute ``xmlns``: Atom elements are made by their bare
names, since NetNewsWire ignores prefixed ones inside an Atom entry. ``tests/unit/feed/
test_feedgen_faults.py`` contains each bug and fails when a release has fixed it.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from publisher.ascii_uris import ascii_uri

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_MARKUP = re.compile("([&<])")

NAME = "publisher"
"""Feedgen's name of the extension; ``generator.publisher`` is its instance."""


@dataclass(frozen=True, slots=True)
class AtomLink:
    """A link of RFC 4287, section 4.2.7."""

    href: str
    rel: str
    type: str = ""

    def attributes(self) -> dict[str, str]:
        """Return the link as attributes, in a fixed order."""
        return {
            name: value
            for name, value in (
                ("href", ascii_uri(self.href)),
                ("rel", self.rel),
                ("type", self.type),
            )
            if value
        }


@dataclass(slots=True)
class HeadParts:
    """What a feed's head needs besides what feedgen writes."""

    links: tuple[AtomLink, ...] = ()
    namespaces: dict[str, str] = field(default_factory=dict)
    is_archive: bool = False


@dataclass(slots=True)
class EntryParts:
    """What an entry needs besides what feedgen writes."""

    links: tuple[AtomLink, ...] = ()
    language: str = ""
    creators: tuple[str, ...] = ()
    source: dict[str, str] = field(default_factory=dict)
    """Title, id, updated, link and feed of the issue that a story is from, for Atom."""


class HeadFixes(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """The head's links, in both formats, and the element that marks an archive document."""

    parts = HeadParts()

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces to declare at the root, once, and only those that are used."""
        history = {"fh": HISTORY} if self.parts.is_archive else {}
        return self.parts.namespaces | history

    def extend_atom(self, feed: Any) -> Any:  # noqa: ANN401 - feedgen's signature
        """Add archive links after the self link, before the first entry."""
        for old in feed.findall("link"):
            feed.remove(old)
        for link in self.parts.links:
            etree.SubElement(feed, "link", link.attributes())
        if self.parts.is_archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        _write_plainly(feed, "title", "subtitle", "rights", "author/name")
        _on_lines(feed)
        return feed

    def extend_rss(self, feed: Any) -> Any:  # noqa: ANN401 - feedgen's signature
        """Add all links: feedgen writes only the first self link to RSS, no hub or archives."""
        channel = feed[0]
        for old in channel.findall(f"{{{ATOM}}}link"):
            channel.remove(old)
        for link in self.parts.links:
            etree.SubElement(channel, f"{{{ATOM}}}link", link.attributes())
        if self.parts.is_archive:
            etree.SubElement(channel, f"{{{HISTORY}}}archive")
        _write_plainly(channel, "title", "description", "copyright", "category", "image/title")
        feed.text = "\n"
        _on_lines(channel)
        channel.tail = "\n"
        return feed


class EntryFixes(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """An entry's links with all their attributes, its language, creators and source."""

    def __init__(self) -> None:
        self.parts = EntryParts()

    def extend_atom(self, entry: Any) -> Any:  # noqa: ANN401 - feedgen's signature
        """Add links with their rel and type, which feedgen drops from entries (its issue 135)."""
        for old in entry.findall("link"):
            entry.remove(old)
        place = entry.index(entry.find("updated")) + 1
        for offset, link in enumerate(self.parts.links):
            entry.insert(place + offset, etree.Element("link", link.attributes()))
        if self.parts.language:
            entry.set(LANG, self.parts.language)
        if self.parts.source:
            entry.append(_source(self.parts.source))
        _write_plainly(entry, "title", "summary", "author/name", "source/title")
        _on_lines(entry)
        entry.tail = "\n"
        return entry

    def extend_rss(self, entry: Any) -> Any:  # noqa: ANN401 - feedgen's signature
        """Add Dublin Core creators: RSS's own author element requires an email address."""
        for name in self.parts.creators:
            etree.SubElement(entry, f"{{{DC}}}creator").text = name
        if self.parts.language:
            etree.SubElement(entry, f"{{{DC}}}language").text = self.parts.language
        _write_plainly(entry, "title", "category", "source")
        _on_lines(entry)
        entry.tail = "\n"
        return entry


def _source(facts: dict[str, str]) -> Any:  # noqa: ANN401 - lxml's own types differ by version
    """Return a complete ``source``; the W3C validator misses an id and a date in feedgen's."""
    source = etree.Element("source")
    for name in ("id", "title", "updated"):
        etree.SubElement(source, name).text = facts[name]
    for link in (
        AtomLink(facts["link"], "alternate", "text/html"),
        AtomLink(facts["feed"], "self"),
    ):
        etree.SubElement(source, "link", link.attributes())
    return source


def _write_plainly(parent: Any, *names: str) -> None:  # noqa: ANN401 - as above
    """Write ``&`` and ``<`` of plain texts as numeric references (RSS Profile, "Character Data").

    A title in RSS may be text or HTML, and nothing says which. Readers, and the W3C validator,
    guess by the references: named ones mean HTML, numeric ones mean text.
    """
    for name in names:
        for element in parent.findall(name):
            first, *others = _MARKUP.split(element.text or "")
            element.text = first
            for sign, text in zip(others[::2], others[1::2], strict=True):
                reference = etree.Entity(f"#x{ord(sign):X}")
                reference.tail = text
                element.append(reference)


def _on_lines(element: Any) -> None:  # noqa: ANN401 - as above
    """Put each child on its own line. Feedgen's ``pretty`` would add whitespace to content."""
    element.text = "\n"
    for child in element:
        child.tail = "\n"


def generator(parts: HeadParts) -> Any:  # noqa: ANN401 - feedgen has no types
    """Return a feedgen generator with both extensions."""
    made = FeedGenerator()
    made.register_extension(NAME, HeadFixes, EntryFixes)
    getattr(made, NAME).parts = parts
    return made


def add_entry(made: Any, parts: EntryParts) -> Any:  # noqa: ANN401 - feedgen has no types
    """Add a new entry after the others (feedgen's default is before them), and return it."""
    added = made.add_entry(order="append")
    getattr(added, NAME).parts = parts
    return added


def in_bytes(xml: bytes, stylesheet: str) -> bytes:
    """Return the document with a fixed declaration, the style sheet instruction and a final LF."""
    body = xml.partition(b"?>\n")[2]
    instruction = f'<?xml-stylesheet type="text/css" href="{_escaped(stylesheet)}"?>\n'
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' + (instruction if stylesheet else "")
    return head.encode() + body.strip() + b"\n"


def _escaped(address: str) -> str:
    return address.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
