"""Bytes that no reader sees, out of the tree: Gmail clips an email of more than 102,400.

White space between blocks, classes that no kept rule names, comments that are not Outlook's,
``data-`` attributes, blanks in styles.
"""

import re

from publisher import dom
from publisher.mail.declarations import shortest
from publisher.mail.letter import Letter, is_comment

_LAID_OUT = frozenset({"pre", "textarea", "style", "script", "title"})
"""Elements whose white space is theirs."""

_BLOCKS = dom.BLOCKS | {"html", "head", "body", "meta", "style", "link", "title"}
"""Elements beside which white space is never seen."""

_BLANKS = " \t\n\r\f"
"""White space as HTML has it; no-break and ideographic spaces are the author's."""

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def shorten(letter: Letter) -> None:
    """Leave out what changes nothing."""
    _drop_comments(letter.tree)
    css = _css_in(letter.tree)
    named = set(_CLASS.findall(css))
    for element in letter.tree.iter():
        if dom.is_element(element):
            if "[class" not in css:
                _keep_classes(element, named)
            _shorten_style(element)
            for name in [name for name in element.attrib if name.startswith("data-")]:
                del element.attrib[name]
    _fold_white_space(letter.tree)


def _drop_comments(tree: dom.Element) -> None:
    for node in [node for node in tree.iter() if is_comment(node)]:
        if not _is_conditional(node.text or ""):
            dom.remove(node)


def _is_conditional(text: str) -> bool:
    """Whether a comment is one of the two halves that Word reads: ``[if mso]``, ``<![endif]``."""
    return text.lstrip().startswith("[if ") or text.strip().endswith("<![endif]")


def _css_in(tree: dom.Element) -> str:
    """What the email has of CSS, and Outlook's comments with theirs."""
    return "\n".join(
        node.text or "" for node in tree.iter() if node.tag == "style" or is_comment(node)
    )


def _keep_classes(element: dom.Element, named: set[str]) -> None:
    if "class" in element.attrib:
        _set(
            element, "class", " ".join(it for it in element.get("class", "").split() if it in named)
        )


def _shorten_style(element: dom.Element) -> None:
    if "style" in element.attrib:
        _set(element, "style", shortest(element.get("style", "")))


def _set(element: dom.Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    else:
        del element.attrib[name]


def _fold_white_space(tree: dom.Element) -> None:
    """Fold runs of white space, and drop those at the edges of blocks."""
    todo: list[tuple[dom.Element, bool]] = [(tree, False)]
    while todo:
        element, inside_pre = todo.pop()
        keeps = inside_pre or dom.name_of(element) in _LAID_OUT
        if not keeps and dom.is_element(element):
            first = next(iter(element), element)
            element.text = _folded(element.text, _is_block(element), _is_block(first))
        for child in element:
            todo.append((child, keeps))
            if not keeps:
                following = child.getnext()
                before_block = _is_block(element if following is None else following)
                child.tail = _folded(child.tail, _is_block(child), before_block)


def _folded(text: str | None, after_block: bool, before_block: bool) -> str | None:  # noqa: FBT001
    if not text:
        return None
    for blank in _BLANKS[1:]:
        text = text.replace(blank, " ")
    words = [word for word in text.split(" ") if word]
    if not words:
        return None if after_block or before_block else " "
    lead = " " if text[0] == " " and not after_block else ""
    trail = " " if text[-1] == " " and not before_block else ""
    return f"{lead}{' '.join(words)}{trail}"


def _is_block(node: dom.Element) -> bool:
    return dom.name_of(node) in _BLOCKS
