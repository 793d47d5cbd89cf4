"""Make feed entries of issues: for all feeds of a build, or for those of a few issues to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.feed.document import Document
from publisher.feed.entries.content import EntryContent
from publisher.feed.entries.entry import Entry
from publisher.feed.entries.parts import Contents, EntryFacts, StoryParts, entry_parts
from publisher.feed.publication import FeedBuild, build
from publisher.model import Archive, Issue, IssueFacts, Newsletter
from publisher.project.folder import Project
from publisher.project.ids_file import read_ledger
from publisher.project.store.records import Records
from publisher.project.workshop.editions import Desk
from publisher.project.workshop.workshop import Parts, Work, Workshop

ENTRY, STORIES = "entry", "stories"
"""The parts of an issue that feeds are written from."""

_CONTENT = Records(EntryContent)
_STORIES = Records(tuple[StoryParts, ...])


def written_entry(desk: Desk, issue: Issue) -> tuple[EntryFacts, EntryContent, Parts]:
    """Return an issue's entry: its facts, its content, and the parts to keep."""
    made = entry_parts(issue, with_stories=desk.project.settings.stories)
    parts = {
        ENTRY: _CONTENT.encode(made.content) or b"",
        STORIES: _STORIES.encode(made.stories) or b"",
    }
    return made.facts, made.content, parts


class StoredContents:
    """What feeds need of rendered issues: facts in memory, and parts that are loaded."""

    def __init__(
        self, workshop: Workshop, work: Work[Any], facts: Mapping[str, EntryFacts]
    ) -> None:
        self._workshop = workshop
        self._work = work
        self._facts = facts
        self._texts = {text.slug: text for text in workshop.shelf.manuscripts}

    def facts(self, slug: str) -> EntryFacts:
        """Return the facts of an issue's entry."""
        return self._facts[slug]

    def content(self, slug: str) -> EntryContent:
        """Load the content of an issue's entry."""
        return self._workshop.decoded(self._work, self._texts[slug], ENTRY, _CONTENT)

    def stories(self, slug: str) -> Sequence[StoryParts]:
        """Load the stories of an issue."""
        return self._workshop.decoded(self._work, self._texts[slug], STORIES, _STORIES)


def feeds_of(
    project: Project,
    archive: Archive[IssueFacts],
    published: Sequence[IssueFacts],
    contents: Contents,
) -> FeedBuild:
    """Return the feeds of published issues, with the ids that the ledger has for them."""
    return build(archive, published, project.settings, read_ledger(project), contents)


@dataclass(frozen=True, slots=True)
class SubscriptionFeeds:
    """The entries of some issues, and the documents that subscribers would fetch."""

    entries: tuple[Entry, ...]
    """Newest first."""
    documents: tuple[Document, ...]


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
