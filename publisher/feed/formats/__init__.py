"""The feed formats: each writes one ``Feed`` as the bytes of a document.

A format's module has ``MEDIA_TYPE``, ``write(feed) -> bytes`` and ``weigh(entry, content) -> int``,
the bytes that an entry will take, so that a document can be filled before it is written.
"""

from collections.abc import Callable
from dataclasses import dataclass

from publisher.feed.document import Feed
from publisher.feed.entries.content import ContentFacts
from publisher.feed.entries.entry import Entry
from publisher.feed.feed_options import FormatName
from publisher.feed.formats import atom, json_feed, rss


@dataclass(frozen=True, slots=True)
class Format:
    """One feed format."""

    name: FormatName
    title: str
    """The format's name on the page that says how to subscribe."""
    extension: str
    """Extension of story feeds, whose file names are not settings: no two formats share it."""
    media_type: str
    write: Callable[[Feed], bytes]
    weigh: Callable[[Entry, ContentFacts], int]


FORMATS: dict[FormatName, Format] = {
    "rss": Format(  # what most readers ask for
        "rss", "RSS", ".xml", rss.MEDIA_TYPE, rss.write, rss.weigh
    ),
    "atom": Format("atom", "Atom", ".atom", atom.MEDIA_TYPE, atom.write, atom.weigh),
    "json": Format(
        "json", "JSON Feed", ".json", json_feed.MEDIA_TYPE, json_feed.write, json_feed.weigh
    ),
}
"""Every format, in the order in which they are offered to subscribers."""
