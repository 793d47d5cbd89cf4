"""One issue on its way from Markdown to model: what the steps work on.

The only changeable value of the room; it lives inside one call and is never handed out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from publisher import dom
from publisher.content.directory import Directory
from publisher.content.locate import Places
from publisher.content.options import ContentOptions
from publisher.diagnostics import Diagnostic, Position, Rule
from publisher.model import Image, Link


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A local image that an issue shows: its path from the content folder and its size."""

    path: str
    width: int
    height: int


@dataclass(slots=True)
class Page:
    """The tree of one issue with what is known about it so far."""

    tree: dom.Element
    path: str
    """The source file, as diagnostics name it."""
    permalink: str
    places: Places
    directory: Directory
    options: ContentOptions
    image_file: Callable[[str], ImageFile | None]
    """Looks up a relative image in the issue's folder. Raises FileRefused."""
    has_raw_html: bool = True
    """Whether there may be HTML of the author's; Markdown makes none that is malformed."""
    links: dict[dom.Element, Link] = field(default_factory=dict)
    images: dict[dom.Element, Image] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, rule: Rule, position: Position, message: str, hint: str | None = None) -> None:
        """Add a finding about this issue."""
        self.diagnostics.append(rule.at(self.path, position, message, hint))

    def links_in(self, element: dom.Element) -> tuple[Link, ...]:
        """The links inside an element, in order."""
        return tuple(self.links[a] for a in element.iter("a") if a in self.links)

    def images_in(self, element: dom.Element) -> tuple[Image, ...]:
        """The images inside an element, in order."""
        return tuple(self.images[img] for img in element.iter("img") if img in self.images)

    def elements(self, *tags: str) -> Iterator[dom.Element]:
        """The elements with one of these tags, in order; safe while they are moved about."""
        return iter(list(self.tree.iter(*tags)))
