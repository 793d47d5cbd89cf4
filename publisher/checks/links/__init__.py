"""L: check the URLs of the issues by requesting each one once.

Only ``ask`` uses the network; the checks read its results (an ``Inquiry``). Earlier answers are
in a ``Cache``; the caller reads and writes its file.
"""

from collections.abc import Callable, Iterator

from publisher.checks.links.answer import Answer, Reachability
from publisher.checks.links.places import Inquiry, LinkPlace
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity

__all__ = ["CHECKS", "Inquiry"]

_WARNING, _INFO = Severity.WARNING, Severity.INFO

HEAVY_BYTES = 1_000_000
WIDE_PIXELS = 3_000

GONE = Rule(
    "L101",
    _WARNING,
    "page not found",
    "Readers who follow the link get an error (HTTP 404 and 410, RFC 9110).",
    "link to its new URL, or to a copy in a web archive",
    bad="[words](https://example.com/gone)",
    good="[words](https://example.com/)",
)
UNKNOWN_HOST = Rule(
    "L102",
    _WARNING,
    "unknown host",
    "Its name cannot be resolved: the domain has lapsed, or is misspelled.",
    "correct the name, or link to a copy in a web archive",
    bad="[words](https://exmaple.invalid/)",
    good="[words](https://example.com/)",
)
SILENT = Rule(
    "L103",
    _WARNING,
    "server does not respond",
    "It refused the connection, timed out, sent invalid HTTP, or failed with a server error (HTTP "
    "500 and above).",
    "try again later; if the error persists, link elsewhere",
    bad="[words](https://example.com:81/)",
    good="[words](https://example.com/)",
)
CERTIFICATE = Rule(
    "L104",
    _WARNING,
    "untrusted certificate",
    "Browsers show a warning instead of the page.",
    "tell the owner of the page, or link elsewhere",
    bad="[words](https://expired.example.com/)",
    good="[words](https://example.com/)",
)
MOVED = Rule(
    "L105",
    _INFO,
    "page has moved permanently",
    "A permanent redirect (HTTP 301 and 308, RFC 9110) asks for the link to be updated, and may "
    "stop working.",
    "link to the new URL",
    bad="[words](http://example.com/old)",
    good="[words](https://example.com/new)",
)
LOST = Rule(
    "L106",
    _WARNING,
    "broken redirect",
    "The redirects form a loop, or end at a URL that browsers cannot open.",
    "link to the page itself",
    bad="[words](https://example.com/circle)",
    good="[words](https://example.com/)",
)
NO_ANCHOR = Rule(
    "L107",
    _WARNING,
    "anchor not found in the page",
    "The page opens at the top, and readers must search for the section.",
    "copy the part after # from the current page",
    bad="[words](https://example.com/#no-such-part)",
    good="[words](https://example.com/#part)",
)
PRIVATE = Rule(
    "L108",
    _WARNING,
    "URL in a private network",
    "Readers cannot reach it. It was not requested, because a link must not make this machine "
    "contact its own services (CWE-918).",
    "link to a public page, or set `[check.links] allow_private` to check it anyway",
    bad="[words](http://192.0.2.1/)",
    good="[words](https://example.com/)",
)
DECLINED = Rule(
    "L109",
    _INFO,
    "server rejects automated requests",
    "It responds with 401, 403, 429 or similar; the page may still open in a browser.",
    "open the link in a browser to check it",
    bad="[words](https://example.com/members)",
    good="[words](https://example.com/)",
)
NO_IMAGE = Rule(
    "L110",
    _WARNING,
    "image URL does not return an image",
    "Readers see a broken image.",
    "use the URL of the image itself, not of the page that shows it",
    bad="![words](https://example.com/page)",
    good="![words](https://example.com/picture.jpg)",
)
HEAVY = Rule(
    "L111",
    _WARNING,
    "remote image larger than 1 MB",
    "Everyone who opens the email downloads it, often on a mobile connection.",
    "make it smaller, or link to it",
    bad="![words](https://example.com/20-megapixels.jpg)",
    good="![words](https://example.com/1200-wide.jpg)",
)
WIDE = Rule(
    "L112",
    _INFO,
    "remote image larger than 3,000 pixels",
    "An email is 600 pixels wide; the extra pixels are downloaded but not shown.",
    "resize it to 1,200 pixels wide, which is enough for any screen",
    bad="![words](https://example.com/6000-wide.jpg)",
    good="![words](https://example.com/1200-wide.jpg)",
)
OFFLINE = Rule(
    "L113",
    _WARNING,
    "links could not be checked",
    "No host could be reached from this machine.",
    "connect to a network, and run the check again",
)

