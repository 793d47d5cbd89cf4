"""An entry that is planned for a document: everything but its content, which is loaded late."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from publisher.feed.entries.content import ContentFacts, EntryContent
from publisher.feed.entries.entry import Entry


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """An entry without its content, and how much space it takes with it."""

    entry: Entry
    content: ContentFacts
    octets: int
    """The most that it takes in any format, so that all formats have the same entries."""
    load: Callable[[], EntryContent]

    def whole(self) -> Entry:
        """Return the entry with its content."""
        content = self.load()
        return replace(self.entry, content_html=content.html, content_text=content.text)
