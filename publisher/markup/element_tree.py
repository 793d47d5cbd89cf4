"""Add text to the tree that Python-Markdown builds and writes.

Handles elements and text; does not parse Markdown.
"""

from collections.abc import Iterable
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

__all__ = ["Element", "Node", "SubElement", "add_text", "fill", "plain_text", "unwrap"]

Node: TypeAlias = Element | str
"""Content of a block: an element, or text (in which ``&amp;`` is already an entity)."""


def add_text(parent: Element, text: str) -> None:
    """Append text to the content of the parent."""
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def fill(parent: Element, nodes: Iterable[Node]) -> Element:
    """Append nodes to the content of the parent."""
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
            continue
        if texts:
            add_text(parent, "".join(texts))
            texts = []
        parent.append(node)
    if texts:
        add_text(parent, "".join(texts))
    return parent


def plain_text(nodes: Iterable[Node]) -> str:
    """Return the text of the nodes, with the alternative text of images."""
    return "".join(node if isinstance(node, str) else _element_text(node) for node in nodes)


def _element_text(root: Element) -> str:
    if root.tag == "br":
        return " "
    text = root.get("alt", root.text or "")
    return text + "".join(_element_text(child) + (child.tail or "") for child in root)


def unwrap(parent: Element, tag: str, gap: str = "") -> None:
    """Replace each child with this tag, which contains only text, by its text.

    If an element follows directly, the gap is put between the two.
    """
    children = list(parent)
    if not any(child.tag == tag for child in children):
        return
    for child in children:
        parent.remove(child)
    last = children[-1]
    for child in children:
        if child.tag == tag:
            text = child.tail or ("" if child is last else gap)
            add_text(parent, (child.text or "") + text)
        else:
            parent.append(child)
