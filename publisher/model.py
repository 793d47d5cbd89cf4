"""The content model: an archive of issues, independent of the dialect it was written in.

Frozen values, used by mail and feed. Does not use any library, file system or output format.
Packages exchange HTML as text, not as a tree that someone could change; parsing it again
takes 0.3 ms for an issue, compared with 12 ms for the Markdown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from html import escape
from types import MappingProxyType

from publisher.diagnostics import Diagnostic, Position, Rule
from publisher.publication_status import PublicationStatus, publication_status


@dataclass(frozen=True, slots=True)
class Newsletter:
    """The publication itself: its facts for every email and feed."""

    title: str
    site_url: str
    """Absolute, with a trailing slash: the base of every relative URL."""
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
    """The position of its URL in the source file."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image of an issue; sizes are in CSS pixels, 0 if unknown."""

    src: str
    alt: str
    caption: str = ""
    width: int = 0
    height: int = 0
    file: str = ""
    """The local file of ``src``, as a path from the content folder; '' for a remote image."""
    position: Position = Position()


class StoryKind(StrEnum):
    """A written story, or one item of a list of links."""

    STORY = "story"
    QUICK_LINK = "quick_link"


@dataclass(frozen=True, slots=True)
class Story:
    """One story or quick link of a section.

    ``html`` contains the blocks of a written story, or the content of a quick link's list
    item. ``title`` is plain text without the emoji, which has its own field.
    """

    kind: StoryKind
    title: str
    html: str
    text: str
    emoji: str = ""
    anchor: str = ""
    """The fragment of the story's URL, at the issue's permalink."""
    url: str = ""
    """The first web URL in the story, '' if it has none."""
    group: str = ""
    """For a quick link: the bold line or level-3 heading over its list."""
    item_tag: str = ""
    """For a quick link: the start tag of its list item, attributes included."""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()

    @property
    def stories(self) -> tuple["Story", ...]:
        """Return the story itself."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a section that is not a story, kept in its place."""

    html: str
    text: str = ""

    @property
    def stories(self) -> tuple[Story, ...]:
        """Return no stories."""
        return ()


@dataclass(frozen=True, slots=True)
class QuickLinks:
    """A list of quick links with the line that introduces it."""

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
        """The introducing line and the whole list."""
        items = "\n".join(f"{item.item_tag}{item.html}</li>" for item in self.items)
        lead = f"{self.lead_html}\n" if self.lead_html else ""
        return f"{lead}{self.opening}\n{items}\n{self.closing}"


Part = Story | Passage | QuickLinks


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an issue under a level-2 heading, split into parts without losing anything."""

    title: str
    heading_html: str
    """The content of the heading, including emoji and links."""
    parts: tuple[Part, ...]
    emoji: str = ""
    anchor: str = ""
    heading_attributes: str = ""
    """The attributes of the heading besides its id, such as `` dir="rtl"``."""

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
class Issue:
    """One edition of the newsletter, ready to be published.

    ``date`` is aware, and None for an undated draft. The parts (``intro_html``, sections,
    ``outro_html``, ``footnotes_html``) always add up to ``html``: splitting an issue into
    stories loses nothing.
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
    """An id that the author set in the metadata; if it is '', the feed chooses one."""
    aliases: tuple[str, ...] = ()
    summary: str = ""
    """The author's summary; if it is '', ``excerpt`` is used instead."""
    language: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    """The absolute URL of the cover image, '' if there is none."""
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Unknown metadata keys, kept for templates."""
    intro_html: str = ""
    sections: tuple[Section, ...] = ()
    outro_html: str = ""
    footnotes_html: str = ""
    text: str = ""
    """The whole issue as plain text, without markup."""
    excerpt: str = ""
    """The first sentences, as plain text of at most 300 characters."""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether the issue is a draft or undated: such issues get an email but no feed entry."""
        return self.draft or self.date is None

    def status_at(self, now: datetime) -> PublicationStatus:
        """Return whether the issue is in the feeds at ``now``, and if not, why."""
        return publication_status(self.date, now, draft=self.draft)

    def as_entry_at(self, now: datetime) -> "Issue":
        """Return the issue for a feed: dated, and without an ``updated`` in the future.

        That would keep the feed at the top of every list, and validators reject it.
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
        """The key for sorting an archive: date, then number, then slug; undated issues last."""
        undated = self.date is None
        date = self.date or datetime.max.replace(tzinfo=UTC)
        return (undated, date, self.number or 0, self.slug)


@dataclass(frozen=True, slots=True)
class Archive:
    """Every issue that could be read, oldest first, and every finding about the files."""

    newsletter: Newsletter
    issues: tuple[Issue, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def published(self, now: datetime) -> tuple[Issue, ...]:
        """Return the issues that belong in a feed at ``now``, in the form for a feed."""
        status = PublicationStatus.PUBLISHED
        return tuple(it.as_entry_at(now) for it in self.issues if it.status_at(now) is status)
