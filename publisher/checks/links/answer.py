"""Questions about URLs and the answers, as values. Uses no network and imports no rule."""

from dataclasses import dataclass
from enum import StrEnum


class Reachability(StrEnum):
    """How the request of a URL ended."""

    OK = "ok"
    GONE = "gone"
    """404 or 410."""
    DECLINED = "declined"
    """Another status from 400: the server may reject only programs that check links."""
    FAULTY = "faulty"
    """A status from 500."""
    SILENT = "silent"
    """No connection, no response in time, or no HTTP."""
    UNKNOWN_HOST = "unknown host"
    CERTIFICATE = "certificate"
    LOST = "lost"
    """Redirected in circles, or to an invalid URL."""
    PRIVATE = "private"
    """The URL is on this machine or its network, and was not requested."""
    OFFLINE = "offline"
    """There is no network: nothing is known about the URL."""


@dataclass(frozen=True, slots=True)
class Question:
    """A URL without its fragment, and what the checks need to know about it."""

    url: str
    fragments: tuple[str, ...] = ()
    """Anchors in the page that links refer to."""
    is_image: bool = False

    @property
    def needs_body(self) -> bool:
        """Whether the headers do not suffice as an answer."""
        return self.is_image or bool(self.fragments)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about a URL."""

    outcome: Reachability
    status: int = 0
    """The last HTTP status; 0 if there was none."""
    detail: str = ""
    """What happened, in words, if the status does not say it."""
    moved_to: str = ""
    """The target of a permanent redirect (301, 308); '' if there is none."""
    found: tuple[str, ...] = ()
    """The requested fragments that the page has."""
    missing: tuple[str, ...] = ()
    """The requested fragments that the page does not have."""
    media_type: str = ""
    size: int = 0
    """Bytes of an image; 0 if unknown."""
    width: int = 0
    height: int = 0

    @property
    def is_final(self) -> bool:
        """Whether another request within days would give the same answer, so it can be cached."""
        return self.outcome in {Reachability.OK, Reachability.GONE}

    def covers(self, question: Question) -> bool:
        """Return whether a cached answer has everything that the question asks for."""
        if self.outcome is not Reachability.OK:
            return True
        known = {*self.found, *self.missing}
        return known >= set(question.fragments) and (not question.is_image or bool(self.media_type))
