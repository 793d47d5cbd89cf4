"""Show an issue as an entry of the feeds, also before it is published."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from publisher.feed.document import Document
from publisher.feed.entries.entry import Entry
from publisher.model import Issue
from publisher.project.live.present import Present
from publisher.project.workshop.entries import subscription_feeds
from publisher.publication_status import PublicationStatus

_ELEMENTS = {"application/rss+xml": "item", "application/atom+xml": "entry"}

_WHY_ABSENT: Mapping[PublicationStatus, str] = MappingProxyType(
    {
        PublicationStatus.PUBLISHED: "",
        PublicationStatus.DRAFT: (
            "This issue is a draft, so it is not in the feeds yet. Shown as if it were published."
        ),
        PublicationStatus.UNDATED: (
            "This issue has no date, so it is not in the feeds. Shown as if it were published now."
        ),
        PublicationStatus.SCHEDULED: (
            "This issue is dated in the future, so it is not in the feeds until then."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class EntrySource:
    """An entry's source in one feed document."""

    document: str
    """The name of the document."""
    language: str
    """``xml`` or ``json``."""
    text: str


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """One entry, and its source in each format."""

    entry: Entry
    sources: tuple[EntrySource, ...]
    why_absent: str
    """Why the issue is in no feed now; '' if it is in the feeds."""


def entry_preview(present: Present, issue: Issue, now: datetime) -> EntryPreview:
    """Return the entry of an issue; a draft's as if it were published now."""
    newsletter = present.shelf.newsletter
    feeds = subscription_feeds(present.project, newsletter, (issue.as_entry_at(now),))
    sources = tuple(_sources(feeds.documents))
    return EntryPreview(feeds.entries[0], sources, _WHY_ABSENT[issue.status_at(now)])


def _sources(documents: Sequence[Document]) -> Iterator[EntrySource]:
    """Cut the first entry out of each document."""
    for document in documents:
        text = document.data.decode()
        media_type = document.media_type.partition(";")[0]
        if media_type in _ELEMENTS:
            tag = _ELEMENTS[media_type]
            start, end = text.find(f"<{tag}>"), text.find(f"</{tag}>")
            yield EntrySource(document.name, "xml", text[start : end + len(f"</{tag}>")])
        else:
            item = json.loads(text)["items"][0]
            shown = json.dumps(item, ensure_ascii=False, indent=2)
            yield EntrySource(document.name, "json", shown)
