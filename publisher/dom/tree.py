"""Parse HTML into an lxml tree, and edit the tree: the only HTML parser of the project."""

import re
from collections.abc import Callable

from lxml import etree

from publisher.dom.tags import Element
from publisher.xml_text import FORBIDDEN

_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")


def parse(html: str) -> Element:
    """Parse an HTML fragment into the children of one ``div``; never fails on text.

    The tree contains no character that XML forbids, even if a reference names one.
    """
    # A parser keeps state between documents: a new one costs 3 µs and is thread-safe.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    # No end tags: an <iframe> that is never closed would show them as its text.
    page = etree.fromstring(f"<html><body>{html}", parser=parser)
    if "&#" in html:
        _drop_forbidden(page)
    tree = page[0]
    _gather(tree, page)
    page.remove(tree)
    tree.tag = "div"
    return tree


def _gather(body: Element, page: Element) -> None:
    """Move what follows an author's own ``</body>`` or ``</html>`` back into the body."""
    text, body.tail = body.tail or "", None
    parted = [*body.itersiblings(), *page.itersiblings()]
    for node in parted:
        body.append(node)
    if text:
        _append_text(body, text, before=parted[0] if parted else None)
    if parted:
        for node in list(body.iterdescendants("html", "head", "body")):
            unwrap(node)


def _drop_forbidden(page: Element) -> None:
    """Remove characters that XML 1.0, section 2.2, forbids, in every part of a document."""
    for root in (page, *page.itersiblings()):
        for node in root.iter():
            node.text, node.tail = _allowed(node.text), _allowed(node.tail)
            for name, value in node.attrib.items():
                if _FORBIDDEN.search(value):
                    node.set(name, _FORBIDDEN.sub("", value))


def _allowed(text: str | None) -> str | None:
    return _FORBIDDEN.sub("", text) if text else text


with_attributes: Callable[[Element], list[Element]] = etree.XPath("descendant-or-self::*[@*]")
"""Return the elements of a tree that have attributes, in order; most have none."""

ids_of: Callable[[Element], list[str]] = etree.XPath(
    "descendant-or-self::*/@id", smart_strings=False
)
"""Return the ids of a tree, in order."""


def remove(element: Element) -> None:
    """Remove an element from its tree, and keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text_before(element, element.tail or "")
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Replace an element with its children."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text_before(element, element.text or "")
    children = list(element)
    for child in children:
        element.addprevious(child)  # at once; an index would be counted from the first sibling
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "")
    else:
        _append_text_before(element, element.tail or "")
    element.tail = None
    parent.remove(element)


def _append_text_before(element: Element, text: str) -> None:
    parent = element.getparent()
    if text and parent is not None:
        _append_text(parent, text, before=element)


def _append_text(parent: Element, text: str, before: Element | None) -> None:
    """Add text to ``parent``, directly before one of its children or at its end."""
    previous = before.getprevious() if before is not None else next(reversed(parent), None)
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
