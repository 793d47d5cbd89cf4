"""F2: check how much a subscriber downloads at every visit."""

from collections.abc import Iterator

from publisher.checks.feed.published_feed import PublishedFeed
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity

LARGE_BYTES = 500_000
TOO_LARGE_BYTES = 1_000_000

LARGE = Rule(
    "F205",
    Severity.WARNING,
    "feed is larger than 500 kB",
    "Every subscriber downloads all of it on each request, and some readers stop updating feeds of "
    "this size (JSON Feed 1.1 calls 250 kB fine and 1 MB a burden).",
    "lower feed_limit; older issues stay in the archive documents",
    bad="feed_limit = 400",
    good="feed_limit = 20",
)
TOO_LARGE = Rule(
    "F206",
    Severity.ERROR,
    "feed is larger than 1 MB",
    "Several readers reject such a feed; the W3C validator rejects 5 MB (ValidatorLimit).",
    "lower feed_limit or feed_max_bytes; older issues stay in the archive documents",
    bad="feed_max_bytes = 5000000",
    good="feed_max_bytes = 500000",
)


def large(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report documents that are slow to download."""
    for path, size in feed.sizes.items():
        if LARGE_BYTES < size <= TOO_LARGE_BYTES:
            yield LARGE.at(path, Position(), f"this feed has {size:,} bytes")


def too_large(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report documents that readers reject."""
    for path, size in feed.sizes.items():
        if size > TOO_LARGE_BYTES:
            yield TOO_LARGE.at(path, Position(), f"this feed has {size:,} bytes")


CHECKS: tuple[Check[PublishedFeed], ...] = (Check(LARGE, large), Check(TOO_LARGE, too_large))
