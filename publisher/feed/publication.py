"""An archive to the documents of its feeds: the one door of this room. Writes nothing.

Documents are made one after the other as they are asked for, so that memory holds the
entries of one document at a time, however long the archive is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from publisher.diagnostics import Diagnostic
from publisher.feed.characters import fit_line
from publisher.feed.document import Bounds, Document, Feed, Head, archived, in_pairs, newest
from publisher.feed.entry import Entry, Numbered, entry_of, numbered
from publisher.feed.formats import FORMATS, Format
from publisher.feed.ids import assign
from publisher.feed.ledger import Ledger
from publisher.feed.options import FeedOptions
from publisher.model import Archive, Issue, Newsletter

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated: a fixed moment, since there is no other."""

_HEAD_BYTES = 8_192
"""Kept free in every document for its head."""


@dataclass(frozen=True, slots=True)
class FeedBuild:
    """The feeds of an archive, with the ids that their entries have."""

    newsletter: Newsletter
    options: FeedOptions
    issues: tuple[Numbered, ...]
    """Every published issue, oldest first."""
    ids: Mapping[str, str]
    """The id of each published issue, by slug."""
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def documents(self) -> Iterator[Document]:
        """Every file of the feeds but the ledger, made one by one, anew each time."""
        yield from self._issue_documents()

    def entries(self) -> Iterator[Entry]:
        """Every issue's entry, newest first, made one by one."""
        return map(entry_of, reversed(self.issues))

    def _issue_documents(self) -> Iterator[Document]:
        formats = [FORMATS[name] for name in dict.fromkeys(self.options.feed_formats)]
        if not formats:
            return
        bounds = Bounds(self.options.feed_limit, self.options.feed_max_bytes - _HEAD_BYTES)

        def weigh(entry: Entry) -> int:
            return max(form.weigh(entry) for form in formats)

        last = 0
        if self.options.feed_archives:
            full = in_pairs(archived(map(entry_of, self.issues), bounds, weigh))
            for number, (entries, has_next) in enumerate(full, start=1):
                last = number
                for form in formats:
                    yield self._archive_document(form, entries, number, has_next=has_next)
        entries = tuple(newest(self.entries(), bounds, weigh))
        for form in formats:
            name = self.options.file_of(form.name)
            feed = self._feed(name, entries, prev=archive_name(name, last) if last else "")
            yield Document(name, form.write(feed), form.media_type)

    def _archive_document(
        self, form: Format, entries: Sequence[Entry], number: int, *, has_next: bool
    ) -> Document:
        main = self.options.file_of(form.name)
        name = archive_name(main, number)
        feed = self._feed(
            name,
            tuple(reversed(entries)),
            prev=archive_name(main, number - 1) if number > 1 else "",
            following=archive_name(main, number + 1) if has_next else "",
            current=main,
        )
        return Document(name, form.write(feed), form.media_type)

    def _feed(
        self,
        name: str,
        entries: tuple[Entry, ...],
        *,
        prev: str = "",
        following: str = "",
        current: str = "",
    ) -> Feed:
        return Feed(
            head=head_of(self.newsletter, self.options),
            entries=entries,
            updated=max((entry.updated for entry in entries), default=_EPOCH),
            self_url=self._address(name),
            current=self._address(current),
            prev_archive=self._address(prev),
            next_archive=self._address(following),
        )

    def _address(self, name: str) -> str:
        return self.options.address(self.newsletter.site_url, quote(name)) if name else ""


def build(
    archive: Archive, published: Sequence[Issue], options: FeedOptions, ledger: Ledger
) -> FeedBuild:
    """The feeds of the issues that are published: dated, no drafts, none of the future.

    Pure: the same issues, options and ledger give the same bytes. ``ledger`` is what the
    last build left (``Ledger.from_bytes``), or an empty one.
    """
    assignment = assign(published, ledger, options)
    return FeedBuild(
        newsletter=archive.newsletter,
        options=options,
        issues=tuple(numbered(published, assignment.ids)),
        ids=assignment.ids,
        ledger=assignment.ledger,
        diagnostics=assignment.diagnostics,
    )


def archive_name(name: str, number: int) -> str:
    """The path of the archive document of a feed: ``archive/feed-001.xml`` of ``feed.xml``."""
    path = PurePosixPath(name)
    return f"archive/{path.stem}-{number:03d}{path.suffix}"


def head_of(newsletter: Newsletter, options: FeedOptions) -> Head:
    """What every document of the main feed says of the newsletter."""
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
    )
