"""Turn servers' responses into answers. Makes no requests."""

import re
import ssl
from codecs import getincrementaldecoder
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin

import httpx
from lxml import etree, html

from publisher import urls
from publisher.checks.links.answer import Answer, Question, Reachability
from publisher.errors import causes_of
from publisher.images.image_size import image_size

_COUNT = re.compile("[0-9]{1,15}")
"""A plausible number; Python refuses to parse one with thousands of digits."""

_PAGES = frozenset({"", "text/html", "application/xhtml+xml"})


class Lost(Exception):
    """Redirects without a valid target."""


@dataclass(frozen=True, slots=True)
class Response:
    """The end of one request."""

    status: int
    headers: httpx.Headers
    body: bytes = b""
    is_whole: bool = True
    """Whether ``body`` is all that the server has."""

    @property
    def media_type(self) -> str:
        """The type of the content without parameters; '' if the server sends none."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()

    @property
    def redirect(self) -> str:
        """The redirect target, or '' if there is none."""
        is_redirect = self.status in {301, 302, 303, 307, 308}
        return str(self.headers.get("location", "")) if is_redirect else ""

    @property
    def wanted_pause_s(self) -> float:
        """The seconds of Retry-After (RFC 9110, section 10.2.3)."""
        said = self.headers.get("retry-after", "").strip()
        return float(said) if _COUNT.fullmatch(said) else 0.0


@dataclass(slots=True)
class Journey:
    """A URL and the redirects followed from it."""

    url: str
    moved_to: str = ""
    """The target reached by permanent redirects only."""
    _is_permanent: bool = True

    def go_on(self, response: Response) -> None:
        """Follow a redirect. Raises Lost if its target is not a web URL."""
        target, _ = urldefrag(urljoin(self.url, response.redirect))
        if not urls.is_web(target) or urls.fault_of(target):
            raise Lost(f"it redirects to {response.redirect!r}")
        self._is_permanent = self._is_permanent and response.status in {301, 308}
        if self._is_permanent:
            self.moved_to = target
        self.url = target


def judged(response: Response, question: Question) -> Answer:
    """Return the answer from the last response of a journey."""
    status = response.status
    if status >= 400:
        outcome = Reachability.FAULTY if status >= 500 else Reachability.DECLINED
        return Answer(Reachability.GONE if status in {404, 410} else outcome, status)
    if question.is_image:
        width, height = image_size(response.body)
        return Answer(
            Reachability.OK,
            status,
            media_type=response.media_type or "unknown",
            size=_size(response),
            width=width,
            height=height,
        )
    found, missing = _anchors(response, question)
    return Answer(Reachability.OK, status, found=found, missing=missing)


def _size(response: Response) -> int:
    said = response.headers.get("content-length", "")
    if response.is_whole:
        return len(response.body)
    return int(said) if _COUNT.fullmatch(said) else 0


def _anchors(response: Response, question: Question) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fragments that are in the page, and those that are missing."""
    if not question.fragments:
        return (), ()
    is_page = response.media_type in _PAGES and "content-encoding" not in response.headers
    if not is_page:
        return question.fragments, ()  # a PDF has other kinds of anchors
    known = anchors_of(response.body)
    missing = tuple(name for name in question.fragments if not has_anchor(known, name))
    # Unknown if a script makes the page, or if it was not read to its end.
    if not response.is_whole or not known:
        missing = ()
    return tuple(name for name in question.fragments if name not in missing), missing


def anchors_of(page: bytes) -> frozenset[str]:
    """Return every name in an HTML page that a fragment can match (HTML, section 7.4.6.4)."""
    parser = html.HTMLParser(remove_comments=True, encoding="utf-8" if _is_utf_8(page) else None)
    try:
        tree = html.document_fromstring(page, parser=parser)
    except etree.LxmlError:  # nothing in it can be parsed
        return frozenset()
    found = tree.xpath("//@id | //a/@name")
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _is_utf_8(page: bytes) -> bool:
    """Return whether bytes are UTF-8, often undeclared; the last character may be incomplete."""
    try:
        getincrementaldecoder("utf-8")().decode(page)
    except UnicodeDecodeError:
        return False
    return True


def has_anchor(anchors: Iterable[str], fragment: str) -> bool:
    """Return whether one of these anchors matches a fragment."""
    name = unquote(fragment)
    known = set(anchors)
    # GitHub adds a prefix to ids in users' texts, and finds them without it.
    return bool({name, fragment, f"user-content-{name}", f"user-content-{name.lower()}"} & known)


def tls_fault(error: BaseException) -> str:
    """Describe a fault of a server's certificate or TLS; '' if it is something else."""
    cause = next((it for it in causes_of(error) if isinstance(it, ssl.SSLError)), None)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return cause.verify_message
    return "" if cause is None else cause.reason or str(cause)
