"""Emphasis, strong emphasis and strikethrough: runs of ``*``, ``_`` and ``~~`` that pair up.

CommonMark 6.2 and its appendix "An algorithm for parsing nested emphasis and links", with two
rules relaxed, as in Python-Markdown: a run beside a Chinese, Japanese or Korean character
needs no space on that side (``**…！**`` is strong whatever follows), and one that touches a link
may open or close. Handles runs and the nodes between them; does not parse links.
"""

import re
import unicodedata
from functools import cache

from publisher.markup.element_tree import Element, Node, fill
from publisher.markup.leaf_text import LeafText

MAX_DEPTH = 32
"""Maximum depth of nested emphasis; deeper marks stay as typed. HTML parsers stop at 256."""

CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u2ff0-\u303f\u3040-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Characters of scripts written without spaces, and their full-width punctuation."""


@cache
def _kind(char: str) -> str:
    """Return ``s`` for a space or edge, ``c`` for CJK, ``p`` for punctuation, ``w`` for others."""
    if not char or char.isspace():
        return "s"
    if CJK.match(char):
        return "c"
    # Since CommonMark 0.31, symbols are punctuation too.
    return "p" if unicodedata.category(char)[0] in "PS" else "w"


class Run:
    """Consecutive delimiters of one kind, and the tags that they become."""

    __slots__ = ("at", "can_close", "can_open", "char", "closes", "count", "length", "opens")

    def __init__(self, text: str, at: int, end: int) -> None:
        self.at = at
        self.char = char = text[at]
        self.count = self.length = end - at
        self.opens: list[str] = []
        """The tags that it opens, the innermost first."""
        self.closes: list[str] = []
        """The tags that it closes, the innermost first."""
        left, right = _kind(text[max(at - 1, 0) : at]), _kind(text[end : end + 1])
        opens = right != "s" and (right != "p" or left in "spc")
        closes = left != "s" and (left != "p" or right in "spc")
        if char == "_":  # never inside a word
            opens, closes = (
                opens and (not closes or left == "p"),
                closes and (not opens or right == "p"),
            )
        self.can_open = opens
        self.can_close = closes


def resolve(parts: list[Node | Run], runs: list[Run], leaf: LeafText) -> list[Node]:
    """Pair the runs, and return the parts as nodes; the leaf gets their indexes."""
    if not runs:
        return parts  # type: ignore[return-value]  # no runs, only nodes
    _pair(runs)
    if _touch(parts):
        for run in runs:
            run.count = run.length
            run.opens, run.closes = [], []
        _pair(runs)
    return _build(parts, leaf)


def _touch(parts: list[Node | Run]) -> bool:
    """Let unpaired runs that touch a link open or close there; return whether there are any.

    CommonMark's rule treats the brackets as punctuation, and forbids it.
    """
    found = False
    for index, part in enumerate(parts):
        if not isinstance(part, Run) or part.count < part.length or part.char == "_":
            continue
        before_link = index + 1 < len(parts) and _is_link(parts[index + 1])
        behind_link = index > 0 and _is_link(parts[index - 1])
        found |= (before_link and not part.can_open) or (behind_link and not part.can_close)
        part.can_open |= before_link
        part.can_close |= behind_link
    return found


def _is_link(part: Node | Run) -> bool:
    return isinstance(part, Element) and part.tag == "a"


def _pair(runs: list[Run]) -> None:
    """Pair each run that may close with the nearest that may open."""
    openers: list[tuple[int, Run]] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for number, closer in enumerate(runs):
        key = (closer.char, closer.can_open, closer.length % 3)
        while closer.can_close and closer.count:
            bottom = bottoms.get(key, -1)
            at = len(openers) - 1
            while at >= 0 and openers[at][0] > bottom and not _match(openers[at][1], closer):
                at -= 1
            if at < 0 or openers[at][0] <= bottom:
                bottoms[key] = number - 1  # no opener up to here matches this key
                break
            opener = openers[at][1]
            size = 2 if opener.count >= 2 and closer.count >= 2 else 1
            tag = "del" if closer.char == "~" else ("em", "strong")[size - 1]
            opener.opens.append(tag)
            closer.closes.append(tag)
            opener.count -= size
            closer.count -= size
            del openers[at + 1 if opener.count else at :]
        if closer.can_open and closer.count:
            openers.append((number, closer))


def _match(opener: Run, closer: Run) -> bool:
    if opener.char != closer.char:
        return False
    if not (opener.can_close or closer.can_open):
        return True
    # "The rule of three": `*a**b*` is one emphasis, not two.
    return (opener.length + closer.length) % 3 != 0 or (
        opener.length % 3 == 0 and closer.length % 3 == 0
    )


def _build(parts: list[Node | Run], leaf: LeafText) -> list[Node]:
    """Nest the nodes in the tags of the runs."""
    nodes: list[Node] = []
    open_tags: list[tuple[str | None, list[Node], int]] = []

    def show(run: Run, at: int, length: int) -> int:
        nodes.append(run.char * length)
        leaf.shown += (at, at + length)
        return at + length

    for part in parts:
        if not isinstance(part, Run):
            nodes.append(part)
            continue
        at = part.at
        for tag in part.closes:
            opened, outer, begin = open_tags.pop()
            if opened:
                element = fill(Element(tag), nodes)
                leaf.elements[element] = begin
                outer.append(element)
                nodes = outer
                at += _length(tag)
            else:
                at = show(part, at, _length(tag))
        if part.count:
            at = show(part, at, part.count)
        for tag in reversed(part.opens):
            if len(open_tags) < MAX_DEPTH:
                open_tags.append((tag, nodes, at))
                nodes = []
                at += _length(tag)
            else:
                open_tags.append((None, nodes, at))
                at = show(part, at, _length(tag))
    return nodes


def _length(tag: str) -> int:
    return 1 if tag == "em" else 2
