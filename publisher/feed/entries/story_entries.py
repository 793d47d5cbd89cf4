"""Turn the stories in issues into entries of their own. Does not know any format.

For readers who want one story at a time, and only the sections they like. A story's id is
its issue's id with a key that stays the same if its title changes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from publisher.feed.entries.content import ContentFacts
from publisher.feed.entries.entry import Entry, Numbered, Origin
from publisher.model import Story
from publisher.slugs import name_of
from publisher.xml_text import fit_line

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """What is known of a story without its text."""

    key: str
    """Distinguishes it from the others in its issue."""
    section: str
    """The title of its section."""
    title: str
    summary: str
    anchor: str
    url: str
    """The first web page it is about; '' for none."""
    image: str
    content: ContentFacts


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """A story or quick link with its issue, its place in it, its id and its dates."""

    origin: Numbered
    place: int
    facts: StoryFacts
    id: str
    published: datetime
    updated: datetime

    @property
    def section_slug(self) -> str:
        """The name of its section's feed; '' for a section without a title."""
        return name_of(self.facts.section)


def published_stories(
    issues: Iterable[Numbered], stories: Callable[[str], Sequence[StoryFacts]]
) -> Iterator[PublishedStory]:
    """Yield every story of the issues, which are oldest first; in each issue the last story first.

    ``stories`` returns those of an issue by its slug. Each story has its own second, and these
    keep the issue's order: readers sort by date, and the W3C validator warns if two entries
    share one. No second depends on a later issue.
    """
    taken: set[datetime] = set()
    last: datetime | None = None
    for origin in issues:
        for index, facts in reversed(list(enumerate(stories(origin.issue.slug)))):
            published = origin.published - index * _SECOND
            if last is not None:
                published = max(published, last + _SECOND)
            last = published
            updated = max(published, origin.updated - index * _SECOND)
            while updated in taken:
                updated += _SECOND
            taken.add(updated)
            entry_id = f"{origin.id}{'/' if '#' in origin.id else '#'}{facts.key}"
            yield PublishedStory(origin, index, facts, entry_id, published, updated)


def keys_of(stories: Iterable[Story]) -> Iterator[str]:
    """Yield a short key for each story of an issue: of its first URL, which outlasts its title."""
    count: dict[str, int] = {}
    for story in stories:
        sign = story.url or story.anchor or story.title or story.text
        key = sha256(sign.encode("utf-8", "replace")).hexdigest()[:12]
        count[key] = count.get(key, 0) + 1
        yield key if count[key] == 1 else f"{key}-{count[key]}"


def entry_of_story(piece: PublishedStory, feed_url: str) -> Entry:
    """Return the story as an entry; ``feed_url`` is the feed that contains its issue."""
    issue, facts = piece.origin.issue, piece.facts
    anchor = f"#{facts.anchor}" if facts.anchor else ""
    category = fit_line(facts.section)
    return Entry(
        id=piece.id,
        title=facts.title or category or fit_line(issue.title),
        link=f"{issue.permalink}{anchor}",
        published=piece.published,
        updated=piece.updated,
        summary=facts.summary,
        authors=tuple(name for name in map(fit_line, issue.authors) if name),
        categories=(category,) if category else (),
        language=issue.language,
        image=facts.image,
        external_url=facts.url,
        source=Origin(
            id=piece.origin.id,
            title=fit_line(issue.title),
            link=issue.permalink,
            updated=piece.origin.updated,
            feed_url=feed_url,
        ),
    )
