"""Links and images: text in brackets with a URL or a label (CommonMark 6.3, 6.4).

Handles brackets and URLs, not the targets of URLs.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import HTML_PLACEHOLDER_RE

from publisher.markup.blocks.document import source_length
from publisher.markup.blocks.references import LABEL, POINTED, TITLE, address, normalise, title_text
from publisher.markup.element_tree import Element, Node, fill, plain_text, unwrap
from publisher.markup.inline.walk import Bracket, Walk, inline_walk

_BARE = re.compile(r"(?:[^ \n()\\]|\\[!-/:-@\[-`{-~]|\\)++|[()]")
_PLAIN = re.compile(r"[^ \n()\\]*+(?=\))")
"""Nearly all URLs: without parentheses, escapes or a title after them."""
_GAP = re.compile(r"[ \n]*")
_MAX_PARENTHESES = 32
"""Maximum depth of parentheses in a URL (CommonMark requires at least three)."""

LEAST_EXPANSION = 100_000
"""Characters of URLs and titles that reference links may repeat in any issue.

A longer issue may repeat as many as its own length, as in cmark. Without a limit, one
definition of 500 KB could be referred to 100,000 times.
"""

Target = tuple[str, str | None, int]
"""URL, title, and the end of the link."""


class OpenBracket:
    """A ``[`` or ``![``."""

    chars = "[!"

    def read(self, walk: Walk, at: int) -> int:
        """Record the bracket."""
        image = walk.text[at] == "!"
        if image and not walk.text.startswith("[", at + 1):
            return at + 1
        end = at + 1 + image
        if walk.brackets:
            walk.brackets[-1].followed = True
        walk.flush(at)
        walk.brackets.append(Bracket(walk, end, image=image))
        walk.add(walk.text[at:end], at, end)
        walk.leaf.shown += (at, end)
        return end


class CloseBracket:
    """A ``]``."""

    chars = "]"

    def __init__(self, md: Markdown) -> None:
        self.md = md
        self.left: int | None = None
        """The number of characters that reference links may still repeat; None before the first."""

    def read(self, walk: Walk, at: int) -> int:
        """Add the link or image that ends here, if there is one."""
        if not walk.brackets:
            return at + 1
        bracket = walk.brackets.pop()
        if not bracket.can_link:
            return at + 1
        target = _inline_target(walk, at + 1) or self._reference(walk, bracket, at)
        if not target:
            return at + 1
        url, title, end = target
        inside = walk.cut(bracket, at)
        element = _image(url, inside) if bracket.image else _link(url, inside)
        if title is not None:
            element.set("title", title)
        begin = bracket.at - 1 - bracket.image
        walk.add(element, at, end)
        walk.leaf.elements[element] = begin
        walk.leaf.hidden += (begin, at if bracket.image else bracket.at)
        if not bracket.image:
            for outer in walk.brackets:
                outer.can_link = outer.can_link and outer.image
        return end

    def _reference(self, walk: Walk, bracket: Bracket, at: int) -> Target | None:
        text = walk.text
        label = LABEL.match(text, at + 1)
        if label:
            name, end = label[1], label.end()
        elif bracket.followed or at - bracket.at > 999:
            return None
        else:
            name = text[bracket.at : at]
            end = at + 3 if text.startswith("[]", at + 1) else at + 1
        found = self.md.references.get(normalise(name))
        return (*found, end) if found and self._may_repeat(found) else None

    def _may_repeat(self, found: tuple[str, str | None]) -> bool:
        if self.left is None:
            self.left = max(LEAST_EXPANSION, source_length(self.md))
        self.left -= len(found[0]) + len(found[1] or "")
        return self.left >= 0


def _link(url: str, inside: list[Node]) -> Element:
    element = fill(Element("a", {"href": url}), inside)
    if len(element):
        for part in list(element.iter()):
            unwrap(part, "a")  # a bare URL in the text of a link is only text
    return element


def _image(url: str, inside: list[Node]) -> Element:
    alt = HTML_PLACEHOLDER_RE.sub("", plain_text(inside))
    return Element("img", {"src": url, "alt": alt})


def _inline_target(walk: Walk, pos: int) -> Target | None:
    """Parse the parentheses after the text: a URL and an optional title."""
    text = walk.text
    if not text.startswith("(", pos):
        return None
    pos = _skip(text, pos + 1)
    pointed = POINTED.match(text, pos)
    end = pointed.end() if pointed else _bare_end(text, pos)
    if end is None:
        return None
    start, stop = pointed.span(1) if pointed else (pos, end)
    url = address(walk.leaf.text.part(start, stop))
    gap = _skip(text, end)
    title = TITLE.match(text, gap) if gap > end else None
    if title:
        gap = _skip(text, title.end())
    if not text.startswith(")", gap):
        return None
    return url, title_text(title) if title else None, gap + 1


def _skip(text: str, pos: int) -> int:
    found = _GAP.match(text, pos)
    return found.end() if found else pos


def _bare_end(text: str, pos: int) -> int | None:
    """Return the end of a URL without angle brackets; its parentheses must match."""
    if text.startswith("<", pos):
        return None
    if plain := _PLAIN.match(text, pos):
        return plain.end()
    depth = 0
    while found := _BARE.match(text, pos):
        if found[0] == ")":
            if not depth:
                break
            depth -= 1
        elif found[0] == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return None
        pos = found.end()
    return None if depth else pos


class LinkExtension(Extension):
    """Links and images."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the marks."""
        marks = inline_walk(md).marks
        self.closing = CloseBracket(md)
        marks.register(OpenBracket(), "open_bracket", 60)
        marks.register(self.closing, "close_bracket", 60)
        md.registerExtension(self)

    def reset(self) -> None:
        """Reset the count of repeated characters for the next issue."""
        self.closing.left = None
