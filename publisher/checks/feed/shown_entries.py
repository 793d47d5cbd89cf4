"""F5, F7: check what readers show of an entry in their lists: its date and its title."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from publisher.checks.feed.published_feed import PublishedFeed, quoted
from publisher.checks.rule import Check
from publisher.dates import rfc3339
from publisher.diagnostics import Diagnostic, Rule, Severity

IMPLAUSIBLE = Rule(
    "F502",
    Severity.WARNING,
    "implausible date",
    "Readers sort by it: an entry of 1970 is never seen (W3C: ImplausibleDate).",
    "give the issue its real date",
    bad="---\ntitle: One\ndate: ‸1970-01-01\n---\nHello.\n",
    good="---\ntitle: One\ndate: 2026-01-02\n---\nHello.\n",
)
UPDATED_BEFORE_PUBLISHED = Rule(
    "F508",
    Severity.WARNING,
    "entry was updated before it was published",
    "The feed gives the date of publication for both, since readers that sort by the later one "
    "would misplace the entry (RFC 4287, section 4.2.15).",
    "correct `updated` in the front matter, or remove it",
    bad="---\ntitle: One\ndate: 2026-03-08\nupdated: ‸2026-03-01\n---\nHello.\n",
    good="---\ntitle: One\ndate: 2026-03-01\nupdated: 2026-03-08\n---\nHello.\n",
)

_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
"""The web did not exist before this date; 1970 is what an unset clock shows."""

MARKUP = Rule(
    "F701",
    Severity.WARNING,
    "HTML in plain text",
    "Readers show the tags, or remove everything that looks like one (W3C: ContainsHTML, "
    "ContainsUndeclaredHTML; RSS Profile, Character Data).",
    "remove the tags from the title",
    bad="---\ntitle: ‸Use </b> here\ndate: 2026-01-02\n---\nHello.\n",
    good="---\ntitle: Close what is open\ndate: 2026-01-02\n---\nHello.\n",
)
_END_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9]*)>")
"""The validator and some readers treat this as an end tag, however it is escaped."""


def implausible(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report entries that are older than the web."""
    for published in feed:
        moment = published.entry.published
        if moment < _FIRST:
            message = f"the entry was published at {rfc3339(moment)}"
            yield published.at(IMPLAUSIBLE, message, "date")


def updated_before_published(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report an ``updated`` of the metadata that is earlier than the date."""
    for published in feed:
        date, updated = published.issue.date, published.issue.updated
        if date is not None and updated is not None and updated.date() < date.date():
            message = f"updated {updated:%Y-%m-%d}, published {date:%Y-%m-%d}"
            yield published.at(UPDATED_BEFORE_PUBLISHED, message, "updated")


def markup(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report titles that contain an end tag."""
    for published in feed:
        if _END_TAG.search(published.entry.title):
            message = f"the title is {quoted(published.entry.title)}"
            yield published.at(MARKUP, message, "title")


CHECKS: tuple[Check[PublishedFeed], ...] = (
    Check(IMPLAUSIBLE, implausible),
    Check(UPDATED_BEFORE_PUBLISHED, updated_before_published),
    Check(MARKUP, markup),
)
