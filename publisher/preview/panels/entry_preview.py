"""An issue -> its entry in the feeds, also before it is out. Writes nothing and keeps no id."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from publisher.feed.document import Document
from publisher.feed.entries.entry import Entry
from publisher.feed.publication import FeedBuild, build
from publisher.model import Archive, Issue
from publisher.project.ids_file import read_ledger
from publisher.project.live.present import Present

_ENTRIES = {"application/rss+xml": "item", "application/atom+xml": "entry"}


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """One entry and the documents that would hold it alone."""

    entry: Entry
    documents: tuple[Document, ...]
    why_absent: str
    """Why the issue is in no feed today; '' where it is."""


def entry_preview(present: Present, issue: Issue, now: datetime) -> EntryPreview:
    """The entry of an issue; a draft's as if it was out now."""
    dated = issue if issue.date else replace(issue, date=now)
    feeds = feeds_of_some(present, (dated,))
    documents = tuple(it for it in feeds.documents if _is_feed(it))
    return EntryPreview(next(feeds.entries()), documents, _why_absent(issue, now))


def feeds_of_some(present: Present, issues: tuple[Issue, ...]) -> FeedBuild:
    """The feeds of these issues alone: the subscription documents, without their archive."""
    settings = present.project.settings
    options = settings.model_copy(update={"feed_archives": False, "stories": False})
    known = read_ledger(present.project)
    return build(Archive(present.shelf.newsletter, issues), issues, options, known)


def excerpts(documents: Iterable[Document]) -> Iterator[tuple[str, str, str]]:
    """Of each document its name, its language and the source of its first entry."""
    for document in documents:
        text = document.data.decode()
        media_type = document.media_type.partition(";")[0]
        if media_type in _ENTRIES:
            tag = _ENTRIES[media_type]
            start, end = text.find(f"<{tag}>"), text.find(f"</{tag}>")
            yield document.name, "xml", text[start : end + len(f"</{tag}>")]
        else:
            item = json.loads(text)["items"][0]
            yield document.name, "json", json.dumps(item, ensure_ascii=False, indent=2)


def language_of(document: Document) -> str:
    """What a document is written in, as a highlighter calls it."""
    return "json" if "json" in document.media_type else "xml"


def _is_feed(document: Document) -> bool:
    return document.media_type.partition(";")[0] in {*_ENTRIES, "application/feed+json"}


def _why_absent(issue: Issue, now: datetime) -> str:
    if issue.draft:
        return (
            "This issue is a draft, so it is not in the feeds yet. Shown as if it were published."
        )
    if issue.date is None:
        return (
            "This issue has no date, so it is not in the feeds. Shown as if it were published now."
        )
    if issue.date > now:
        return "This issue is dated in the future, so it is not in the feeds until then."
    return ""
