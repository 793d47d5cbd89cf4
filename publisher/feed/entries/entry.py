"""Turn an issue into an entry with the fields of all formats, named as in RFC 4287.

Does not know any format.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from publisher import urls
from publisher.feed.entries.entry_html import entry_html
from publisher.model import Issue
from publisher.xml_text import fit, fit_line


@dataclass(frozen=True, slots=True)
class Origin:
    """The issue that a story is from (RFC 4287, section 4.2.11)."""

    id: str
    title: str
    link: str
    updated: datetime
    feed_url: str
    """The feed that contains the issue."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An issue, or a story, as it is in a feed. Texts are plain, times are UTC to the second.

    Each text is valid in XML; ``content_html`` contains nothing that a reader would drop.
    """

    id: str
    title: str
    link: str
    """The page that the entry is about, absolute."""
    published: datetime
    updated: datetime
    summary: str = ""
    content_html: str = ""
    content_text: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    external_url: str = ""
    """For a story: the external page that it is about."""
    source: Origin | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """An issue with the facts that depend on its place in the archive: its id and its times."""

    issue: Issue
    id: str
    published: datetime
    updated: datetime
    body: str = field(default="", repr=False)
    """The result of ``body_of`` if it was computed before, perhaps in another process."""


def body_of(issue: Issue) -> str:
    """Return the HTML of the issue's entry, the slow part of an entry (2 ms for 15 KB)."""
    return entry_html(issue.html, permalink=issue.permalink, prefix=issue.slug)


def in_utc(moment: datetime) -> datetime:
    """Return the time in UTC, to the second: validators reject odd zones and fractions."""
    return moment.astimezone(UTC).replace(microsecond=0)


def numbered(
    issues: Iterable[Issue], ids: Mapping[str, str], bodies: Mapping[str, str]
) -> Iterator[Numbered]:
    """Yield each dated issue with its id and, if there is one, its body (by slug), oldest first.

    ``updated`` is the metadata's if it is later than the date, else the date: it changes
    when the author says so, never with the clock or a file's age. Two entries may not share
    it (the W3C validator warns: a reader cannot order them), so a later issue of the same
    second is a second later; an issue's second never depends on issues that follow it.
    """
    taken: set[datetime] = set()
    for issue in sorted(issues, key=Issue.archive_key):
        if issue.date is None:
            continue
        published = in_utc(issue.date)
        updated = max(published, in_utc(issue.updated)) if issue.updated else published
        while updated in taken:
            updated += timedelta(seconds=1)
        taken.add(updated)
        yield Numbered(issue, ids[issue.slug], published, updated, bodies.get(issue.slug, ""))


def entry_of(numbered_issue: Numbered) -> Entry:
    """Return the whole issue as one entry."""
    issue = numbered_issue.issue
    shown = (image.src for image in issue.images if not urls.dangerous_scheme(image.src))
    return Entry(
        id=numbered_issue.id,
        title=fit_line(issue.title) or issue.slug,
        link=issue.permalink,
        published=numbered_issue.published,
        updated=numbered_issue.updated,
        summary=fit_line(issue.summary or issue.excerpt),
        content_html=numbered_issue.body or body_of(issue),
        content_text=fit(issue.text),
        authors=tuple(name for name in map(fit_line, issue.authors) if name),
        categories=tuple(dict.fromkeys(tag for tag in map(fit_line, issue.tags) if tag)),
        language=issue.language,
        image=issue.image or next(shown, ""),
    )
