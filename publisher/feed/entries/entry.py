"""Turn an issue into an entry with the fields of all formats, named as in RFC 4287.

Does not know any format.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from publisher.issue_facts import IssueFacts
from publisher.xml_text import fit_line


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

    Each text is valid in XML. The content is empty until the entry is written.
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

    issue: IssueFacts
    id: str
    published: datetime
    updated: datetime


def in_utc(moment: datetime) -> datetime:
    """Return the time in UTC, to the second: validators reject odd zones and fractions."""
    return moment.astimezone(UTC).replace(microsecond=0)


def numbered(issues: Iterable[IssueFacts], ids: Mapping[str, str]) -> Iterator[Numbered]:
    """Yield each dated issue with its id, oldest first.

    ``updated`` is the metadata's if it is later than the date, else the date: it changes
    when the author says so, never with the clock or a file's age. Two entries may not share
    it (the W3C validator warns: a reader cannot order them), so a later issue of the same
    second is a second later; an issue's second never depends on issues that follow it.
    """
    taken: set[datetime] = set()
    for issue in sorted(issues, key=IssueFacts.archive_key):
        if issue.date is None:
            continue
        published = in_utc(issue.date)
        updated = max(published, in_utc(issue.updated)) if issue.updated else published
        while updated in taken:
            updated += timedelta(seconds=1)
        taken.add(updated)
        yield Numbered(issue, ids[issue.slug], published, updated)


def entry_of(numbered_issue: Numbered, image: str) -> Entry:
    """Return the whole issue as one entry, without its content."""
    issue = numbered_issue.issue
    return Entry(
        id=numbered_issue.id,
        title=fit_line(issue.title) or issue.slug,
        link=issue.permalink,
        published=numbered_issue.published,
        updated=numbered_issue.updated,
        summary=fit_line(issue.summary or issue.excerpt),
        authors=tuple(name for name in map(fit_line, issue.authors) if name),
        categories=tuple(dict.fromkeys(tag for tag in map(fit_line, issue.tags) if tag)),
        language=issue.language,
        image=image,
    )
