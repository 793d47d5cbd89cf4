"""Turn the text of blocks into elements, in one walk from left to right.

Replaces Python-Markdown's processor, which searches the text once for each pattern: here the next
special character decides which patterns are tried (a quarter of the time, and the leftmost mark
wins, as in CommonMark). Handles Python-Markdown's inline patterns, each with the characters
(``chars``) that it begins with, and marks that are paired later: brackets and runs of delimiters.
Does not refer to any pattern by name.
"""

import re
from typing import Protocol

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry

from publisher.markup.blocks.document import document_parser
from publisher.markup.element_tree import Element, Node, fill
from publisher.markup.inline.emphasis import Run, resolve
from publisher.markup.leaf_text import LeafText
from publisher.markup.located import NOWHERE, Located


class Bracket:
    """A ``[`` or ``![`` that may begin a link or an image."""

    __slots__ = ("at", "can_link", "followed", "image", "part", "runs")

    def __init__(self, walk: "Walk", at: int, *, image: bool) -> None:
        self.at = at
        """The start of the text in brackets."""
        self.image = image
        self.part = len(walk.parts)
        self.runs = len(walk.runs)
        self.can_link = True
        """False if it contains a link: links cannot be nested."""
        self.followed = False
        """Whether it contains another bracket, and so is not a label."""


class Walk:
    """The state of one text: the parts that were read, and the marks that are not paired yet."""

    __slots__ = ("brackets", "leaf", "parts", "runs", "text", "written")

    def __init__(self, leaf: LeafText) -> None:
        self.leaf = leaf
        self.text = str.__str__(leaf.text)
        """The text without offsets, which is faster."""
        self.written = 0
        """The end of the text that is in ``parts``."""
        self.parts: list[Node | Run] = []
        self.runs: list[Run] = []
        self.brackets: list[Bracket] = []

    def flush(self, to: int) -> None:
        """Add the plain text up to here to the parts."""
        if self.written < to:
            self.parts.append(self.text[self.written : to])
            self.leaf.shown += (self.written, to)
            self.written = to

    def add(self, part: Node | Run, start: int, end: int) -> None:
        """Add a part that replaces a piece of the text."""
        self.flush(start)
        self.parts.append(part)
        self.written = end

    def cut(self, bracket: Bracket, at: int) -> list[Node]:
        """Remove the bracket and what follows it from the parts; return the nodes after it."""
        self.flush(at)
        runs = self.runs[bracket.runs :]
        inside = resolve(self.parts[bracket.part + 1 :], runs, self.leaf)
        del self.parts[bracket.part :]
        del self.runs[bracket.runs :]
        return inside


class Mark(Protocol):
    """Syntax that is not a pattern, since its meaning depends on later text."""

    chars: str

    def read(self, walk: Walk, at: int) -> int:
        """Read the mark at ``at``; return where to continue, or ``at`` if there is none."""


class PatternMark:
    """A pattern of Python-Markdown, as a mark."""

    def __init__(self, pattern: InlineProcessor) -> None:
        self.chars: str = getattr(pattern, "chars", "")
        self.handle = pattern.handleMatch
        self.match = pattern.getCompiledRegExp().match

    def read(self, walk: Walk, at: int) -> int:
        """Try the pattern here; its match may start earlier, in plain text."""
        found = self.match(walk.text, at)
        if not found:
            return at
        node, start, end = self.handle(found, walk.text)
        if node is None or start is None or end is None or start < walk.written:
            return at
        walk.add(node, start, end)
        if not isinstance(node, str):
            walk.leaf.elements[node] = start
        elif node == walk.text[start:end]:
            walk.leaf.shown += (start, end)
        return end


class InlineWalk(Treeprocessor):
    """Python-Markdown's processor of inline patterns, in one walk."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.patterns = md.inlinePatterns
        self.leaves: list[LeafText] = []
        """One for each text of the issue, in the order of the document."""
        self.marks: Registry[Mark] = Registry()
        self.by_char: dict[str, list[Mark]] = {}
        self.trigger = re.compile("(?!)")
        self.in_anchor = False
        """Whether raw HTML has opened a link that is not closed yet."""

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
        """Parse every text of the tree that is not an AtomicString."""
        self.prepare()
        self.leaves = []
        offsets = document_parser(self.md).offsets
        for element in list(root.iter()):
            if isinstance(element.text, Located) and element.text.begin != NOWHERE:
                offsets.setdefault(element, element.text.begin)  # a cell, a term
            self._walk_element(element)

    def _walk_element(self, element: Element) -> None:
        search = self.trigger.search
        texts = [element.text, *(child.tail for child in element)]
        if isinstance(texts[0], AtomicString):
            return
        if not any(text and search(text) for text in texts):
            located = (text for text in texts if isinstance(text, Located))
            self.leaves += [LeafText(text, shown=[0, len(text)]) for text in located]
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
        """Return the text and elements of one text."""
        leaf = LeafText(text if isinstance(text, Located) else Located(text))
        self.leaves.append(leaf)
        walk = Walk(leaf)
        text = walk.text
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
        walk.flush(len(text))
        return resolve(walk.parts, walk.runs, walk.leaf)


def inline_walk(md: Markdown) -> InlineWalk:
    """Return the processor that this module's extension has registered."""
    walk = md.treeprocessors["inline"]
    assert isinstance(walk, InlineWalk), "the inline walk comes first in EXTENSIONS"  # noqa: S101
    return walk


class InlineExtension(Extension):
    """Reads text in one walk."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Replace Python-Markdown's processor with the walk, and remove its patterns."""
        for name in [
            "backtick", "escape", "reference", "link", "image_link", "image_reference",
            "short_reference", "short_image_ref", "autolink", "automail", "linebreak", "html",
            "entity", "em_strong", "em_strong2", "not_strong",
        ]:  # fmt: skip
            md.inlinePatterns.deregister(name, strict=False)
        md.treeprocessors.register(InlineWalk(md), "inline", 20)
