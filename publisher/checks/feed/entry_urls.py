"""F6: check URLs of the feed outside its HTML: of issues, their images and the settings."""

from collections.abc import Iterator

from publisher import urls
from publisher.checks.feed.published_feed import PublishedFeed, quoted
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity

RELATIVE = Rule(
    "F604",
    Severity.ERROR,
    "URL is relative",
    "Feeds are read outside their site, and many readers ignore xml:base (W3C: InvalidFullLink, "
    "RelativeSelf).",
    "set site_url, and write the URL with https://",
    bad='feed_logo = "/logo.png"',
    good='feed_logo = "https://example.com/logo.png"',
)
INVALID_URL = Rule(
    "F605",
    Severity.ERROR,
    "invalid URL",
    "Readers and hubs reject it (RFC 3986; W3C: InvalidUriChar, InvalidLink, UriNotIri).",
    "percent-encode the characters that a URI does not allow, and check the host",
    bad="---\ntitle: One\ndate: 2026-01-02\nimage: ‸https://example..com/a.png\n---\nHello.\n",
    good="---\ntitle: One\ndate: 2026-01-02\nimage: https://example.com/a.png\n---\nHello.\n",
)
DANGEROUS = Rule(
    "F606",
    Severity.ERROR,
    "URL that runs a script",
    "Opening it can run a script or read the subscriber's files.",
    "use an https URL",
    bad='feed_logo = "javascript:alert(1)"',
    good='feed_logo = "https://example.com/logo.png"',
)
TRACKING = Rule(
    "F607",
    Severity.WARNING,
    "URL with tracking parameters",
    "It tells somebody else what your subscribers read; Miniflux removes them.",
    "remove the parameters",
    bad="---\ntitle: One\ndate: 2026-01-02\n"
    "image: ‸https://example.com/a.png?utm_source=feed\n---\nHello.\n",
    good="---\ntitle: One\ndate: 2026-01-02\nimage: https://example.com/a.png\n---\nHello.\n",
)


def _found(feed: PublishedFeed, rule: Rule, fault: str, url: str) -> Iterator[Diagnostic]:
    """Report a fault at every place that contains this URL."""
    head = feed.head
    for name in ("icon", "logo", "hub"):
        if getattr(head, name) == url:
            yield feed.at(rule, f"{'hub' if name == 'hub' else f'feed_{name}'}: {fault}")
    for published in feed:
        if published.entry.image == url:
            yield published.at(rule, f"the image's URL {fault}", "image")
        if published.entry.link == url:
            yield published.at(rule, f"the permalink {fault}", "slug")


def _urls(feed: PublishedFeed) -> Iterator[str]:
    """Yield every URL of the feed outside its HTML, once."""
    candidates = [feed.head.icon, feed.head.logo, feed.head.hub]
    candidates += (url for it in feed for url in (it.entry.image, it.entry.link))
    return iter(dict.fromkeys(filter(None, candidates)))


def relative(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report URLs without a scheme."""
    for url in _urls(feed):
        if not urls.scheme_of(url.strip()):
            yield from _found(feed, RELATIVE, f"is relative: {quoted(url)}", url)


def invalid_url(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report web URLs that no program can request."""
    for url in _urls(feed):
        if urls.is_web(url) and (fault := urls.fault_of(url)):
            yield from _found(feed, INVALID_URL, f"is not valid: {fault}", url)


def dangerous(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report URLs whose scheme runs code."""
    for url in _urls(feed):
        if urls.scheme_of(url.strip()) in urls.DANGEROUS_SCHEMES:
            yield from _found(feed, DANGEROUS, f"runs a script: {quoted(url)}", url)


def tracking(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report URLs whose parameters identify where a click came from."""
    for url in _urls(feed):
        if urls.strip_tracking(url) != url:
            yield from _found(feed, TRACKING, f"has tracking parameters: {quoted(url)}", url)


CHECKS: tuple[Check[PublishedFeed], ...] = (
    Check(RELATIVE, relative),
    Check(INVALID_URL, invalid_url),
    Check(DANGEROUS, dangerous),
    Check(TRACKING, tracking),
)
