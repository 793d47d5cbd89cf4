"""The page that the steps change, between Markdown and model.

The only mutable value of the package; it exists during one call and is never returned.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from publisher import dom
from publisher.content.archive.lookups import Lookups
from publisher.content.body.source_tree import SourceTree
from publisher.content.content_options import ContentOptions
from publisher.diagnostics import Diagnostic, Position, Rule
from publisher.model import Image, Link


@dataclass(slots=True)
class Page:
    """The tree of one issue, with the facts collected about it so far."""

    tree: dom.Element
    path: str
    """The source file, as diagnostics name it."""
    permalink: str
    source: SourceTree
    lookups: Lookups
    options: ContentOptions
    has_raw_html: bool = True
    """Whether the author may have written HTML; Markdown never produces malformed HTML."""
    links: dict[dom.Element, Link] = field(default_factory=dict)
    images: dict[dom.Element, Image] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, rule: Rule, position: Position, message: str, hint: str | None = None) -> None:
        """Add a finding about this issue."""
        self.diagnostics.append(rule.at(self.path, position, message, hint))

    def links_in(self, element: dom.Element) -> tuple[Link, ...]:
        """Return the links inside an element, in order."""
        return tuple([link for a in element.iter("a") if (link := self.links.get(a))])

    def images_in(self, element: dom.Element) -> tuple[Image, ...]:
        """Return the images inside an element, in order."""
        if not self.images:
            return ()
        return tuple([image for img in element.iter("img") if (image := self.images.get(img))])

    def elements(self, *tags: str) -> Iterator[dom.Element]:
        """Yield the elements with one of these tags, in order; safe while elements are moved."""
        return iter(list(self.tree.iter(*tags)))
