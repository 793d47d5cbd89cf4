"""The checks of the feed never fail on a setting."""

from publisher.checks import checks_of
from publisher.checks.feed import PublishedFeed
from publisher.checks.rule import run
from publisher.feed.document import Head


def test_logo_url_that_cannot_be_parsed_is_reported() -> None:
    head = Head("tag:example.com,2026:feed", "Letter", "https://example.com/", logo="https://[x")
    feed = PublishedFeed(head, ())
    assert [finding.code for finding in run(checks_of("feed"), feed)] == ["F605"]
