"""Write a feed as JSON Feed 1.1. Does not access files."""

import json
from dataclasses import replace
from html import escape
from typing import Any

from publisher import dates
from publisher.ascii_uris import ascii_uri
from publisher.feed.document import Feed
from publisher.feed.entries.content import ContentFacts
from publisher.feed.entries.entry import Entry

MEDIA_TYPE = "application/feed+json"

_VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> bytes:
    """Return the feed as a JSON Feed in UTF-8, with a line for each key and for each item.

    Older entries are at ``next_url``, JSON Feed's counterpart of RFC 5005 archives.
    """
    head = feed.head
    keys = {
        "version": _VERSION,
        "title": head.title,
        "home_page_url": ascii_uri(head.home_url),
        "feed_url": ascii_uri(feed.self_url),
        "description": head.description,
        "icon": ascii_uri(head.logo or head.icon),
        "favicon": ascii_uri(head.icon),
        "authors": [{"name": head.author, "url": ascii_uri(head.home_url)}] if head.author else [],
        "language": head.language,
        "next_url": ascii_uri(feed.prev_archive),
        "hubs": [{"type": "WebSub", "url": ascii_uri(head.hub)}] if head.hub else [],
    }
    lines = [f"{_dumped(name)}: {_dumped(value)}" for name, value in keys.items() if value]
    items = ",\n".join(_dumped(_item(entry)) for entry in feed.entries)
    lines.append(f'"items": [\n{items}\n]')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    keys = {
        "id": entry.id,
        "url": ascii_uri(entry.link),
        "external_url": ascii_uri(entry.external_url),
        "title": entry.title,
        "content_html": entry.content_html or escape(entry.title, quote=False),
        "content_text": entry.content_text,
        "summary": entry.summary,
        "image": ascii_uri(entry.image),
        "date_published": dates.rfc3339(entry.published),
        "date_modified": dates.rfc3339(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.categories),
        "language": entry.language,
    }
    return {name: value for name, value in keys.items() if value}


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def weigh(entry: Entry, content: ContentFacts) -> int:
    """Return the bytes that the entry takes in a document."""
    # One letter stands for each text that is there.
    html, text = content.json_octets, content.text_octets
    stand_in = replace(entry, content_html="x" if html else "", content_text="x" if text else "")
    return len(_dumped(_item(stand_in)).encode()) + 2 + max(0, html - 1) + max(0, text - 1)
