"""One email between template and HTML, which the steps change.

The only mutable value of the package; it exists during one call and is never returned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from publisher import dom
from publisher.mail.mail_options import MailOptions
from publisher.model import Issue
from publisher.themes.applied_style import Look


@dataclass(frozen=True, slots=True)
class Letter:
    """The tree of one email, and what its steps may look up."""

    tree: dom.Element
    """The ``html`` element."""
    issue: Issue
    look: Look
    options: MailOptions

    @property
    def head(self) -> dom.Element:
        """Return the ``head``, added if the template has none."""
        found = self.tree.find("head")
        if found is None:
            found = self.tree.makeelement("head")
            self.tree.insert(0, found)
        return found

    def elements(self, *tags: str) -> Iterator[dom.Element]:
        """Yield the elements with one of these tags, in order; they may be moved meanwhile."""
        return iter(list(self.tree.iter(*tags)))


def new(letter: Letter, tag: str, text: str = "", **attributes: str) -> dom.Element:
    """Return a new element of the letter's document; ``class_`` sets ``class``."""
    element = letter.tree.makeelement(
        tag, {name.rstrip("_"): value for name, value in attributes.items()}
    )
    element.text = text or None
    return element


def add_class(element: dom.Element, name: str) -> None:
    """Add a name to the element's classes."""
    names = element.get("class", "").split()
    if name not in names:
        element.set("class", " ".join([*names, name]))
