"""Remove editors' comments from the tree. One weekly's archive contains 945 of them."""

from lxml import etree

from publisher import dom
from publisher.content.body.draft_body import Page


def drop_comments(page: Page) -> None:
    """Remove comments and processing instructions; the text around them stays."""
    for node in list(page.tree.iter(etree.Comment, etree.ProcessingInstruction)):
        _close_gap(node)
        dom.remove(node)
    for paragraph in page.elements("p"):
        # A paragraph that contained only a comment would leave an empty line.
        if len(paragraph) == 0 and not (paragraph.text or "").strip() and not paragraph.attrib:
            dom.remove(paragraph)


def _close_gap(node: dom.Element) -> None:
    """Keep one of the two line breaks around a comment on a line of its own."""
    if node.tail and node.tail.startswith("\n"):
        node.tail = node.tail[1:] if _follows_line_break(node) else node.tail


def _follows_line_break(node: dom.Element) -> bool:
    previous = node.getprevious()
    parent = node.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    return (before or "").endswith("\n")
