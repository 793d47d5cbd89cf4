"""Attributes that a reader would run, out of the entry."""

from publisher.feed.entries.entry_body import Body
from publisher.unsafe import unsafe_attributes


def drop_unsafe(body: Body) -> None:
    """Judge every attribute as it is written."""
    for element in body.tree.iter("*"):
        for name, _ in list(unsafe_attributes(element)):
            del element.attrib[name]
