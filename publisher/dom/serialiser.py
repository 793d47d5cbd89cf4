"""Write a tree as HTML: the one serialiser of the house.

It is ours because libxml2's rewrites what it writes: it percent-encodes braces, spaces and
non-ASCII characters in ``href`` and ``src``.
"""

from collections.abc import Container, Iterator
from html import escape

from lxml import etree

from publisher.dom.tags import RAW_TEXT, VOID, Element, name_of


def outer_html(element: Element) -> str:
    """The element with its tags, without its tail."""
    return "".join(_written(element))


def inner_html(element: Element) -> str:
    """What stands inside the element."""
    return "".join(_written(element, inside=True))


def opening_tag(element: Element) -> str:
    """The element's start tag with its attributes, in their order."""
    return f"<{name_of(element)}{attributes_of(element)}>"


def attributes_of(element: Element, but: Container[str] = ()) -> str:
    """The attributes as a start tag has them, a blank before each; those in ``but`` left out."""
    kept = ((name, value) for name, value in element.attrib.items() if name not in but)
    return "".join(f' {name}="{_attribute(value)}"' for name, value in kept)


def _written(root: Element, *, inside: bool = False) -> Iterator[str]:
    """The pieces of an element's HTML; a walk without recursion, since depth is the author's."""
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            if node is not root or not inside:
                yield opening_tag(node)
            yield (node.text or "") if node.tag in RAW_TEXT else _text(node.text)
        elif event == "comment":
            yield f"<!--{node.text or ''}-->{_text(node.tail)}"
        elif node is not root:
            yield _text(node.tail) if node.tag in VOID else f"</{name_of(node)}>{_text(node.tail)}"
        elif not inside and node.tag not in VOID:
            yield f"</{name_of(node)}>"


def _text(text: str | None) -> str:
    return escape(text, quote=False).replace("\xa0", "&nbsp;") if text else ""


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