_OUTCOMES: dict[Rule, frozenset[Reachability]] = {
    GONE: frozenset({Reachability.GONE}),
    UNKNOWN_HOST: frozenset({Reachability.UNKNOWN_HOST}),
    SILENT: frozenset({Reachability.SILENT, Reachability.FAULTY}),
    CERTIFICATE: frozenset({Reachability.CERTIFICATE}),
    LOST: frozenset({Reachability.LOST}),
    PRIVATE: frozenset({Reachability.PRIVATE}),
    DECLINED: frozenset({Reachability.DECLINED}),
}


def _found(rule: Rule, place: LinkPlace, said: str, hint: str | None = None) -> Diagnostic:
    return rule.at(place.path, place.position, f"{place.url} {said}", hint)


def _answered(inquiry: Inquiry) -> Iterator[tuple[LinkPlace, Answer]]:
    for place in inquiry.places:
        if (answer := inquiry.answers.get(place.url)) is not None:
            yield place, answer


def _ended_as(rule: Rule) -> Callable[[Inquiry], Iterator[Diagnostic]]:
    """Return the check that reports URLs whose request ended this way."""

    def find(inquiry: Inquiry) -> Iterator[Diagnostic]:
        for place, answer in _answered(inquiry):
            if answer.outcome in _OUTCOMES[rule]:
                said = f"returns {answer.status}" if answer.status else f"({answer.detail})"
                yield _found(rule, place, said)

    return find


def _moved(inquiry: Inquiry) -> Iterator[Diagnostic]:
    for place, answer in _answered(inquiry):
        if answer.outcome is Reachability.OK and answer.moved_to:
            hint = f"link to {answer.moved_to}"
            yield _found(MOVED, place, f"has moved to {answer.moved_to}", hint)


def _no_anchor(inquiry: Inquiry) -> Iterator[Diagnostic]:
    for place, answer in _answered(inquiry):
        if place.fragment and place.fragment in answer.missing:
            yield _found(NO_ANCHOR, place, f"has no anchor #{place.fragment}")


def _images(inquiry: Inquiry) -> Iterator[tuple[LinkPlace, Answer]]:
    for place, answer in _answered(inquiry):
        if place.is_image and answer.outcome is Reachability.OK:
            yield place, answer


def _no_image(inquiry: Inquiry) -> Iterator[Diagnostic]:
    for place, answer in _images(inquiry):
        kind = answer.media_type
        # File hosts send everything as octet-stream; a file with a size in pixels is an image.
        if not kind.startswith("image/") and not answer.width:
            yield _found(NO_IMAGE, place, f"returns {kind}")


def _heavy(inquiry: Inquiry) -> Iterator[Diagnostic]:
    for place, answer in _images(inquiry):
        if answer.size > HEAVY_BYTES:
            yield _found(HEAVY, place, f"is {answer.size / 1_000_000:.1f} MB")


def _wide(inquiry: Inquiry) -> Iterator[Diagnostic]:
    for place, answer in _images(inquiry):
        if max(answer.width, answer.height) > WIDE_PIXELS:
            yield _found(WIDE, place, f"is {answer.width} × {answer.height} pixels")


def _offline(inquiry: Inquiry) -> Iterator[Diagnostic]:
    """Report a missing network once, however many links there are."""
    unknown = {url for url, it in inquiry.answers.items() if it.outcome is Reachability.OFFLINE}
    first = next((place for place in inquiry.places if place.url in unknown), None)
    if first is not None:
        said = f"no network: {len(unknown)} of {len(inquiry.answers)} URLs were not checked"
        yield OFFLINE.at(first.path, Position(), said)


CHECKS: tuple[Check[Inquiry], ...] = (
    *(Check(rule, _ended_as(rule)) for rule in _OUTCOMES),
    Check(MOVED, _moved),
    Check(NO_ANCHOR, _no_anchor),
    Check(NO_IMAGE, _no_image),
    Check(HEAVY, _heavy),
    Check(WIDE, _wide),
    Check(OFFLINE, _offline),
)
"""Every check of links, of an ``Inquiry``."""
