"""Record what rendering an issue asks of other files, in order to know when it must be redone.

An issue depends on others only through these questions: which issue a URL or a file name means,
whether a URL is an issue's, and what image is beside it. As long as the answers are the same,
so is the result.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from publisher.content.archive.issue_links import Directory
from publisher.content.source.reader import ImageFile, Pictures
from publisher.errors import FileRefused

Answer = TypeVar("Answer")


class LookupKind(StrEnum):
    """What is asked: all but an image depend only on the metadata of the archive."""

    URL = "url"
    """The current URL of the issue that a URL means."""
    FILE = "file"
    """The URL of the issue in the file that a relative link means."""
    ISSUE = "issue"
    """Whether a URL is an issue's."""
    IMAGE = "image"
    """The image that a relative URL means."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The questions of one kind with the same answer: most URLs of an issue mean no issue."""

    kind: LookupKind
    answer: str
    about: tuple[str, ...]
    """What was looked up: URLs and references, as they were resolved or written."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Every question of one issue, and the digest of the directory that answered most."""

    directory: str
    lookups: tuple[Lookup, ...]


class Lookups:
    """Answers the questions of one issue about other files, and records them."""

    def __init__(
        self,
        directory: Directory,
        directory_digest: str,
        addresses: Container[str],
        pictures: Pictures,
        file: Path,
        shown: str,
    ) -> None:
        self._directory = directory
        self._digest = directory_digest
        self._addresses = addresses
        self._pictures = pictures
        self._file = file
        self._shown_file = shown
        self._answers: dict[tuple[LookupKind, str], str] = {}

    @property
    def asked(self) -> Asked:
        """Every question so far."""
        groups: dict[tuple[LookupKind, str], list[str]] = {}
        for (kind, about), answer in self._answers.items():
            groups.setdefault((kind, answer), []).append(about)
        found = (Lookup(kind, answer, tuple(them)) for (kind, answer), them in groups.items())
        return Asked(self._digest, tuple(found))

    def still_hold(self, asked: Asked) -> bool:
        """Whether the issue, if it asked again, would get the same answers.

        If no fact of any issue has changed, only the images are looked at.
        """
        again: Mapping[LookupKind, Callable[[str], object]] = {
            LookupKind.URL: self._directory.address_of,
            LookupKind.FILE: self._issue_in,
            LookupKind.ISSUE: self._addresses.__contains__,
            LookupKind.IMAGE: self._image,
        }
        return all(
            _shown(again[lookup.kind](about)) == lookup.answer
            for lookup in asked.lookups
            if lookup.kind is LookupKind.IMAGE or asked.directory != self._digest
            for about in lookup.about
        )

    def address_of(self, url: str) -> str | None:
        """Return the current URL for one of an issue, as the directory knows it.

        A URL that is at no home is recorded, too: an alias may give it to an issue later.
        """
        return self._noted(LookupKind.URL, url, self._directory.address_of(url))

    def may_be_home(self, url: str) -> bool:
        """Whether a URL contains the host of a home: the settings alone decide that."""
        return self._directory.may_be_home(url)

    def permalink_of_file(self, reference: str) -> str | None:
        """Return the current URL for a link to an issue's file, relative to this one."""
        return self._noted(LookupKind.FILE, reference, self._issue_in(reference))

    def __contains__(self, url: object) -> bool:
        """Whether a URL is the permalink of an issue."""
        return self._noted(LookupKind.ISSUE, str(url), url in self._addresses)

    def image(self, reference: str) -> ImageFile | None:
        """Return the image that a relative URL refers to. Raises FileRefused."""
        answer = self._noted(LookupKind.IMAGE, reference, self._image(reference))
        if isinstance(answer, FileRefused):
            raise answer
        return answer

    def _issue_in(self, reference: str) -> str | None:
        return self._directory.permalink_of_file(reference, self._shown_file)

    def _image(self, reference: str) -> ImageFile | FileRefused | None:
        try:
            return self._pictures.beside(self._file, reference)
        except FileRefused as refused:
            return refused

    def _noted(self, kind: LookupKind, about: str, answer: Answer) -> Answer:
        self._answers[kind, about] = _shown(answer)
        return answer


def _shown(answer: object) -> str:
    """Return an answer as text; two that differ in anything that a reader can see differ here."""
    if isinstance(answer, FileRefused):
        return f"{answer.refusal}: {answer.reason}"  # its message has the path on this machine
    return repr(answer) if isinstance(answer, ImageFile) else str(answer or "")
