"""Define a feed document, before and after a format wrote it. Does not know any format or HTML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

from publisher.feed.entries.entry import Entry

_FOR_PEOPLE = frozenset({"text/html", "text/css"})


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the feeds: its path below ``feeds_dir`` (POSIX), and how to make its bytes."""

    name: str
    media_type: str
    digest: str
    """Of everything that the bytes depend on, so that they need not be made to be compared."""
    make: Callable[[], bytes]
    most_octets: int = 0
    """For a feed: an upper bound of its size."""
    archives: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """For an archive document: the id of each entry, with the number of the archive."""

    @property
    def data(self) -> bytes:
        """The bytes, made anew each time."""
        return self.make()

    @property
    def is_feed(self) -> bool:
        """Return whether it is a feed, not the page or the style sheet for people who open one."""
        return self.media_type not in _FOR_PEOPLE


def made_document(name: str, data: bytes, media_type: str) -> Document:
    """Return a document whose bytes are there already."""
    return Document(name, media_type, sha256(data).hexdigest(), lambda: data)


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says about itself in each of its documents."""

    id: str
    title: str
    home_url: str
    description: str = ""
    language: str = ""
    author: str = ""
    rights: str = ""
    icon: str = ""
    logo: str = ""
    categories: tuple[str, ...] = ()
    ttl: int = 0
    hub: str = ""
    stylesheet: str = ""
    """URL of the style sheet for people who open the feed in a browser."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed document before any format: a head, entries newest first, links to others."""

    head: Head
    entries: tuple[Entry, ...]
    updated: datetime
    self_url: str
    current: str = ""
    """For an archive document: the URL of the subscription document."""
    prev_archive: str = ""
    next_archive: str = ""

    @property
    def is_archive(self) -> bool:
        """Return whether this is an archive document (RFC 5005, section 4)."""
        return bool(self.current)
