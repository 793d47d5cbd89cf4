"""Record what rendering an issue asks of other files, in order to know when it must be redone.

An issue depends on others only through these questions: which issue a URL or a file name means,
whether a URL is an issue's, and what image is beside it. As long as the answers are the same,
so is the result.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from publisher.content.archive.issue_links import Directory
from publisher.content.source.reader import ImageFile, Pictures
from publisher.errors import FileRefused

Answer = TypeVar("Answer")

_URL, _FILE, _ISSUE, _IMAGE = "url", "file", "issue", "image"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question with its answer, both as text."""

    kind: str
    question: str
    answer: str


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
        self._answers: dict[tuple[str, str], str] = {}

    @property
    def asked(self) -> Asked:
        """Every question so far."""
        found = (Lookup(*question, answer) for question, answer in self._answers.items())
        return Asked(self._digest, tuple(found))

    def still_hold(self, asked: Asked) -> bool:
        """Whether the issue, if it asked again, would get the same answers.

        If no fact of any issue has changed, only the images are looked at.
        """
        again: Mapping[str, Callable[[str], object]] = {
            _URL: self.address_of,
            _FILE: self.permalink_of_file,
            _ISSUE: self.__contains__,
            _IMAGE: self._image,
        }
        return all(
            it.kind in again and _shown(again[it.kind](it.question)) == it.answer
            for it in asked.lookups
            if it.kind == _IMAGE or asked.directory != self._digest
        )

    def address_of(self, url: str) -> str | None:
        """Return the current URL for one of an issue, as the directory knows it."""
        return self._noted(_URL, url, self._directory.address_of(url))

    def may_be_home(self, url: str) -> bool:
        """Whether a URL contains the host of a home: the settings alone decide that."""
        return self._directory.may_be_home(url)

    def permalink_of_file(self, reference: str) -> str | None:
        """Return the current URL for a link to an issue's file, relative to this one."""
        answer = self._directory.permalink_of_file(reference, self._shown_file)
        return self._noted(_FILE, reference, answer)

    def __contains__(self, url: object) -> bool:
        """Whether a URL is the permalink of an issue."""
        return self._noted(_ISSUE, str(url), url in self._addresses)

    def image(self, reference: str) -> ImageFile | None:
        """Return the image that a relative URL refers to. Raises FileRefused."""
        answer = self._noted(_IMAGE, reference, self._image(reference))
        if isinstance(answer, FileRefused):
            raise answer
        return answer

    def _image(self, reference: str) -> ImageFile | FileRefused | None:
        try:
            return self._pictures.beside(self._file, reference)
        except FileRefused as refused:
            return refused

    def _noted(self, kind: str, question: str, answer: Answer) -> Answer:
        self._answers[kind, question] = _shown(answer)
        return answer


def _shown(answer: object) -> str:
    """Return an answer as text; two that differ in anything that can be seen differ here."""
    return repr(answer) if isinstance(answer, ImageFile) else str(answer)
