"""F3, F4: check the settings of the whole feed: its language and logo."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from publisher.checks.feed.published_feed import PublishedFeed, quoted
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity

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


def picture(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report a logo whose extension is not that of a GIF, JPEG or PNG."""
    path = urlsplit(feed.head.logo).path
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
    Check(PICTURE, picture),
    Check(LANGUAGE, language),
)
