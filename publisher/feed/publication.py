"""Build the documents of an archive's feeds: the public API of this package. Writes nothing.

Documents are planned from the facts of entries, and made one by one as they are requested:
memory holds the contents of one document at a time, however long the archive is.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from urllib.parse import quote

from publisher.diagnostics import Diagnostic
from publisher.feed.archive_documents import Bounds, Volume, in_pairs, newest, volumes
from publisher.feed.document import Document, Feed, Head, made_document
from publisher.feed.entries.content import ContentFacts, EntryContent
from publisher.feed.entries.entry import Entry, Numbered, entry_of, numbered
from publisher.feed.entries.parts import Contents, IssueContents
from publisher.feed.entries.story_entries import (
    PublishedStory,
    StoryFacts,
    entry_of_story,
    published_stories,
)
from publisher.feed.feed_options import FeedOptions
from publisher.feed.feed_urls import Addresses
from publisher.feed.formats import FORMATS, Format
from publisher.feed.planned_entry import PlannedEntry
from publisher.feed.subscribe_page import STYLESHEET, Offer, stylesheet, subscribe_page
from publisher.identity.assignment import assign
from publisher.identity.ledger import Ledger
from publisher.model import Archive, IssueFacts, Newsletter
from publisher.phrases import feed_phrases
from publisher.xml_text import fit_line

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated: a fixed time, since there is no other."""

_HEAD_BYTES = 8_192
"""Bytes reserved in every document for its head."""


@dataclass(frozen=True, slots=True)
class FeedBuild:
    """The feeds of an archive, with the ids of their entries."""

    head: Head
    options: FeedOptions
    issues: tuple[Numbered, ...]
    """Every published issue, oldest first."""
    ids: Mapping[str, str]
    """The id of each published issue, by slug."""
    ledger: Ledger
    """The ledger to keep in ``feeds_dir``, next to the documents, for the next build."""
    contents: Contents
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def documents(self) -> Iterator[Document]:
        """Yield every file of the feeds but the ledger, planned one by one, again in each call."""
        formats = self._formats
        if not formats:
            return
        yield from self._main_documents()
        offers = [self._offer(form, self._addresses.main(form), self.head) for form in formats]
        for stem, head, chosen in self._story_feeds():
            entries = self._stories(chosen)
            for form in formats:
                name = f"{stem}{form.extension}"
                yield self._planned(form, name, head, entries)
                offers.append(self._offer(form, name, head, is_of_stories=True))
        if self.options.feed_page:
            page = subscribe_page(self.head, offers)
            yield made_document(self.options.feed_page, page, "text/html")
        yield made_document(STYLESHEET, stylesheet(self.head), "text/css")

    def planned(self) -> Iterator[PlannedEntry]:
        """Yield every issue's entry without its content, oldest first."""
        for numbered_issue in self.issues:
            slug = numbered_issue.issue.slug
            facts = self.contents.facts(slug)
            entry = entry_of(numbered_issue, facts.image)
            yield self._weighed(entry, facts.content, partial(self.contents.content, slug))

    def entries(self) -> Iterator[Entry]:
        """Yield every issue's entry with its content, newest first, made one by one."""
        return (planned.whole() for planned in reversed(list(self.planned())))

    # --- issues --------------------------------------------------------------------------

    def _main_documents(self) -> Iterator[Document]:
        """Yield the archive documents, oldest first, then the subscription documents."""
        addresses = self._addresses
        bounds = self._bounds(self.options.feed_limit)
        planned = list(self.planned())
        kept = planned if self.options.feed_archives else []
        recorded = {row.id: row.archive for row in self.ledger.rows if row.archive}
        last: Volume | None = None
        for volume, following in in_pairs(volumes(kept, recorded, bounds)):
            for form in self._formats:
                document = self._planned(
                    form,
                    addresses.archive(form, volume.number, volume.part),
                    self.head,
                    volume.entries[::-1],
                    current=addresses.url(addresses.main(form)),
                    prev_archive=self._url_of(form, last),
                    next_archive=self._url_of(form, following),
                )
                numbers = dict.fromkeys((it.entry.id for it in volume.entries), volume.number)
                yield replace(document, archives=numbers)
            last = volume
        entries = newest(reversed(planned), bounds)
        for form in self._formats:
            prev = self._url_of(form, last)
            yield self._planned(form, addresses.main(form), self.head, entries, prev_archive=prev)

    def _url_of(self, form: Format, volume: Volume | None) -> str:
        """Return the URL of an archive document; '' for none."""
        if volume is None:
            return ""
        addresses = self._addresses
        return addresses.url(addresses.archive(form, volume.number, volume.part))

    # --- stories -------------------------------------------------------------------------

    def _story_feeds(self) -> Iterator[tuple[str, Head, list[PublishedStory]]]:
        """Yield path without extension, head and stories (newest first) of each feed of stories.

        Holds as many stories of each feed as it can have, not all those of the archive.
        """
        if not self.options.stories:
            return
        limit = self.options.story_limit
        newest_of_all: deque[PublishedStory] = deque(maxlen=limit)
        sections: dict[str, deque[PublishedStory]] = {}
        for piece in published_stories(self.issues, self._stories_of):
            newest_of_all.append(piece)
            sections.setdefault(piece.section_slug, deque(maxlen=limit)).append(piece)
        name = feed_phrases(self.head.language).single_stories
        yield "stories", self._named(name, "stories"), list(newest_of_all)[::-1]
        for slug, pieces in sorted(sections.items()):
            if slug:
                title = fit_line(pieces[-1].facts.section)  # as it is spelled in the newest story
                yield f"sections/{slug}", self._named(title, f"sections/{slug}"), [*pieces][::-1]

    def _stories_of(self, slug: str) -> list[StoryFacts]:
        return [story.facts for story in self.contents.stories(slug)]

    def _named(self, name: str, fragment: str) -> Head:
        """Return the head of a separate feed: RFC 4287 requires two feeds to have two ids."""
        base = self.head.id.partition("#")[0]
        return replace(
            self.head,
            id=f"{base}#{quote(fragment)}",
            title=f"{self.head.title}: {name}",
            author=self.head.author or self.head.title,
        )

    def _stories(self, chosen: Iterable[PublishedStory]) -> list[PlannedEntry]:
        main = self._addresses.url(self._addresses.main(self._formats[0]))
        planned = (
            self._weighed(
                entry_of_story(piece, main),
                piece.facts.content,
                partial(self._story_content, piece),
            )
            for piece in chosen
        )
        return newest(planned, self._bounds(self.options.story_limit))

    def _story_content(self, piece: PublishedStory) -> EntryContent:
        return self.contents.stories(piece.origin.issue.slug)[piece.place].content

    # --- both ----------------------------------------------------------------------------

    @property
    def _formats(self) -> list[Format]:
        return [form for name, form in FORMATS.items() if name in self.options.feed_formats]

    @property
    def _addresses(self) -> Addresses:
        return Addresses(self.options, self.head.home_url)

    def _bounds(self, entries: int) -> Bounds:
        return Bounds(entries, self.options.feed_max_bytes - _HEAD_BYTES)

    def _weighed(
        self, entry: Entry, content: ContentFacts, load: Callable[[], EntryContent]
    ) -> PlannedEntry:
        octets = max((form.weigh(entry, content) for form in self._formats), default=0)
        return PlannedEntry(entry, content, octets, load)

    def _planned(
        self, form: Format, name: str, head: Head, entries: Sequence[PlannedEntry], **links: str
    ) -> Document:
        feed = Feed(
            head=head,
            entries=tuple(it.entry for it in entries),
            updated=max((it.entry.updated for it in entries), default=_EPOCH),
            self_url=self._addresses.url(name),
            **links,
        )
        contents = [it.content.digest for it in entries]

        def make() -> bytes:
            return form.write(replace(feed, entries=tuple(it.whole() for it in entries)))

        return Document(
            name=name,
            media_type=form.media_type,
            digest=sha256(repr((form.name, feed, contents)).encode()).hexdigest(),
            make=make,
            most_octets=_HEAD_BYTES + sum(it.octets for it in entries),
        )

    def _offer(self, form: Format, name: str, head: Head, *, is_of_stories: bool = False) -> Offer:
        title = f"{head.title} ({form.title})"
        return Offer(self._addresses.url(name), form.media_type, title, is_of_stories)


