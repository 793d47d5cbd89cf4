"""Write a feed as RSS 2.0, by the RSS Advisory Board's profile, using feedgen. No file access."""

from html import escape
from typing import Any

from publisher.ascii_uris import ascii_uri
from publisher.feed.document import Feed, Head
from publisher.feed.entries.content import ContentFacts
from publisher.feed.entries.entry import Entry
from publisher.feed.formats.feedgen_fixes import (
    DC,
    AtomLink,
    EntryParts,
    HeadParts,
    add_entry,
    generator,
    in_bytes,
)

MEDIA_TYPE = "application/rss+xml"

_GENERATOR = "publisher (python-feedgen)"


def write(feed: Feed) -> bytes:
    """Return the feed as an RSS 2.0 document in UTF-8."""
    head = feed.head
    made = generator(HeadParts(_links(feed), {"dc": DC}, is_archive=feed.is_archive))
    made.title(head.title)
    made.description(head.description or head.title)
    made.link(href=ascii_uri(head.home_url), rel="alternate")  # the last one set becomes <link>
    made.updated(feed.updated)
    made.generator(_GENERATOR)
    if head.language:
        made.language(head.language)
    if head.rights:
        made.copyright(head.rights)
    for category in head.categories:
        made.category(term=category)
    if head.ttl:
        made.ttl(head.ttl)
    if picture := _picture(head):
        made.image(url=ascii_uri(picture), title=head.title, link=ascii_uri(head.home_url))
    for entry in feed.entries:
        _add(made, entry, feed)
    return in_bytes(made.rss_str(), head.stylesheet)


def _picture(head: Head) -> str:
    """Return the logo, or else the icon, in a format that RSS 2.0 allows: GIF, JPEG or PNG."""
    known = (".gif", ".jpeg", ".jpg", ".png")
    return next((url for url in (head.logo, head.icon) if url.lower().endswith(known)), "")


def _links(feed: Feed) -> tuple[AtomLink, ...]:
    links = (
        AtomLink(feed.self_url, "self", MEDIA_TYPE),
        AtomLink(feed.head.hub, "hub"),
        AtomLink(feed.current, "current", MEDIA_TYPE),
        AtomLink(feed.prev_archive, "prev-archive", MEDIA_TYPE),
        AtomLink(feed.next_archive, "next-archive", MEDIA_TYPE),
    )
    return tuple(link for link in links if link.href)


def _add(made: Any, entry: Entry, feed: Feed) -> None:  # noqa: ANN401 - feedgen has no types
    authors = entry.authors or tuple(filter(None, [feed.head.author]))
    language = entry.language if entry.language != feed.head.language else ""
    item = add_entry(made, EntryParts(creators=authors, language=language))
    item.title(entry.title)
    link = ascii_uri(entry.link)
    is_permalink = entry.id == entry.link
    item.link(href=link, rel="alternate")
    # In RSS a description is HTML: text in a summary that looks like a tag must be escaped.
    item.description(_html(entry.summary or entry.title))
    item.content(entry.content_html or _html(entry.title), type="html")
    item.guid(link if is_permalink else entry.id, permalink=is_permalink)
    item.pubDate(entry.published)
    for category in entry.categories:
        item.category(term=category)
    if entry.source:
        item.source(url=ascii_uri(entry.source.feed_url), title=entry.source.title)


def _html(text: str) -> str:
    return escape(text, quote=False)


def weigh(entry: Entry, content: ContentFacts) -> int:
    """Return the bytes that the entry takes in a document: a little too many, never too few."""
    source = (entry.source.title, entry.source.feed_url) if entry.source else ()
    once = (entry.title, entry.id, entry.link, *source)
    named = (*entry.categories, *entry.authors)
    return (
        content.xml_octets
        + sum(len(_html(text).encode()) for text in (*once, *named))
        + len(_html(_html(entry.summary or entry.title)).encode())
        + 30 * len(named)
        + 350
    )
