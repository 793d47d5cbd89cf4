"""Collect the URLs of issues with their positions. Makes no requests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

from publisher import urls
from publisher.checks.links.answer import Answer, Question
from publisher.diagnostics import Position
from publisher.model import Issue


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """A URL and its position."""

    path: str
    position: Position
    url: str
    """Without its fragment."""
    fragment: str = ""
    is_image: bool = False


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Every place with a URL, and the answers: the input of the link checks."""

    places: tuple[LinkPlace, ...]
    answers: Mapping[str, Answer]


def places_of(issues: Iterable[Issue]) -> tuple[LinkPlace, ...]:
    """Return every URL of the issues."""
    return tuple(place for issue in issues for place in _places(issue))


def without_own(places: Iterable[LinkPlace], own: Iterable[str]) -> tuple[LinkPlace, ...]:
    """Return the places whose URL is not one of the newsletter's ``own``."""
    ours = {urldefrag(url).url for url in own}
    return tuple(place for place in places if place.url not in ours)


def questions_of(places: Iterable[LinkPlace]) -> tuple[Question, ...]:
    """Return the questions: each URL once, however many places it has."""
    fragments: dict[str, dict[str, None]] = {}
    images: set[str] = set()
    for place in places:
        wanted = fragments.setdefault(place.url, {})
        if place.is_image:
            images.add(place.url)
        elif is_checkable(place.fragment):
            wanted[place.fragment] = None
    return tuple(Question(url, tuple(wanted), url in images) for url, wanted in fragments.items())


def _places(issue: Issue) -> Iterator[LinkPlace]:
    path = issue.source.path
    for link in issue.links:
        if urls.is_web(link.url) and not urls.fault_of(link.url):
            url, fragment = urldefrag(link.url)
            yield LinkPlace(path, link.position, url, fragment)
    for image in issue.images:
        if not image.file and urls.is_web(image.src) and not urls.fault_of(image.src):
            yield LinkPlace(path, image.position, urldefrag(image.src).url, is_image=True)


def is_checkable(fragment: str) -> bool:
    """Return whether a fragment means an anchor in the page, not data for a script or browser.

    The browser searches for ``#:~:text=``; scripts read ``#/path``, ``#!path``, GitHub's lines
    (``#L10``) and most names with an equals sign.
    """
    if not fragment or fragment == "top" or fragment.startswith(("/", "!", ":~:")):
        return False
    is_line = fragment[0] == "L" and fragment[1:].replace("-", "").replace("L", "").isdecimal()
    return not is_line and "=" not in fragment and "/" not in fragment
