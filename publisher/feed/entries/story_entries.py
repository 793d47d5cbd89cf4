"""Turn the stories in issues into entries of their own. Does not know any format.

For readers who want one story at a time, and only the sections they like. A story's id is
its issue's id with a key that stays the same if its title changes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from publisher.feed.entries.entry import Entry, Numbered, Origin
from publisher.feed.entries.entry_html import entry_html
from publisher.model import Section, Story
from publisher.slugs import name_of
from publisher.xml_text import fit, fit_line

_SECOND = timedelta(seconds=1)
_SUMMARY = 300
"""Characters of a summary: as many as readers show under a title."""


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """A story or quick link with its issue, its section, its id and its dates."""

    origin: Numbered
    section: Section
    story: Story
    id: str
    published: datetime
    updated: datetime

    @property
    def section_slug(self) -> str:
        """The name of its section's feed; '' for a section without a title."""
        return name_of(self.section.title)


def published_stories(issues: Iterable[Numbered]) -> list[PublishedStory]:
    """Return every story of the issues, which are oldest first; in each issue the last story first.

    Each story has its own second, and these keep the issue's order: readers sort by date,
    and the W3C validator warns if two entries share one. No second depends on a later issue.
    """
    found: list[PublishedStory] = []
    taken: set[datetime] = set()
    for origin in issues:
        stories = [(part, story) for part in origin.issue.sections for story in part.stories]
        keyed = zip(stories, _keys(story for _, story in stories), strict=True)
        for index, ((section, story), key) in reversed(list(enumerate(keyed))):
            published = origin.published - index * _SECOND
            if found:
                published = max(published, found[-1].published + _SECOND)
            updated = max(published, origin.updated - index * _SECOND)
            while updated in taken:
                updated += _SECOND
            taken.add(updated)
            entry_id = f"{origin.id}{'/' if '#' in origin.id else '#'}{key}"
            found.append(PublishedStory(origin, section, story, entry_id, published, updated))
    return found


def _keys(stories: Iterable[Story]) -> Iterator[str]:
    """Yield a short key for each story of an issue: of its first URL, which outlasts its title."""
    count: dict[str, int] = {}
    for story in stories:
        sign = story.url or story.anchor or story.title or story.text
        key = sha256(sign.encode("utf-8", "replace")).hexdigest()[:12]
        count[key] = count.get(key, 0) + 1
        yield key if count[key] == 1 else f"{key}-{count[key]}"


def entry_of_story(piece: PublishedStory, feed_url: str) -> Entry:
    """Return the story as an entry; ``feed_url`` is the feed that contains its issue."""
    issue, story = piece.origin.issue, piece.story
    anchor = f"#{story.anchor}" if story.anchor else ""
    category = fit_line(piece.section.title)
    words = fit_line(story.text)
    return Entry(
        id=piece.id,
        title=fit_line(f"{story.emoji} {story.title}") or category or fit_line(issue.title),
        link=f"{issue.permalink}{anchor}",
        published=piece.published,
        updated=piece.updated,
        summary=words if len(words) <= _SUMMARY else f"{words[: _SUMMARY - 1].rpartition(' ')[0]}…",
        content_html=entry_html(
            f"<div>{story.html}</div>", permalink=issue.permalink, prefix=issue.slug
        ),
        content_text=fit(story.text),
        authors=tuple(name for name in map(fit_line, issue.authors) if name),
        categories=(category,) if category else (),
        language=issue.language,
        image=story.images[0].src if story.images else "",
        external_url=story.url,
        source=Origin(
            id=piece.origin.id,
            title=fit_line(issue.title),
            link=issue.permalink,
            updated=piece.origin.updated,
            feed_url=feed_url,
        ),
    )
