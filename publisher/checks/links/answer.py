"""What is asked about an address, and what came back: values. Knows no network and no rule."""

from dataclasses import dataclass
from enum import StrEnum


class Reachability(StrEnum):
    """How asking for an address ended."""

    OK = "ok"
    GONE = "gone"
    """404 or 410."""
    DECLINED = "declined"
    """Another status from 400: the server answers, but not to a program that checks links."""
    FAULTY = "faulty"
    """A status from 500."""
    SILENT = "silent"
    """No connection, no answer in time, or no HTTP."""
    UNKNOWN_HOST = "unknown host"
    CERTIFICATE = "certificate"
    LOST = "lost"
    """Redirected in circles, or to what is no web address."""
    PRIVATE = "private"
    """It leads into this machine or its network, and was not asked."""
    OFFLINE = "offline"
    """There is no network: nothing is known about the address."""


@dataclass(frozen=True, slots=True)
class Question:
    """An address without its fragment, and what there is to know about it."""

    url: str
    fragments: tuple[str, ...] = ()
    """Anchors that links want to find in the page."""
    is_image: bool = False

    @property
    def needs_body(self) -> bool:
        """Whether headers alone do not answer it."""
        return self.is_image or bool(self.fragments)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about an address."""

    outcome: Reachability
    status: int = 0
    """The last HTTP status; 0 where there was none."""
    detail: str = ""
    """For people: what happened, where the status does not say it."""
    moved_to: str = ""
    """Where the address permanently redirects to (301, 308); '' where it does not."""
    found: tuple[str, ...] = ()
    """The wanted fragments that the page has."""
    missing: tuple[str, ...] = ()
    """The wanted fragments that it has not."""
    media_type: str = ""
    size: int = 0
    """Octets of an image; 0 where unknown."""
    width: int = 0
    height: int = 0

    @property
    def is_final(self) -> bool:
        """Whether asking again within days would tell the same, so that it can be kept."""
        return self.outcome in {Reachability.OK, Reachability.GONE}

    def covers(self, question: Question) -> bool:
        """Whether a kept answer tells all that is asked now."""
        if self.outcome is not Reachability.OK:
            return True
        known = {*self.found, *self.missing}
        return known >= set(question.fragments) and (not question.is_image or bool(self.media_type))
