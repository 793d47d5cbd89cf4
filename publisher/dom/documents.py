"""Whole HTML documents: text to an ``html`` element, and back with its doctype."""

from lxml import etree

from publisher.dom.serialiser import outer_html
from publisher.dom.tags import Element

DOCTYPE = "<!DOCTYPE html>"
"""Without it browsers lay out as in 1998 (quirks mode); libxml2 and premailer drop it."""


def document(html: str) -> Element:
    """Parse a whole document of HTML. Raises lxml's ParserError where no element is in it."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    tree: Element | None = etree.fromstring(html.encode(), parser)
    if tree is None:
        raise etree.ParserError("the document is empty")
    return tree


def document_html(tree: Element) -> str:
    """The tree as a document, with its doctype."""
    return f"{DOCTYPE}\n{outer_html(tree)}\n"
