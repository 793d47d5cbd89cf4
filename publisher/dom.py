"""HTML text to a tree and back: the one parser and the one serialiser of the house.

The tree is lxml's. The serialiser is ours because libxml2's rewrites what it writes:
it percent-encodes braces, spaces and non-ASCII characters in ``href`` and ``src``.
"""

import re
from collections.abc import Container, Iterator
from html import escape

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

Element = HtmlElement

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without an end tag (HTML standard, section 13.1.2)."""

RAW_TEXT = frozenset({"script", "style"})
"""Elements whose text is not escaped (HTML standard, section 13.1.2)."""

_NOTE_MARKS = frozenset({"footnote-ref", "footnote-backref"})
"""The classes that Python-Markdown gives to links to a footnote and back."""

_TO_A_NOTE = frozenset({"footnote-ref", "footnote"})
"""Classes of a link to a footnote: Python-Markdown's, and that of feeds."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul caption".split()
)
"""Elements that start on a line of their own in text."""


def parse(html: str) -> Element:
    """A fragment of HTML as the children of one ``div``; never fails on text.

    The tree holds no character that XML forbids, though references may ask for some.
    """
    # A parser keeps state between documents: one each costs 3 µs and is safe in threads.
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    # Without end tags: an <iframe> that is never closed would show them as its text.
    page = document_fromstring(f"<html><body>{html}", parser=parser)
    if "&#" in html:
        _drop_forbidden(page)
    tree = page[0]
    _gather(tree, page)
    page.remove(tree)
    tree.tag = "div"
    return tree


def _gather(body: Element, page: Element) -> None:
    """Bring back what an author's own ``</body>`` or ``</html>`` has parted from the rest."""
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
    """Leave out what XML 1.0, section 2.2, has no place for, in every part of a document."""
    for root in (page, *page.itersiblings()):
        for node in root.iter():
            node.text, node.tail = _allowed(node.text), _allowed(node.tail)
            for name, value in node.attrib.items():
                if _FORBIDDEN.search(value):
                    node.set(name, _FORBIDDEN.sub("", value))


def _allowed(text: str | None) -> str | None:
    return _FORBIDDEN.sub("", text) if text else text


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


def name_of(node: etree._Element) -> str:
    """The element's name in lower case; '' for a comment or processing instruction."""
    return node.tag if isinstance(node.tag, str) else ""


def is_element(node: etree._Element) -> bool:
    """Whether the node is an element, and no comment or processing instruction."""
    return isinstance(node.tag, str)


def has_class(element: Element, name: str) -> bool:
    """Whether a name is one of the element's classes, and not a part of one."""
    return name in (element.get("class") or "").split()


def text_of(element: Element) -> str:
    """The visible words, with a line for each block and white space folded.

    The number of a footnote stands in brackets, since it is raised no more: ``word[1]``.
    """
    lines = "".join(_text_pieces(element)).split("\n")
    folded = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in folded if line)


def line_of(element: Element) -> str:
    """The visible words on one line."""
    return " ".join(text_of(element).split())


def title_of(element: Element) -> str:
    """The visible words on one line as a title has them: without the marks of footnotes."""
    return " ".join("".join(_text_pieces(element, but=_NOTE_MARKS)).split())


def _text_pieces(root: Element, but: frozenset[str] = frozenset()) -> Iterator[str]:
    """The words of a tree and its line breaks, but for elements with a class in ``but``."""
    preformatted = left_out = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if but and event != "comment" and node.get("class") in but:
            left_out += 1 if event == "start" else -1
            if event == "end" and node is not root:
                yield _soft(node.tail)
            continue
        if left_out:
            continue
        before, behind = _frame(node) if node is not root else ("", "")
        if event == "start":
            preformatted += node.tag == "pre"
            yield before
            if node.tag not in RAW_TEXT:
                yield (node.text or "") if preformatted else _soft(node.text)
            continue
        preformatted -= event == "end" and node.tag == "pre"
        yield behind
        if node is not root:
            yield (node.tail or "") if preformatted else _soft(node.tail)


def _frame(node: etree._Element) -> tuple[str, str]:
    """What stands for an element's tags in a text."""
    if node.tag in BLOCKS:
        return "\n", "\n"
    if node.tag == "a" and not _TO_A_NOTE.isdisjoint((node.get("class") or "").split()):
        return "[", "]"
    return ("\n", "") if node.tag == "br" else ("", "")


def _soft(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""


def remove(element: Element) -> None:
    """Take an element out of its tree and leave the text behind it in place."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text_before(element, element.tail or "")
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text_before(element, element.text or "")
    index = parent.index(element)
    children = list(element)
    for offset, child in enumerate(children):
        parent.insert(index + offset, child)
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
    """Add text to what stands in ``parent`` right before one of its children, or at its end."""
    previous = before.getprevious() if before is not None else next(reversed(parent), None)
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
