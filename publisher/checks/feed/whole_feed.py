"""F2, F3, F4: check the whole feed: its size, its language and its logo."""

import re
from collections.abc import Iterator

from publisher.checks.feed.published_feed import PublishedFeed, quoted
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.urls import path_of

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
PICTURE = Rule(
    "F313",
    Severity.WARNING,
    "feed logo is not a GIF, JPEG or PNG image",
    "Readers show no other format beside a feed (RSS 2.0; W3C: ImageLinkDoesntMatch, "
    "InvalidImageType).",
    "set feed_logo to an image of these formats",
    bad='feed_logo = "https://example.com/logo.svg"',
    good='feed_logo = "https://example.com/logo.png"',
)
LANGUAGE = Rule(
    "F409",
    Severity.ERROR,
    "invalid language tag",
    "Readers use it to choose fonts, hyphenation and voices (W3C: InvalidLanguage; BCP 47).",
    "use a tag such as en, de or zh-Hans",
    bad='language = "english"',
    good='language = "en"',
)

_FORMATS = (".gif", ".jpg", ".jpeg", ".png")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[xi])(-[A-Za-z0-9]{1,8})*+")


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


def picture(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report a logo whose extension is not that of a GIF, JPEG or PNG."""
    path = path_of(feed.head.logo)
    if "." in path.rpartition("/")[2] and not path.lower().endswith(_FORMATS):
        yield feed.at(PICTURE, f"feed_logo is {quoted(feed.head.logo)}")


def language(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report a language of the feed or of an entry that BCP 47 does not allow."""
    if feed.head.language and not _LANGUAGE.fullmatch(feed.head.language):
        yield feed.at(LANGUAGE, f"{quoted(feed.head.language)} is not a language tag")
    for published in feed:
        tag = published.entry.language
        if tag and tag != feed.head.language and not _LANGUAGE.fullmatch(tag):
            yield published.at(LANGUAGE, f"{quoted(tag)} is not a language tag", "language")


CHECKS: tuple[Check[PublishedFeed], ...] = (
    Check(LARGE, large),
    Check(TOO_LARGE, too_large),
    Check(PICTURE, picture),
    Check(LANGUAGE, language),
)
