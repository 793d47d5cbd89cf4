"""Write a tree as HTML: the only serialiser of the project.

libxml2's HTML serialiser is not used because it percent-encodes braces, spaces and non-ASCII
characters in ``href`` and ``src``. Its XML serialiser changes nothing, so its output is
corrected if HTML has another form. A tree whose XML may be ambiguous is walked: the walk is
the reference for both ways, and five times slower.
"""

import re
from collections.abc import Container, Iterator
from html import escape

from lxml import etree

from publisher.dom.tags import RAW_TEXT, VOID, Element, name_of
from publisher.dom.xml_form import has_plain_names, inside_of, unescaped, xml_of

_APART = re.compile(
    r"(<!--.*?-->|<style(?=[ >])[^>]*(?<!/)>.*?</style>|<script(?=[ >])[^>]*(?<!/)>.*?</script>)",
    re.DOTALL,
)
"""Comments are not escaped in XML or HTML; styles and scripts are escaped in XML, not in HTML."""

_TAGS_AND_TEXTS = re.compile("(<[^>]*>)")
_TAG = re.compile("<[^<>]*+>")
_PLAIN_TAG = re.compile(r'<[\w:.-]+(?: [\w:.-]+="[^"]*")*/?>')
_END_OF_VOID = re.compile("</(?:embed|source|track|wbr)>")
"""The void elements that libxml2's parser gives content."""


def outer_html(element: Element) -> str:
    """Return the element's HTML with its tags, without its tail."""
    return html_from_xml(element, xml_of(element))


def inner_html(element: Element) -> str:
    """Return the HTML inside the element."""
    return html_from_xml(element, xml_of(element), inside=True)


def html_from_xml(element: Element, xml: str | None, *, inside: bool = False) -> str:
    """Return the HTML of an element, or only inside it, given its ``xml_of``."""
    html = None
    if xml is not None and not (inside and element.tag in RAW_TEXT):
        html = _from_xml(inside_of(xml) if inside else xml)
    return "".join(walked(element, inside=inside)) if html is None else html


def opening_tag(element: Element) -> str:
    """Return the element's start tag with its attributes, in their order."""
    return f"<{name_of(element)}{attributes_of(element)}>"


def attributes_of(element: Element, but: Container[str] = ()) -> str:
    """Return the attributes as in a start tag, a space before each, without those in ``but``."""
    kept = ((name, value) for name, value in element.attrib.items() if name not in but)
    return "".join(f' {name}="{_attribute(value)}"' for name, value in kept)


def _from_xml(xml: str) -> str | None:
    """Convert XML to HTML; None if a name contains ``<``, which only a walk handles."""
    if "<!--" not in xml and "<style" not in xml and "<script" not in xml:
        return _plain_from_xml(xml)
    converted: list[str] = []
    for index, piece in enumerate(_APART.split(xml)):
        html = _apart_from_xml(piece) if index % 2 else _plain_from_xml(piece)
        if html is None:
            return None
        converted.append(html)
    return "".join(converted)


def _apart_from_xml(xml: str) -> str | None:
    """Convert a comment, style or script to HTML."""
    if xml.startswith("<!--"):
        return xml
    start, end = xml.index(">") + 1, xml.rindex("<")
    tag = _plain_from_xml(xml[:start])
    return None if tag is None else f"{tag}{unescaped(xml[start:end])}{xml[end:]}"


def _plain_from_xml(xml: str) -> str | None:
    """Convert elements and text, without comments, styles and scripts, to HTML."""
    if not has_plain_names(xml):
        return None
    if "/>" in xml:
        xml = _with_end_tags(xml)
    if "</source>" in xml or "</track>" in xml or "</wbr>" in xml or "</embed>" in xml:
        xml = _END_OF_VOID.sub("", xml)
    if "\xa0" in xml or "&#13;" in xml:
        parts = _TAGS_AND_TEXTS.split(xml)
        parts[::2] = [text.replace("&#13;", "\r").replace("\xa0", "&nbsp;") for text in parts[::2]]
        xml = "".join(parts)
    if "&gt;" in xml or "&#" in xml:
        tags = [tag for tag in _TAG.findall(xml) if _has_reference(tag)]
        if not all(map(_PLAIN_TAG.fullmatch, tags)):
            return None
        if tags:
            xml = _TAG.sub(
                lambda tag: _with_bare_signs(tag[0]) if _has_reference(tag[0]) else tag[0], xml
            )
    return xml


def _has_reference(tag: str) -> bool:
    return "&gt;" in tag or "&#" in tag


def _with_end_tags(xml: str) -> str:
    """Write empty elements as in HTML: with an end tag, or void."""
    pieces = xml.split("/>")
    for index, piece in enumerate(pieces[:-1]):
        name = piece[piece.rindex("<") + 1 :].split(" ", 1)[0]
        pieces[index] = f"{piece}>" if name in VOID else f"{piece}></{name}>"
    return "".join(pieces)


def _with_bare_signs(tag: str) -> str:
    """Unescape the characters in a start tag that HTML attributes do not escape."""
    tag = tag.replace("&gt;", ">")
    return tag.replace("&#9;", "\t").replace("&#10;", "\n").replace("&#13;", "\r")


def walked(root: Element, *, inside: bool = False) -> Iterator[str]:
    """Write an element piece by piece; without recursion, since the author decides the depth."""
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
