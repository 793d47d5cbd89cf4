"""Return the words of an element as a reader sees them.

The text of an element is its XML without tags, which takes one pass over a string. If that is
not enough (preformatted text, footnotes, scripts), the tree is walked; the walk is the
reference for both ways.
"""

import re
from collections.abc import Iterator

from lxml import etree

from publisher.dom.tags import BLOCKS, RAW_TEXT, Element
from publisher.dom.xml_form import has_plain_names, inside_of, unescaped, xml_of

_NOTE_MARKS = frozenset({"footnote-ref", "footnote-backref"})
"""The classes that Python-Markdown gives to links to a footnote and back."""

_TO_A_NOTE = frozenset({"footnote-ref", "footnote"})
"""Classes of a link to a footnote: Python-Markdown's, and the one used in feeds."""

_BREAK = re.compile(f"</?(?:{'|'.join(sorted(BLOCKS, key=len, reverse=True))}|br)(?:[ /][^>]*)?>")
_TAG = re.compile("<[^>]*>")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_OWN_WAY = RAW_TEXT | {"pre"}
"""Elements whose text is not words with whitespace between them."""

_WALKED = ("<pre", "<script", "<style", "footnote")
"""Found faster than the pattern, which matches only where one of them is."""
_NEEDS_A_WALK = re.compile('<(?:pre|script|style)[ />]|class="[^"]*footnote')


def text_of(element: Element) -> str:
    """Return the visible words, with a line for each block and whitespace folded.

    The number of a footnote is in brackets, since plain text has no superscript: ``word[1]``.
    """
    if _is_words_alone(element):
        return _folded(element.text)
    return text_from_xml(element, xml_of(element))


def line_of(element: Element, but: frozenset[str] = frozenset()) -> str:
    """Return the visible words on one line, without elements whose class is in ``but``."""
    if element.get("class") not in but:
        if _is_words_alone(element):
            return _folded(element.text)
        text = _text_without_tags(element)
        if text is not None:
            return _folded(text)
    return _folded(walked_text(element, but))


def title_of(element: Element) -> str:
    """Return the visible words on one line, for a title: without the marks of footnotes."""
    return line_of(element, _NOTE_MARKS)


def _folded(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def _is_words_alone(element: Element) -> bool:
    return len(element) == 0 and isinstance(element.tag, str) and element.tag not in _OWN_WAY


def text_from_xml(element: Element, xml: str | None) -> str:
    """Return the ``text_of`` of an element, given its ``xml_of``."""
    text = _text_without_tags_of(element, xml)
    lines = (walked_text(element) if text is None else text).split("\n")
    return "\n".join([" ".join(words) for line in lines if (words := line.split())])


def _text_without_tags(element: Element) -> str | None:
    return _text_without_tags_of(element, xml_of(element))


def _text_without_tags_of(element: Element, xml: str | None) -> str | None:
    """Return the text with a line feed at each edge of a block; None if it needs a walk."""
    if xml is None or element.tag in _OWN_WAY:
        return None
    xml = inside_of(xml)
    if "<" in xml:
        if any(map(xml.__contains__, _WALKED)) and _NEEDS_A_WALK.search(xml):
            return None
        if "<!--" in xml:
            xml = _COMMENT.sub("", xml)
        if not has_plain_names(xml):
            return None
    xml = xml.replace("\n", " ")
    return unescaped(_TAG.sub("", _BREAK.sub("\n", xml)))


def walked_text(root: Element, but: frozenset[str] = frozenset()) -> str:
    """Return a tree's words and line breaks, without elements whose class is in ``but``."""
    return "".join(_text_pieces(root, but))


def _text_pieces(root: Element, but: frozenset[str]) -> Iterator[str]:
    """Yield a tree's words and line breaks, without elements whose class is in ``but``."""
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
    """Return the text that replaces an element's start tag and end tag."""
    if node.tag in BLOCKS:
        return "\n", "\n"
    if node.tag == "a" and not _TO_A_NOTE.isdisjoint((node.get("class") or "").split()):
        return "[", "]"
    return ("\n", "") if node.tag == "br" else ("", "")


def _soft(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""