def build(
    archive: Archive[IssueFacts],
    published: Sequence[IssueFacts],
    options: FeedOptions,
    ledger: Ledger,
    contents: Contents | None = None,
) -> FeedBuild:
    """Build the feeds of the published issues: dated, not drafts, not in the future.

    Pure: the same issues, options and ledger give the same bytes. ``ledger`` is from the
    last build (``Ledger.from_bytes``), or empty. Without ``contents``, the published issues are
    whole ones, and their contents are made when they are needed.
    """
    assignment = assign(published, ledger, options.id_template, archive.issues)
    return FeedBuild(
        head=_head(archive.newsletter, options),
        options=options,
        issues=tuple(numbered(published, assignment.ids)),
        ids=assignment.ids,
        ledger=assignment.ledger,
        contents=contents or IssueContents(published),
        diagnostics=assignment.diagnostics,
    )


def _head(newsletter: Newsletter, options: FeedOptions) -> Head:
    return Head(
        id=options.feed_id or newsletter.site_url,
        title=fit_line(newsletter.title) or newsletter.site_url,
        home_url=newsletter.site_url,
        description=fit_line(newsletter.description),
        language=newsletter.language,
        author=fit_line(newsletter.author_name),
        rights=fit_line(newsletter.copyright),
        icon=options.feed_icon,
        logo=options.feed_logo,
        categories=tuple(filter(None, map(fit_line, options.feed_categories))),
        ttl=options.feed_ttl,
        hub=options.hub,
        stylesheet=Addresses(options, newsletter.site_url).url(STYLESHEET),
    )
