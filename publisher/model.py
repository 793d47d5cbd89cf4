"""The content model: an archive of issues, independent of the dialect it was written in.

Frozen values, used by mail and feed. Does not use any library, file system or output format.
Packages exchange HTML as text, not as a tree that someone could change; parsing it again
takes 0.3 ms for an issue, compared with 12 ms for the Markdown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from html import escape
from types import MappingProxyType
from typing import Generic, TypeVar

from publisher.diagnostics import Diagnostic, Position
from publisher.issue_facts import IssueFacts, Source
from publisher.publication_status import PublicationStatus

__all__ = [
    "Archive", "Image", "Issue", "IssueFacts", "Link", "Newsletter", "Part", "Passage",
    "QuickLinks", "Section", "Source", "Story", "StoryKind",
]  # fmt: skip


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
    octets: int = 0
    """The size of the local file."""
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
class Issue(IssueFacts):
    """One edition of the newsletter, ready to be published.

    The parts (``intro_html``, sections, ``outro_html``, ``footnotes_html``) always add up to
    ``html``: splitting an issue into stories loses nothing.
    """

    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Unknown metadata keys, kept for templates."""
    intro_html: str = ""
    sections: tuple[Section, ...] = ()
    outro_html: str = ""
    footnotes_html: str = ""
    text: str = ""
    """The whole issue as plain text, without markup."""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()

    @property
    def facts(self) -> IssueFacts:
        """The issue without its text."""
        values = {it.name: getattr(self, it.name) for it in fields(IssueFacts)}
        return IssueFacts(**{**values, "source": replace(self.source, text="")})

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


Held_co = TypeVar("Held_co", bound=IssueFacts, covariant=True)


@dataclass(frozen=True, slots=True)
class Archive(Generic[Held_co]):
    """Every issue that could be read, oldest first, and every finding about the files.

    ``issues`` are whole ones, or only their facts: those of a large archive fit into memory.
    """

    newsletter: Newsletter
    issues: tuple[Held_co, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def published(self, now: datetime) -> tuple[Held_co, ...]:
        """Return the issues that belong in a feed at ``now``, in the form for a feed."""
        status = PublicationStatus.PUBLISHED
        return tuple(it.as_entry_at(now) for it in self.issues if it.status_at(now) is status)
