"""F: what an author can fix in the feeds: ids, dates, URLs, titles and size.

``publisher.feed`` writes the documents; the tests check them against the formats'
specifications (``tests/feed_validator``). F1 is reported while the feeds are written.
"""

from publisher.checks.feed import (
    entry_dates,
    entry_ids,
    entry_titles,
    entry_urls,
    feed_head,
    feed_size,
)
from publisher.checks.feed.published_feed import PublishedFeed
from publisher.checks.rule import Check

__all__ = ["CHECKS", "PublishedFeed"]

CHECKS: tuple[Check[PublishedFeed], ...] = (
    *feed_size.CHECKS,
    *feed_head.CHECKS,
    *entry_ids.CHECKS,
    *entry_dates.CHECKS,
    *entry_urls.CHECKS,
    *entry_titles.CHECKS,
)
"""Every check of the feeds."""
