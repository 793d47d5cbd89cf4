"""Make feed entries of issues: all feeds of a build, or those of a few issues to show."""

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.feed.document import Document
from publisher.feed.entries.entry import Entry
from publisher.feed.publication import FeedBuild, build
from publisher.model import Archive, Issue, Newsletter
from publisher.project.folder import Project
from publisher.project.ids_file import read_ledger


@dataclass(frozen=True, slots=True)
class SubscriptionFeeds:
    """The entries of some issues, and the documents that subscribers would fetch."""

    entries: tuple[Entry, ...]
    """Newest first."""
    documents: tuple[Document, ...]


def feeds_of(project: Project, archive: Archive[Issue], published: Sequence[Issue]) -> FeedBuild:
    """Return the feeds of published issues, with the ids that the ledger has for them."""
    return build(archive, published, project.settings, read_ledger(project))


def subscription_feeds(
    project: Project, newsletter: Newsletter, issues: tuple[Issue, ...]
) -> SubscriptionFeeds:
    """Return the feeds of only these dated issues. Writes nothing and keeps no new id."""
    options = project.settings.model_copy(update={"feed_archives": False, "stories": False})
    feeds = build(Archive(newsletter, issues), issues, options, read_ledger(project))
    return SubscriptionFeeds(
        entries=tuple(feeds.entries()),
        documents=tuple(document for document in feeds.documents if document.is_feed),
    )
