"""C3: check the targets and the texts of an issue's links."""

from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from itertools import pairwise
from urllib.parse import urlsplit

from publisher import urls
from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.content.https_hosts import serves_https
from publisher.checks.rule import Check
from publisher.content.content_options import ContentOptions
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.model import Link

NO_TEXT = Rule(
    "C304", Severity.WARNING, "link without text",
    "Readers cannot see it, and a screen reader reads out its URL (WCAG 2.2, 2.4.4).",
    "write the link text between the brackets",
    bad="Hello [](‸https://example.com/a).\n", good="Hello [you](https://example.com/a).\n",
)  # fmt: skip
NEIGHBOURS_TEXT = Rule(
    "C305", Severity.WARNING, "link with the same text as the previous one",
    "Two links have the same text but different URLs: one was probably copied and not updated.",
    "give each link its own text",
    bad="- [The long way round](https://example.com/a)\n"
    "- [The long way round](‸https://example.com/b)\n",
    good="- [The long way round](https://example.com/a)\n"
    "- [A short cut](https://example.com/b)\n",
)  # fmt: skip
TWICE = Rule(
    "C306", Severity.INFO, "duplicate link",
    "The second link was often copied and not updated.",
    "change the URL, or remove one of the links",
    bad="- [Apples](https://example.com/a)\n- [Pears](‸https://example.com/a)\n",
    good="- [Apples](https://example.com/a)\n- [Pears](https://example.com/b)\n",
)  # fmt: skip
NOT_ENCRYPTED = Rule(
    "C309", Severity.INFO, "http: link to a host that serves https:",
    "Pages opened over http can be read and changed in transit.",
    "use https://, or run `publisher check --fix`",
    bad="See [the code](‸http://github.com/).\n", good="See [the code](https://github.com/).\n",
)  # fmt: skip
LOCAL = Rule(
    "C310", Severity.WARNING, "link to your own machine or network",
    "It works on your machine, but not for readers.",
    "link to the public page, or write the URL as code",
    bad="Read [the draft](‸http://localhost:1313/draft/).\n",
    good="Read [the post](https://example.com/post/).\n",
)  # fmt: skip
TRACKING = Rule(
    "C311", Severity.INFO, "tracking parameter in a link",
    "It lets a site track the reader, and often belongs to someone else's campaign.",
    "delete it, or run `publisher check --fix`",
    bad="See [this](‸https://example.com/a?utm_source=letter&id=1).\n",
    good="See [this](https://example.com/a?id=1).\n",
)  # fmt: skip
NO_SUCH_ISSUE = Rule(
    "C312", Severity.WARNING, "link to an issue that does not exist",
    'Readers get a "page not found" error.',
    "correct the URL, or add it to the `aliases` of the intended issue",
    bad="See [last week](‸https://example.com/issues/000/).\n",
    good="See [this week](https://example.com/issues/001/).\n",
)  # fmt: skip

_SHORTEST = 12
"""Characters; two links may share a shorter text by chance: 'slides', 'PDF', 'part two'."""


def without_text(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a link that contains neither words nor an image."""
    for element, link in checked.anchors:
        if not link.text and next(element.iter("img", "svg", "video"), None) is None:
            yield NO_TEXT.at(checked.path, link.position, f"the link to {link.url} has no text")


def neighbours_text(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a link with the same text as the one before it, but another target."""
    for before, link in pairwise(checked.issue.links):
        if len(link.text) < _SHORTEST or link.text != before.text or link.url == before.url:
            continue
        if urls.scheme_of(link.text):
            continue  # a bare URL in two spellings
        yield NEIGHBOURS_TEXT.at(
            checked.path, link.position, f"the previous link also has the text {link.text!r}"
        )


def twice(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a URL that two links with different texts have."""
    first: dict[str, Link] = {}
    for link in checked.issue.links:
        other = first.setdefault(link.url, link)
        if other.position == link.position or not urls.is_web(link.url):
            continue  # two uses of one reference have one definition
        if other.text != link.text and other.text and link.text:
            yield TWICE.at(checked.path, link.position, f"{other.text!r} has the same URL")


def not_encrypted(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a link or image over http whose host is known to serve https."""
    homes = (checked.newsletter.site_url, *checked.options.previous_urls)
    for position, destination in checked.source.destinations.items():
        if could_be_encrypted(destination.url, homes):
            message = f"{_host(destination.url)} serves https"
            yield NOT_ENCRYPTED.at(checked.path, position, message)


def could_be_encrypted(url: str, homes: Iterable[str]) -> bool:
    """Return whether http can become https: the host is known to serve it, at the usual port.

    The newsletter's own ``homes`` are excluded: its author decides how they are served.
    """
    if url[:7].lower() != "http://":
        return False
    host = _host(url)
    authority = url[7:].partition("/")[0].partition("?")[0].partition("#")[0]
    has_port = ":" in authority.rpartition("@")[2]
    return serves_https(host) and not has_port and host not in {_host(home) for home in homes}


def local(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a link or image that opens only on the author's machine or network."""
    for url, place in _addresses(checked):
        if urls.is_web(url) and _is_local(_host(url)):
            yield LOCAL.at(checked.path, place, f"{url} is on your own machine or network")


def tracking(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a parameter that is in the list of tracking parameters."""
    for position, destination in checked.source.destinations.items():
        if not destination.is_image and tracked(destination.url, checked.options):
            message = f"the link to {_host(destination.url)} has a tracking parameter"
            yield TRACKING.at(checked.path, position, message)


def tracked(url: str, options: ContentOptions) -> tuple[tuple[int, int], ...]:
    """Return the tracking parts of a URL if the options remove them."""
    if not options.strip_tracking or urls.scheme_of(url) not in {"", "http", "https"}:
        return ()
    return urls.tracking_spans(url, options.tracking_parameters)


def no_such_issue(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a link below the issues' URL, or to a file, that belongs to no issue."""
    home = urls.absolute(
        checked.newsletter.site_url, checked.options.permalink.partition("{")[0].lstrip("/")
    )
    has_folder = home != checked.newsletter.site_url
    told = {it.position for it in checked.issue.diagnostics if it.code in {"C301", "C302"}}
    for link in checked.issue.links:
        page = link.url.partition("#")[0].partition("?")[0]
        if link.position in told or page == home:
            continue
        is_ours = has_folder and bool(urls.path_below(home, page))
        is_file = is_ours or _is_issue_file(checked.written(link.position))
        if is_file and page not in checked.addresses:
            yield NO_SUCH_ISSUE.at(checked.path, link.position, f"no issue has the URL {page}")


def _is_issue_file(written: str) -> bool:
    if urls.scheme_of(written) or written.startswith(("//", "#")):
        return False
    return written.partition("#")[0].lower().endswith((".md", ".markdown"))


def _addresses(checked: CheckedIssue) -> Iterator[tuple[str, Position]]:
    for link in checked.issue.links:
        yield link.url, link.position
    for image in checked.issue.images:
        yield image.src, image.position


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


CHECKS: tuple[Check[CheckedIssue], ...] = (
    Check(NO_TEXT, without_text),
    Check(NEIGHBOURS_TEXT, neighbours_text),
    Check(TWICE, twice),
    Check(NOT_ENCRYPTED, not_encrypted),
    Check(LOCAL, local),
    Check(TRACKING, tracking),
    Check(NO_SUCH_ISSUE, no_such_issue),
)
