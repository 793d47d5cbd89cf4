"""Show the feeds of a project as subscribers get them now, or would get them with its drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from publisher.content.archive.manuscript import Manuscript
from publisher.feed.document import Document
from publisher.feed.entries.entry import Entry
from publisher.project.live.live_project import Live
from publisher.project.workshop.entries import subscription_feeds
from publisher.publication_status import PublicationStatus, publication_status


@dataclass(frozen=True, slots=True)
class FeedPreview:
    """The subscription documents of a project, without their archives."""

    entries: tuple[Entry, ...]
    """Newest first."""
    documents: tuple[Document, ...]
    published: int
    """The number of issues in these documents and their archives."""
    keys: Mapping[str, str]
    """The key of each issue, by permalink."""


def feed_preview(live: Live, now: datetime, *, drafts: bool) -> FeedPreview:
    """Return the feeds at ``now``; with ``drafts``, also what is not published yet."""
    present = live.present
    project = present.project
    texts = [
        text for text in reversed(present.shelf.manuscripts) if drafts or _is_published(text, now)
    ]
    newest = texts[: project.settings.feed_limit]
    issues = tuple(live.issue(text).as_entry_at(now) for text in newest)
    feeds = subscription_feeds(project, present.shelf.newsletter, issues)
    return FeedPreview(
        entries=feeds.entries,
        documents=feeds.documents,
        published=len(texts),
        keys={text.permalink: present.key_of(text.path) for text in texts},
    )


def _is_published(text: Manuscript, now: datetime) -> bool:
    """Decide by front matter alone, so that no body is rendered for it."""
    facts = text.metadata
    status = publication_status(facts.date, now, draft=facts.draft)
    return status is PublicationStatus.PUBLISHED
