"""Show an issue as in the model: sections, stories, quick links, links and images."""

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.model import Issue, Section, Story, StoryKind
from publisher.preview.views.studio import Visit


@dataclass(frozen=True, slots=True)
class Piece:
    """A story with its mark in the email."""

    story: Story
    mark: str

    @property
    def is_quick_link(self) -> bool:
        """Whether it is one item of a list."""
        return self.story.kind is StoryKind.QUICK_LINK


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section with its mark in the email and its stories."""

    section: Section
    mark: str
    pieces: tuple[Piece, ...]


def view(visit: Visit) -> Mapping[str, object]:
    """Return what the Structure tab shows."""
    issue = visit.edition.issue
    return {
        "chapters": chapters(issue),
        "links": issue.links,
        "images": issue.images,
        "words": len(issue.text.split()),
        "stories": sum(it.kind is StoryKind.STORY for it in issue.stories),
        "quick_links": sum(it.kind is StoryKind.QUICK_LINK for it in issue.stories),
    }


def chapters(issue: Issue) -> tuple[Chapter, ...]:
    """Return the sections with their marks in the email's frame."""
    return tuple(
        Chapter(
            section,
            f"section-{index}",
            tuple(
                Piece(story, f"story-{index}-{place}")
                for place, story in enumerate(section.stories, start=1)
            ),
        )
        for index, section in enumerate(issue.sections, start=1)
    )
