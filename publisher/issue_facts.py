"""What is known of an issue without its text: enough for lists, feeds and the manifest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Self

from publisher.diagnostics import Diagnostic, Position, Rule
from publisher.publication_status import PublicationStatus, publication_status


@dataclass(frozen=True, slots=True)
class Source:
    """The decoded file that an issue was read from, for findings that point into it."""

    path: str
    """POSIX; relative to the project folder if it is inside."""
    text: str = field(default="", repr=False)
    body_line: int = 1
    """The line of the file at which the body starts, from 1."""
    repaired: bool = False
    """Whether mojibake was repaired, so that ``text`` differs from the file."""
    positions: Mapping[str, Position] = field(default_factory=lambda: MappingProxyType({}))
    """The position of each metadata key's value."""

    def finding(self, rule: Rule, message: str, key: str = "") -> Diagnostic:
        """Return a finding at the value of a metadata key, or at the start of the file."""
        return rule.at(self.path, self.positions.get(key, Position()), message)


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """An issue without its text; an archive of thousands fits into memory."""

    title: str
    slug: str
    permalink: str
    source: Source
    number: int | None = None
    date: datetime | None = None
    """Aware; None for an undated draft."""
    updated: datetime | None = None
    draft: bool = False
    id: str = ""
    """An id that the author set in the metadata; if it is '', the feed chooses one."""
    aliases: tuple[str, ...] = ()
    summary: str = ""
    """The author's summary; if it is '', ``excerpt`` is used instead."""
    language: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    """The absolute URL of the cover image, '' if there is none."""
    excerpt: str = ""
    """The first sentences, as plain text of at most 300 characters."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether the issue is a draft or undated: such issues get an email but no feed entry."""
        return self.draft or self.date is None

    def status_at(self, now: datetime) -> PublicationStatus:
        """Return whether the issue is in the feeds at ``now``, and if not, why."""
        return publication_status(self.date, now, draft=self.draft)

    def as_entry_at(self, now: datetime) -> Self:
        """Return the issue for a feed: dated, and without an ``updated`` in the future.

        That would keep the feed at the top of every list, and validators reject it.
        """
        updated = self.updated if self.updated and self.updated <= now else None
        return replace(self, date=self.date or now, updated=updated)

    def archive_key(self) -> tuple[bool, datetime, int, str]:
        """The key for sorting an archive: date, then number, then slug; undated issues last."""
        undated = self.date is None
        date = self.date or datetime.max.replace(tzinfo=UTC)
        return (undated, date, self.number or 0, self.slug)
