"""The content model: what an archive of issues is, whatever dialect it was written in.

Frozen values, read by mail and feed alike. Knows no library, no file system, no output
format. HTML travels between rooms as text (parsing it again costs 0.3 ms an issue, against
12 ms for the Markdown), so nothing here is a tree that someone could change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from html import escape
from types import MappingProxyType

from publisher.diagnostics import Diagnostic, Position
from publisher.publication_status import PublicationStatus, publication_status


@dataclass(frozen=True, slots=True)
class Newsletter:
    """The publication itself: what every email and feed says about where it comes from."""

    title: str
    site_url: str
    """Absolute, with a trailing slash: the base of every relative address."""
    description: str = ""
    language: str = "en"
    """A BCP 47 tag."""
    author_name: str = ""
    author_email: str = ""
    copyright: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it will be published: absolute, without tracking parameters."""

    url: str
    text: str
    position: Position = Position()
    """Where its address stands in the source file."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image of an issue; sizes are in CSS pixels and 0 where unknown."""

    src: str
    alt: str
    caption: str = ""
    width: int = 0
    height: int = 0
    file: str = ""
    """The local file behind ``src``, as a path from the content folder; '' for a remote one."""
    position: Position = Position()


class StoryKind(StrEnum):
    """A written story, or one item of a list of links."""

    STORY = "story"
    QUICK_LINK = "quick_link"


@dataclass(frozen=True, slots=True)
class Story:
    """One piece inside a section.

    ``html`` of a written story is its blocks; of a quick link what stands inside its list
    item. ``title`` is plain text without the emoji, which has a field of its own.
    """

    kind: StoryKind
    title: str
    html: str
    text: str
    emoji: str = ""
    anchor: str = ""
    """The fragment at the issue's permalink that leads here."""
    url: str = ""
    """The first web address of the story, '' when it has none."""
    group: str = ""
    """For a quick link: the bold line or level-3 heading over its list."""
    item_tag: str = ""
    """For a quick link: the start tag of its list item, attributes included."""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()

    @property
    def stories(self) -> tuple["Story", ...]:
        """A story holds one story: itself."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a section that is no story: what fits no rule, in its place."""

    html: str
    text: str = ""

    @property
    def stories(self) -> tuple[Story, ...]:
        """Prose holds no story."""
        return ()


@dataclass(frozen=True, slots=True)
class QuickLinks:
    """A list of quick links with the line that leads it."""

    items: tuple[Story, ...]
    opening: str = "<ul>"
    closing: str = "</ul>"
    lead_html: str = ""
    group: str = ""

    @property
    def stories(self) -> tuple[Story, ...]:
        """The quick links, in order."""
        return self.items

    @property
    def html(self) -> str:
        """The lead and the whole list."""
        items = "\n".join(f"{item.item_tag}{item.html}</li>" for item in self.items)
        lead = f"{self.lead_html}\n" if self.lead_html else ""
        return f"{lead}{self.opening}\n{items}\n{self.closing}"


