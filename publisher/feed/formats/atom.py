"""Write a feed as Atom 1.0 (RFC 4287), using feedgen. Does not access files."""

from html import escape
from typing import Any

from publisher import dates
from publisher.ascii_uris import ascii_host, ascii_uri, id_as_uri
from publisher.feed.document import Feed
from publisher.feed.entries.content import ContentFacts
from publisher.feed.entries.entry import Entry
from publisher.feed.formats.feedgen_fixes import (
    AtomLink,
    EntryParts,
    HeadParts,
    add_entry,
    generator,
    in_bytes,
)

MEDIA_TYPE = "application/atom+xml"


def write(feed: Feed) -> bytes:
    """Return the feed as an Atom document in UTF-8."""
    head = feed.head
    made = generator(HeadParts(_links(feed), is_archive=feed.is_archive))
    made.id(id_as_uri(head.id, ascii_host(head.home_url)))
    made.title(head.title)
    made.subtitle(head.description)
    made.updated(feed.updated)
    made.generator("publisher (python-feedgen)")
    made.author({"name": head.author or head.title, "uri": ascii_uri(head.home_url)})
    made.language(head.language)
    made.rights(head.rights)
    made.icon(ascii_uri(head.icon))
    made.logo(ascii_uri(head.logo))
    for category in head.categories:
        made.category(term=category)
    for entry in feed.entries:
        _add(made, entry, feed)
    return in_bytes(made.atom_str(), head.stylesheet)


def _links(feed: Feed) -> tuple[AtomLink, ...]:
    links = (
        AtomLink(feed.head.home_url, "alternate", "text/html"),
        AtomLink(feed.self_url, "self", MEDIA_TYPE),
        AtomLink(feed.head.hub, "hub"),
        AtomLink(feed.current, "current", MEDIA_TYPE),
        AtomLink(feed.prev_archive, "prev-archive", MEDIA_TYPE),
        AtomLink(feed.next_archive, "next-archive", MEDIA_TYPE),
    )
    return tuple(link for link in links if link.href)


def _add(made: Any, entry: Entry, feed: Feed) -> None:  # noqa: ANN401 - feedgen has no types
    host = ascii_host(feed.head.home_url)
    links = (
        AtomLink(entry.link, "alternate", "text/html"),
        AtomLink(entry.external_url, "related"),
    )
    source = entry.source
    language = entry.language if entry.language != feed.head.language else ""
    parts = EntryParts(
        links=tuple(link for link in links if link.href),
        language=language,
        source={
            "id": id_as_uri(source.id, host),
            "title": source.title,
            "updated": dates.rfc3339(source.updated),
            "link": source.link,
            "feed": source.feed_url,
        }
        if source
        else {},
    )
    item = add_entry(made, parts)
    item.id(id_as_uri(entry.id, host))
    item.title(entry.title)
    item.updated(entry.updated)
    item.published(entry.published)
    item.link(href=entry.link, rel="alternate")
    if entry.summary:
        item.summary(entry.summary)
    item.content(entry.content_html or escape(entry.title, quote=False), type="html")
    for name in entry.authors:
        item.author({"name": name})
    for category in entry.categories:
        item.category(term=category)


def weigh(entry: Entry, content: ContentFacts) -> int:
    """Return the bytes that the entry takes in a document: a little too many, never too few."""
    source = (
        (entry.source.id, entry.source.title, entry.source.link, entry.source.feed_url)
        if entry.source
        else ()
    )
    texts = (entry.summary, entry.title, entry.link, entry.external_url)
    named = (*entry.categories, *entry.authors)
    return (
        content.xml_octets
        + sum(len(escape(text, quote=False).encode()) for text in (*texts, *named, *source))
        + sum(4 * text.count('"') for text in named)
        + 3 * len(entry.id.encode())  # percent-encoded in the worst case
        + 40 * len(named)
        + (250 if source else 0)
        + 300
    )
