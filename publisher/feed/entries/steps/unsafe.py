"""Remove attributes that a reader would run."""

from publisher.feed.entries.entry_body import Body
from publisher.unsafe import unsafe_attributes


def drop_unsafe(body: Body) -> None:
    """Check every attribute as it is written."""
    for element in body.tree.iter("*"):
        for name, _ in list(unsafe_attributes(element)):
            del element.attrib[name]
