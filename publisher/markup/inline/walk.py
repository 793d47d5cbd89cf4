"""Turn the text of blocks into elements, in one walk from left to right.

Takes the place of Python-Markdown's processor, which searches the text once for each pattern: here
the next character that may mean something decides which patterns are tried (a quarter of the time,
and the leftmost mark wins, as in CommonMark). Knows Python-Markdown's inline patterns, each with
the characters (``chars``) it begins with, and marks that pair up later: brackets and runs of
delimiters. Knows no pattern by name.
"""

import re
from typing import Protocol

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry

from publisher.markup.element_tree import Element, Node, fill
from publisher.markup.inline.emphasis import Run, resolve


class Bracket:
    """A ``[`` or ``![`` that may begin a link or an image."""

    __slots__ = ("at", "can_link", "followed", "image", "part", "runs")

    def __init__(self, walk: "Walk", at: int, *, image: bool) -> None:
        self.at = at
        """Where the text in brackets begins."""
        self.image = image
        self.part = len(walk.parts)
        self.runs = len(walk.runs)
        self.can_link = True
        """A link holds no other link."""
        self.followed = False
        """Is there another bracket in it? Then it is no label."""


class Walk:
    """A text on its way to elements: what has been read, and what waits for its other half."""

    __slots__ = ("brackets", "parts", "runs", "text", "written")

    def __init__(self, text: str) -> None:
        self.text = text
        self.written = 0
        """Up to where the text is in ``parts``."""
        self.parts: list[Node | Run] = []
        self.runs: list[Run] = []
        self.brackets: list[Bracket] = []

    def flush(self, to: int) -> None:
        """Put the text up to here, which means nothing else, into the parts."""
        if self.written < to:
            self.parts.append(self.text[self.written : to])
            self.written = to

    def add(self, part: Node | Run, start: int, end: int) -> None:
        """Let a part stand for a piece of the text."""
        self.flush(start)
        self.parts.append(part)
        self.written = end

    def cut(self, bracket: Bracket, at: int) -> list[Node]:
        """Take what stands between a bracket and here out of the parts, and the bracket too."""
        self.flush(at)
        inside = resolve(self.parts[bracket.part + 1 :], self.runs[bracket.runs :])
        del self.parts[bracket.part :]
        del self.runs[bracket.runs :]
        return inside


class Mark(Protocol):
    """Something that is no pattern, since what it means shows later."""

    chars: str

    def read(self, walk: Walk, at: int) -> int:
        """Read the mark at this place; where to go on, or ``at`` if there is none."""


class PatternMark:
    """A pattern of Python-Markdown's, as a mark."""

    def __init__(self, pattern: InlineProcessor) -> None:
        self.chars: str = getattr(pattern, "chars", "")
        self.handle = pattern.handleMatch
        self.match = pattern.getCompiledRegExp().match

    def read(self, walk: Walk, at: int) -> int:
        """Try the pattern here; what it finds may reach back over plain text."""
        found = self.match(walk.text, at)
        if not found:
            return at
        node, start, end = self.handle(found, walk.text)
        if node is None or start is None or end is None or start < walk.written:
            return at
        walk.add(node, start, end)
        return end


class InlineWalk(Treeprocessor):
    """Python-Markdown's processor of inline patterns, in one walk."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.patterns = md.inlinePatterns
        self.marks: Registry[Mark] = Registry()
        self.by_char: dict[str, list[Mark]] = {}
        self.trigger = re.compile("(?!)")
        self.in_anchor = False
        """Has raw HTML opened a link that is not closed yet?"""

    def prepare(self) -> None:
        """Sort patterns and marks by the characters they begin with."""
        self.by_char = {}
        patterns = [pattern for pattern in self.patterns if isinstance(pattern, InlineProcessor)]
        marks: list[Mark] = [PatternMark(pattern) for pattern in patterns]
        marks += self.marks  # after the patterns: `[^1]` is a footnote first
        for mark in marks:
            for char in mark.chars:
                self.by_char.setdefault(char, []).append(mark)
        self.trigger = re.compile(f"[{re.escape(''.join(self.by_char))}]")

    def run(self, root: Element) -> None:
        """Walk every text of the tree that is not set in stone."""
        self.prepare()
        for element in list(root.iter()):
            self._walk_element(element)

    def _walk_element(self, element: Element) -> None:
        search = self.trigger.search
        texts = [element.text, *(child.tail for child in element)]
        if not any(text and search(text) for text in texts) or isinstance(texts[0], AtomicString):
            return
        nodes: list[Node] = []
        self.in_anchor = False
        for text, child in zip(texts, [*element, None], strict=True):
            if text:
                nodes += self.parse(text)
            if child is not None:
                child.tail = None
                nodes.append(child)
        element[:] = []
        element.text = None
        fill(element, nodes)

    def parse(self, text: str) -> list[Node]:
        """The text and elements that one text makes."""
        walk = Walk(text)
        search = self.trigger.search
        by_char = self.by_char
        pos = 0
        while found := search(text, pos):
            at = found.start()
            for mark in by_char[found[0]]:
                pos = mark.read(walk, at)
                if pos > at:
                    break
            else:
                pos = at + 1
        if not walk.parts:
            return [text]
        walk.flush(len(text))
        return resolve(walk.parts, walk.runs)


def inline_walk(md: Markdown) -> InlineWalk:
    """The processor that the extension of this module has put in place."""
    walk = md.treeprocessors["inline"]
    assert isinstance(walk, InlineWalk), "the inline walk comes first in EXTENSIONS"  # noqa: S101
    return walk


class InlineExtension(Extension):
    """Reads text in one walk."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Put the walk in the place of Python-Markdown's processor, and its patterns aside."""
        for name in [
            "backtick", "escape", "reference", "link", "image_link", "image_reference",
            "short_reference", "short_image_ref", "autolink", "automail", "linebreak", "html",
            "entity", "em_strong", "em_strong2", "not_strong",
        ]:  # fmt: skip
            md.inlinePatterns.deregister(name, strict=False)
        md.treeprocessors.register(InlineWalk(md), "inline", 20)
