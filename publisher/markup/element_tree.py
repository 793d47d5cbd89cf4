"""The tree that Python-Markdown builds and writes, and how text is put into it.

Knows elements and text; not what of Markdown they stand for.
"""

from collections.abc import Iterable
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

__all__ = ["Element", "Node", "SubElement", "add_text", "fill", "plain_text", "unwrap"]

Node: TypeAlias = Element | str
"""What stands in a block: an element, or text (in which ``&amp;`` is already an entity)."""


def add_text(parent: Element, text: str) -> None:
    """Put text behind everything that already stands in the parent."""
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def fill(parent: Element, nodes: Iterable[Node]) -> Element:
    """Put nodes behind everything that already stands in the parent."""
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
    """The text of the nodes, with images as what they show."""
    return "".join(node if isinstance(node, str) else _element_text(node) for node in nodes)


def _element_text(root: Element) -> str:
    if root.tag == "br":
        return " "
    text = root.get("alt", root.text or "")
    return text + "".join(_element_text(child) + (child.tail or "") for child in root)


def unwrap(parent: Element, tag: str, gap: str = "") -> None:
    """Take the tags off each child of that name, which holds nothing but text.

    Where an element follows directly, the gap parts the two.
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
