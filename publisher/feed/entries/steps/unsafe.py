"""Remove attributes that a reader would run."""

from publisher import dom
from publisher.feed.entries.entry_body import Body
from publisher.unsafe import unsafe_attributes


def drop_unsafe(body: Body) -> None:
    """Check every attribute as it is written."""
    for element in dom.with_attributes(body.tree):
        for name, _ in unsafe_attributes(element):
            del element.attrib[name]
