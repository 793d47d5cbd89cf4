"""Make ids unique to the entry: readers show many entries on one page."""

from lxml import etree

from publisher.feed.entries.allowed_html import IDENTIFIED
from publisher.feed.entries.entry_body import Body

_NAMED = etree.XPath("descendant::*[@class or @id]")


def name_anchors(body: Body) -> None:
    """Put the entry's prefix before each ``id``; keep one class, NetNewsWire's for footnotes."""
    taken: set[str] = set()
    for element in _NAMED(body.tree):
        attributes = element.attrib
        classes = (attributes.pop("class", None) or "").split()
        if element.tag == "a" and not {"footnote", "footnote-ref"}.isdisjoint(classes):
            element.set("class", "footnote")
        anchor = attributes.pop("id", None)
        if anchor and element.tag in IDENTIFIED and anchor not in taken:
            taken.add(anchor)
            # A slug contains no colon, so no prefix and id can equal another prefix and id.
            element.set("id", f"{body.prefix}:{anchor}")
