"""Build the documents of an archive's feeds: the public API of this package. Writes nothing.

Documents are made one by one as they are requested, so that memory holds the entries of
one document at a time, however long the archive is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from urllib.parse import quote

from publisher.diagnostics import Diagnostic
from publisher.feed.archive_documents import Bounds, Volume, in_pairs, newest, volumes
from publisher.feed.document import Document, Feed, Head
from publisher.feed.entries.entry import Entry, Numbered, entry_of, numbered
from publisher.feed.entries.story_entries import PublishedStory, entry_of_story, published_stories
from publisher.feed.feed_options import FeedOptions
from publisher.feed.feed_urls import Addresses
from publisher.feed.formats import FORMATS, Format
from publisher.feed.subscribe_page import STYLESHEET, Offer, stylesheet, subscribe_page
from publisher.identity.assignment import assign
from publisher.identity.ledger import Ledger
from publisher.model import Archive, Issue, Newsletter
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
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def documents(self) -> Iterator[Document]:
        """Yield every file of the feeds but the ledger, made one by one, again in each call."""
        formats = self._formats
        if not formats:
            return
        yield from self._main_documents()
        offers = [self._offer(form, self._addresses.main(form), self.head) for form in formats]
        for stem, head, chosen in self._story_feeds():
            entries = self._stories(chosen)
            for form in formats:
                name = f"{stem}{form.extension}"
                yield self._written(form, name, head, entries)
                offers.append(self._offer(form, name, head, is_of_stories=True))
        if self.options.feed_page:
            page = subscribe_page(self.head, offers)
            yield Document(self.options.feed_page, page, "text/html")
        yield Document(STYLESHEET, stylesheet(self.head), "text/css")

    def entries(self) -> Iterator[Entry]:
        """Yield every issue's entry, newest first, made one by one."""
        return map(entry_of, reversed(self.issues))

    # --- issues --------------------------------------------------------------------------

    def _main_documents(self) -> Iterator[Document]:
        """Yield the archive documents, oldest first, then the subscription documents."""
        addresses = self._addresses
        bounds = self._bounds(self.options.feed_limit)
        kept = self.issues if self.options.feed_archives else ()
        recorded = {row.id: row.archive for row in self.ledger.rows if row.archive}
        last: Volume | None = None
        for volume, following in in_pairs(volumes(kept, recorded, bounds, self._weigh)):
            for form in self._formats:
                document = self._written(
                    form,
                    addresses.archive(form, volume.number, volume.part),
                    self.head,
                    volume.entries[::-1],
                    current=addresses.url(addresses.main(form)),
                    prev_archive=self._url_of(form, last),
                    next_archive=self._url_of(form, following),
                )
                numbers = dict.fromkeys((entry.id for entry in volume.entries), volume.number)
                yield replace(document, archives=numbers)
            last = replace(volume, entries=())  # its entries need not be kept
        entries = tuple(newest(self.entries(), bounds, self._weigh))
        for form in self._formats:
            prev = self._url_of(form, last)
            yield self._written(form, addresses.main(form), self.head, entries, prev_archive=prev)

    def _url_of(self, form: Format, volume: Volume | None) -> str:
        """Return the URL of an archive document; '' for none."""
        if volume is None:
            return ""
        addresses = self._addresses
        return addresses.url(addresses.archive(form, volume.number, volume.part))

    # --- stories -------------------------------------------------------------------------

    def _story_feeds(self) -> Iterator[tuple[str, Head, list[PublishedStory]]]:
        """Yield path without extension, head and stories (newest first) of each feed of stories."""
        if not self.options.stories:
            return
        found = published_stories(self.issues)[::-1]
        name = feed_phrases(self.head.language).single_stories
        yield "stories", self._named(name, "stories"), found
        sections: dict[str, list[PublishedStory]] = {}
        for piece in found:
            sections.setdefault(piece.section_slug, []).append(piece)
        for slug, chosen in sorted(sections.items()):
            if slug:
                title = fit_line(chosen[0].section.title)  # as it is spelled in the newest story
                yield f"sections/{slug}", self._named(title, f"sections/{slug}"), chosen

    def _named(self, name: str, fragment: str) -> Head:
        """Return the head of a separate feed: RFC 4287 requires two feeds to have two ids."""
        base = self.head.id.partition("#")[0]
        return replace(
            self.head,
            id=f"{base}#{quote(fragment)}",
            title=f"{self.head.title}: {name}",
            author=self.head.author or self.head.title,
        )

    def _stories(self, chosen: Sequence[PublishedStory]) -> tuple[Entry, ...]:
        main = self._addresses.url(self._addresses.main(self._formats[0]))
        made = (entry_of_story(piece, main) for piece in chosen)
        return tuple(newest(made, self._bounds(self.options.story_limit), self._weigh))

    # --- both ----------------------------------------------------------------------------

    @property
    def _formats(self) -> list[Format]:
        return [form for name, form in FORMATS.items() if name in self.options.feed_formats]

    @property
    def _addresses(self) -> Addresses:
        return Addresses(self.options, self.head.home_url)

    def _bounds(self, entries: int) -> Bounds:
        return Bounds(entries, self.options.feed_max_bytes - _HEAD_BYTES)

    def _weigh(self, entry: Entry) -> int:
        """Return the most bytes an entry takes in any format, so that all have the same entries."""
        return max(form.weigh(entry) for form in self._formats)

    def _written(
        self, form: Format, name: str, head: Head, entries: Sequence[Entry], **links: str
    ) -> Document:
        feed = Feed(
            head=head,
            entries=tuple(entries),
            updated=max((entry.updated for entry in entries), default=_EPOCH),
            self_url=self._addresses.url(name),
            **links,
        )
        return Document(name, form.write(feed), form.media_type)

    def _offer(self, form: Format, name: str, head: Head, *, is_of_stories: bool = False) -> Offer:
        title = f"{head.title} ({form.title})"
        return Offer(self._addresses.url(name), form.media_type, title, is_of_stories)


def build(
    archive: Archive[Issue],
    published: Sequence[Issue],
    options: FeedOptions,
    ledger: Ledger,
    bodies: Mapping[str, str] = MappingProxyType({}),
) -> FeedBuild:
    """Build the feeds of the published issues: dated, not drafts, not in the future.

    Pure: the same issues, options and ledger give the same bytes. ``ledger`` is from the
    last build (``Ledger.from_bytes``), or empty. ``bodies``, by slug, are earlier results of
    ``publisher.feed.entries.entry.body_of``; the others are made when they are needed.
    """
    assignment = assign(published, ledger, options.id_template, archive.issues)
    return FeedBuild(
        head=_head(archive.newsletter, options),
        options=options,
        issues=tuple(numbered(published, assignment.ids, bodies)),
        ids=assignment.ids,
        ledger=assignment.ledger,
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