Part = Story | Passage | QuickLinks


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an issue under a level-2 heading, cut into parts that lose nothing."""

    title: str
    heading_html: str
    """What stands inside the heading, emoji and links included."""
    parts: tuple[Part, ...]
    emoji: str = ""
    anchor: str = ""
    heading_attributes: str = ""
    """What the heading's start tag says besides its id, such as `` dir="rtl"``."""

    @property
    def heading_tag(self) -> str:
        """The heading's start tag."""
        return f'<h2 id="{escape(self.anchor)}"{self.heading_attributes}>'

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every story and quick link of the section, in order."""
        return tuple(story for part in self.parts for story in part.stories)

    @property
    def body_html(self) -> str:
        """The section without its heading."""
        return "\n".join(part.html for part in self.parts)

    @property
    def html(self) -> str:
        """The section with its heading."""
        return f"{self.heading_tag}{self.heading_html}</h2>\n{self.body_html}"


@dataclass(frozen=True, slots=True)
class Source:
    """The file an issue was read from, decoded, for findings that point into it."""

    path: str
    """POSIX; relative to the project folder where it lies inside."""
    text: str = field(default="", repr=False)
    body_line: int = 1
    """The line of the file at which the body starts, from 1."""
    repaired: bool = False
    """Whether mojibake was undone, so that ``text`` is not what stands in the file."""
    positions: Mapping[str, Position] = field(default_factory=lambda: MappingProxyType({}))
    """Where the value of each metadata key stands."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One edition of the newsletter, ready to be published.

    ``date`` is aware, and None for an undated draft. The parts (``intro_html``, sections,
    ``outro_html``, ``footnotes_html``) always add up to ``html``: whatever the split into
    stories finds, nothing is lost.
    """

    title: str
    slug: str
    permalink: str
    source: Source
    number: int | None = None
    date: datetime | None = None
    updated: datetime | None = None
    draft: bool = False
    id: str = ""
    """An id the author fixed in the metadata; '' leaves it to the feed."""
    aliases: tuple[str, ...] = ()
    summary: str = ""
    """What the author wrote as summary; ``excerpt`` stands in where it is ''."""
    language: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    """The cover image's absolute address, '' when none is named."""
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Metadata keys that mean nothing here, kept for templates."""
    intro_html: str = ""
    sections: tuple[Section, ...] = ()
    outro_html: str = ""
    footnotes_html: str = ""
    text: str = ""
    """The whole issue as plain text: every word, no markup."""
    excerpt: str = ""
    """The first sentences, as plain text of at most 300 characters."""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Drafts and undated issues get an email and no feed entry."""
        return self.draft or self.date is None

    def status_at(self, now: datetime) -> PublicationStatus:
        """Return whether the issue is in the feeds at ``now``, and if not, why."""
        return publication_status(self.date, now, draft=self.draft)

    def as_entry_at(self, now: datetime) -> "Issue":
        """Return the issue as feeds have it: dated, and with no ``updated`` of the future.

        That would keep the whole feed on top of every list; validators call it impossible.
        """
        updated = self.updated if self.updated and self.updated <= now else None
        return replace(self, date=self.date or now, updated=updated)

    @property
    def html(self) -> str:
        """The whole body: intro, sections, outro and footnotes."""
        parts = (
            self.intro_html,
            *(section.html for section in self.sections),
            self.outro_html,
            self.footnotes_html,
        )
        return "\n".join(part for part in parts if part)

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every story and quick link of the issue, in order."""
        return tuple(story for section in self.sections for story in section.stories)

    def archive_key(self) -> tuple[bool, datetime, int, str]:
        """Order in the archive: by date, then number, then slug; undated ones last."""
        undated = self.date is None
        date = self.date or datetime.max.replace(tzinfo=UTC)
        return (undated, date, self.number or 0, self.slug)


@dataclass(frozen=True, slots=True)
class Archive:
    """Every issue that could be read, oldest first, and every finding on the way."""

    newsletter: Newsletter
    issues: tuple[Issue, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def __iter__(self) -> Iterator[Issue]:
        return iter(self.issues)

    def __len__(self) -> int:
        return len(self.issues)

    def published(self, now: datetime) -> tuple[Issue, ...]:
        """Return the issues that belong in a feed at ``now``, as it has them."""
        status = PublicationStatus.PUBLISHED
        return tuple(it.as_entry_at(now) for it in self.issues if it.status_at(now) is status)

    @property
    def latest(self) -> Issue | None:
        """The newest dated issue; where none has a date, the last one."""
        dated = [issue for issue in self.issues if issue.date is not None]
        candidates = dated or list(self.issues)
        return candidates[-1] if candidates else None

    def by_number(self, number: int) -> Issue | None:
        """The issue with this number; the first, where two claim it."""
        return next((issue for issue in self.issues if issue.number == number), None)

    def by_slug(self, slug: str) -> Issue | None:
        """The issue with this slug."""
        return next((issue for issue in self.issues if issue.slug == slug), None)

    def by_alias(self, alias: str) -> Issue | None:
        """The issue that once had this address or path."""
        return next((issue for issue in self.issues if alias in issue.aliases), None)
