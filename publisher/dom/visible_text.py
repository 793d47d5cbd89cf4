"""Return the words of an element as a reader sees them."""

from collections.abc import Iterator

from lxml import etree

from publisher.dom.tags import BLOCKS, RAW_TEXT, Element

_NOTE_MARKS = frozenset({"footnote-ref", "footnote-backref"})
"""The classes that Python-Markdown gives to links to a footnote and back."""

_TO_A_NOTE = frozenset({"footnote-ref", "footnote"})
"""Classes of a link to a footnote: Python-Markdown's, and that of feeds."""


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
