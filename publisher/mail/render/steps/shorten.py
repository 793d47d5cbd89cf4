"""Remove invisible bytes: Gmail clips an email of more than 102,400.

White space between blocks, classes that no kept rule names, comments except Outlook's,
``data-`` attributes, spaces in styles.
"""

import re
from itertools import pairwise

from publisher import dom
from publisher.mail.render.email_tree import Letter, is_comment
from publisher.themes.declarations import shortest

_LAID_OUT = frozenset({"pre", "textarea", "style", "script", "title"})
"""Elements whose white space is kept."""

_BLOCKS = dom.BLOCKS | {"html", "head", "body", "meta", "style", "link", "title"}
"""Elements next to which white space is never visible."""

_BLANKS = re.compile("[ \t\n\r\f]+")
"""White space of HTML; no-break and ideographic spaces are the author's."""

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def shorten(letter: Letter) -> None:
    """Remove what has no effect."""
    _drop_comments(letter.tree)
    css = _css_in(letter.tree)
    named = None if "[class" in css else frozenset(_CLASS.findall(css))
    for element in letter.tree.iter("*"):
        for name, value in element.items():
            if name == "style":
                _set(element, name, value, shortest(value))
            elif name == "class" and named is not None:
                _set(element, name, value, " ".join(it for it in value.split() if it in named))
            elif name.startswith("data-"):
                del element.attrib[name]
    _fold_white_space(letter.tree)


def _drop_comments(tree: dom.Element) -> None:
    for node in [node for node in tree.iter() if is_comment(node)]:
        if not _is_conditional(node.text or ""):
            dom.remove(node)


def _is_conditional(text: str) -> bool:
    """Return whether a comment is one of Word's two halves: ``[if mso]``, ``<![endif]``."""
    return text.lstrip().startswith("[if ") or text.strip().endswith("<![endif]")


def _css_in(tree: dom.Element) -> str:
    """Return the CSS of the email, and Outlook's comments with theirs."""
    return "\n".join(
        node.text or "" for node in tree.iter() if node.tag == "style" or is_comment(node)
    )


def _set(element: dom.Element, name: str, old: str, new: str) -> None:
    if not new:
        del element.attrib[name]
    elif new != old:
        element.set(name, new)


def _fold_white_space(tree: dom.Element) -> None:
    """Fold runs of white space, and remove those at the edges of blocks."""
    pending = [tree]
    while pending:
        element = pending.pop()
        if element.tag in _LAID_OUT:
            continue
        children = list(element)
        is_block = [node.tag in _BLOCKS for node in (*children, element)]
        if element.text and dom.is_element(element):
            folded = _folded(element.text, after_block=is_block[-1], before_block=is_block[0])
            if folded != element.text:
                element.text = folded
        for child, (after, before) in zip(children, pairwise(is_block), strict=True):
            if child.tail:
                folded = _folded(child.tail, after_block=after, before_block=before)
                if folded != child.tail:
                    child.tail = folded
        pending.extend(children)


def _folded(text: str, *, after_block: bool, before_block: bool) -> str | None:
    text = _BLANKS.sub(" ", text)
    if after_block:
        text = text.lstrip(" ")
    if before_block:
        text = text.rstrip(" ")
    return text or None
