"""F: what an author can fix in the feeds: ids, dates, URLs, titles and size.

``publisher.feed`` writes the documents; the tests check them against the formats'
specifications (``tests/feed_validator``). F1 is reported while the feeds are written.
"""

from publisher.checks.feed import entry_ids, entry_urls, shown_entries, whole_feed
from publisher.checks.feed.published_feed import PublishedFeed
from publisher.checks.rule import Check

__all__ = ["CHECKS", "PublishedFeed"]

CHECKS: tuple[Check[PublishedFeed], ...] = (
    *whole_feed.CHECKS,
    *entry_ids.CHECKS,
    *entry_urls.CHECKS,
    *shown_entries.CHECKS,
)
"""Every check of the feeds."""
