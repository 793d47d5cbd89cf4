"""Remove invisible bytes: Gmail clips an email of more than 102,400.

White space between blocks, classes that no kept rule names, comments except Outlook's,
``data-`` attributes, spaces in styles.
"""

import re

from lxml import etree

from publisher import dom
from publisher.mail.render.email_tree import Letter
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
    for element in dom.with_attributes(letter.tree):
        for name, value in element.items():
            if name == "style":
                _set(element, name, value, shortest(value))
            elif name == "class" and named is not None:
                _set(element, name, value, " ".join(it for it in value.split() if it in named))
            elif name.startswith("data-"):
                del element.attrib[name]
    _fold_white_space(letter.tree)


def _drop_comments(tree: dom.Element) -> None:
    for node in list(tree.iter(etree.Comment)):
        if not _is_conditional(node.text or ""):
            dom.remove(node)


def _is_conditional(text: str) -> bool:
    """Return whether a comment is one of Word's two halves: ``[if mso]``, ``<![endif]``."""
    return text.lstrip().startswith("[if ") or text.strip().endswith("<![endif]")


def _css_in(tree: dom.Element) -> str:
    """Return the CSS of the email, and Outlook's comments with theirs."""
    return "\n".join(node.text or "" for node in tree.iter("style", etree.Comment))


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
        tag = element.tag
        if tag in _LAID_OUT:
            continue
        children = list(element)
        is_block = [child.tag in _BLOCKS for child in children]
        is_block.append(tag in _BLOCKS)
        text = element.text
        if text and isinstance(tag, str):
            folded = _folded(text, after_block=is_block[-1], before_block=is_block[0])
            if folded != text:
                element.text = folded
        for index, child in enumerate(children):
            text = child.tail
            if text:
                after, before = is_block[index], is_block[index + 1]
                folded = _folded(text, after_block=after, before_block=before)
                if folded != text:
                    child.tail = folded
        pending += children


def _folded(text: str, *, after_block: bool, before_block: bool) -> str | None:
    text = _BLANKS.sub(" ", text)
    if after_block:
        text = text.lstrip(" ")
    if before_block:
        text = text.rstrip(" ")
    return text or None
