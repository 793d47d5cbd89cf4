"""Parse whole HTML documents, and write them with their doctype."""

from lxml import etree

from publisher.dom.serialiser import outer_html
from publisher.dom.tags import Element

DOCTYPE = "<!DOCTYPE html>"
"""Without it browsers use quirks mode, the layout of 1998; libxml2 and premailer remove it."""


def document(html: str) -> Element:
    """Parse a whole HTML document. Raises lxml's ParserError if it has no element."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    tree: Element | None = etree.fromstring(html.encode(), parser)
    if tree is None:
        raise etree.ParserError("the document is empty")
    return tree


def document_html(tree: Element) -> str:
    """Return the tree as an HTML document, with its doctype."""
    return f"{DOCTYPE}\n{outer_html(tree)}\n"
