"""Bytes that no reader sees, out of the tree: Gmail clips an email of more than 102,400.

White space between blocks, classes that no kept rule names, comments that are not Outlook's,
``id`` and ``data-`` attributes, blanks in styles.
"""

from publisher import dom
from publisher.mail.declarations import shortest
from publisher.mail.letter import Letter, is_comment

_LAID_OUT = frozenset({"pre", "textarea", "style", "script", "title"})
"""Elements whose white space is theirs."""

_BLOCKS = dom.BLOCKS | {"html", "head", "body", "meta", "style", "link", "title"}
"""Elements beside which white space is never seen."""


def shorten(letter: Letter) -> None:
    """Leave out what changes nothing."""
    _drop_comments(letter.tree)
    named = _classes_in(letter)
    for element in letter.tree.iter():
        if not dom.is_element(element):
            continue
        _shorten_attributes(element, named)
    _fold_white_space(letter.tree)


def _drop_comments(tree: dom.Element) -> None:
    for node in [node for node in tree.iter() if is_comment(node)]:
        if not _is_conditional(node.text or ""):
            dom.remove(node)


def _is_conditional(text: str) -> bool:
    """Whether a comment is one of the two halves that Word reads: ``[if mso]``, ``<![endif]``."""
    return text.lstrip().startswith("[if ") or text.strip().endswith("<![endif]")


def _classes_in(letter: Letter) -> str:
    return "".join(style.text or "" for style in letter.tree.iter("style"))


def _shorten_attributes(element: dom.Element, css: str) -> None:
    attributes = element.attrib
    if "class" in attributes:
        kept = [name for name in attributes["class"].split() if f".{name}" in css]
        if kept:
            attributes["class"] = " ".join(kept)
        else:
            del attributes["class"]
    if "style" in attributes:
        style = shortest(attributes["style"])
        if style:
            attributes["style"] = style
        else:
            del attributes["style"]
    for name in [name for name in attributes if name.startswith("data-")]:
        del attributes[name]


def _fold_white_space(tree: dom.Element) -> None:
    """Fold runs of white space, and drop those at the edges of blocks."""
    laid_out = 0
    todo: list[tuple[dom.Element, bool]] = [(tree, False)]
    del laid_out
    while todo:
        element, inside_pre = todo.pop()
        keeps = inside_pre or dom.name_of(element) in _LAID_OUT
        if not keeps and dom.is_element(element):
            element.text = _folded(element.text, _starts(element), _before(element, 0))
        for index, child in enumerate(element):
            todo.append((child, keeps))
            if not keeps:
                child.tail = _folded(child.tail, _is_block(child), _before(element, index + 1))


def _folded(text: str | None, after_block: bool, before_block: bool) -> str | None:  # noqa: FBT001
    if not text:
        return None
    # split() would take no-break and ideographic spaces, which are the author's.
    words = [
        word
        for word in text.replace("\n", " ").replace("\t", " ").replace("\r", " ").split(" ")
        if word
    ]
    if not words:
        return None if after_block or before_block else " "
    body = " ".join(words)
    lead = "" if after_block or not text[0].isspace() or text[0] in "\xa0\u3000" else " "
    trail = "" if before_block or not text[-1].isspace() or text[-1] in "\xa0\u3000" else " "
    return f"{lead}{body}{trail}"


def _starts(element: dom.Element) -> bool:
    """Whether what stands first in the element stands at the edge of a block."""
    return _is_block(element)


def _before(parent: dom.Element, index: int) -> bool:
    """Whether a block, or the end of one, comes next."""
    if index < len(parent):
        return _is_block(parent[index])
    return _is_block(parent)


def _is_block(node: dom.Element) -> bool:
    return dom.name_of(node) in _BLOCKS or is_comment(node)
