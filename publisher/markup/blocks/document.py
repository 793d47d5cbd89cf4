"""Turn the lines of an issue into a tree of blocks, as CommonMark does.

Replaces Python-Markdown's parser, which first splits the text at blank lines. Here each line is
matched with the open containers (quotes, list items), then may start new blocks, then is text
(CommonMark 0.31, appendix "A parsing strategy"). Opens and closes containers and leaves, but
implements no kind of block except the paragraph: the others register themselves in ``starts``.
"""

from collections.abc import Callable
from typing import Protocol

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.util import Registry

from publisher.markup.blocks.containers import Container, Leaf, Line
from publisher.markup.element_tree import Element, SubElement
from publisher.markup.located import NOWHERE, Located, joined

MAX_DEPTH = 64
"""Maximum depth of containers; deeper ones are text. An HTML parser stops at 256 elements."""


class Paragraph(Leaf):
    """Lines that belong to no other block."""

    def __init__(self, parser: "DocumentParser", text: Located) -> None:
        self.parser = parser
        self.lines = [text]

    def continues(self, line: Line, *, lazily: bool) -> bool:
        """Take every line, even one that has left the paragraph's container."""
        self.lines.append(line.rest)
        return True

    def close(self, parent: Element) -> None:
        """Add a ``p``, unless it contained only link definitions."""
        text = self.parser.without_definitions(joined("\n", self.lines)).rstrip()
        if text:
            self.begin = text.offset(0)
            SubElement(parent, "p").text = text


class BlockStart(Protocol):
    """One kind of block: how it begins."""

    chars: str
    """The characters that it may begin with."""

    def open(self, parser: "DocumentParser", line: Line) -> Container | Leaf | None:
        """Return the block that begins here; a container has moved the line past its mark."""


class DocumentParser(BlockParser):
    """A line-by-line replacement for Python-Markdown's block parser."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.starts: Registry[BlockStart] = Registry()
        self.without_definitions: Callable[[Located], Located] = Located
        self.by_char: dict[str, list[BlockStart]] = {}
        self.in_document = False
        """Whether the whole issue is being parsed, not a piece of it."""
        self.offsets: dict[Element, int] = {}
        """The offset in the issue at which each block begins."""
        self.definitions: dict[str, int] = {}
        """The offset of each link definition, by its label."""
        self.unclosed: list[int] = []
        """The offsets of the blocks that lack the mark that should end them."""
        self.depth = 0
        """The number of open containers that the current line belongs to."""
        self._begin(Container(Element(md.doc_tag)))

    def _begin(self, root: Container) -> None:
        self.containers = [root]
        self.leaf: Leaf | None = None
        self.finishers: list[Callable[[], None]] = []
        self.blank_above: int | None = None

    def parse_document(
        self, text: Located, is_enough: Callable[[Element], bool] | None = None
    ) -> Element:
        """Parse a whole issue, or up to the first block that is enough."""
        self.by_char = {}
        for start in self.starts:
            for char in start.chars:
                self.by_char.setdefault(char, []).append(start)
        self.root = Element(self.md.doc_tag)
        self.offsets, self.definitions, self.unclosed = {}, {}, []
        self.in_document = True
        self.parse_lines(self.root, text, is_enough)
        self.in_document = False
        return self.root

    # --- lines ------------------------------------------------------------------------------

    def parse_lines(
        self,
        parent: Element,
        text: Located,
        is_enough: Callable[[Element], bool] | None = None,
    ) -> None:
        """Parse the lines of an issue or of a piece of it, and add their blocks to the parent."""
        self._begin(Container(parent))
        at = seen = 0
        for line in text.split("\n"):
            self._take(Line(line, text, at))
            at += len(line) + 1
            if is_enough and any(map(is_enough, parent[seen:])):
                break
            seen = len(parent)
        self._close_to(1)
        self._close_leaf()
        for finish in self.finishers:
            finish()

    @property
    def parent(self) -> Container:
        """The container of a block that begins on this line."""
        return self.containers[self.depth - 1]

    @property
    def interrupted(self) -> Paragraph | None:
        """The paragraph, in the same container, that a block on this line would interrupt."""
        leaf = self.leaf
        if isinstance(leaf, Paragraph) and self.depth == len(self.containers):
            return leaf
        return None

    def _take(self, line: Line) -> None:
        quote_depth = self._follow(line)
        blank = line.blank
        leaf = self.leaf
        if leaf and self.depth == len(self.containers) and leaf.takes(line):
            self.blank_above = quote_depth if blank and leaf.blank_parts else None
        elif blank:
            self._close_to(self.depth)
            self._close_leaf()
            # A blank line inside a quote does not separate blocks outside of the quote.
            self.blank_above = quote_depth
        elif not self._open(line):
            self._text(line)

    def _text(self, line: Line) -> None:
        leaf = self.leaf
        lazily = self.depth < len(self.containers)
        if not (leaf and leaf.continues(line, lazily=lazily)):
            self._attach(Paragraph(self, line.rest), line.offset(line.start))

    def _follow(self, line: Line) -> int:
        """Match the line with the open containers; return the depth of its innermost quote."""
        self.depth = 1
        quote = 0
        for container in self.containers[1:]:
            if not container.goes_on(line):
                break
            self.depth += 1
            if container.element.tag == "blockquote":
                quote = self.depth
        return quote

    def _open(self, line: Line) -> bool:
        """Open the blocks that begin on the line; return whether the line is used up."""
        while not line.blank:
            if line.indent >= 4:
                if isinstance(self.leaf, Paragraph):  # its lines may have any indent
                    return False
                starts = self.by_char.get(" ", [])
            else:
                starts = self.by_char.get(line.text[line.start], [])
            begin = line.start
            for start in starts:
                block = start.open(self, line)
                if block is not None:
                    break
            else:
                return False
            self._attach(block, line.offset(begin))
            if isinstance(block, Leaf):
                return True
        return True

    def too_deep(self) -> bool:
        """Whether the maximum depth of containers is reached."""
        return self.depth >= MAX_DEPTH

    # --- opening and closing ----------------------------------------------------------------

    def _attach(self, block: Container | Leaf, begin: int) -> None:
        self._close_to(self.depth)
        self._close_leaf()
        parent = self.containers[-1]
        parted = self.blank_above is not None and self.depth >= self.blank_above
        if parted and parent.blocks and not block.joins(parent):
            parent.loosen()
        parent.blocks += 1
        if isinstance(block, Leaf):
            self.leaf = block
            parent.last = None
            if block.begin is None:
                block.begin = begin
        else:
            block.attach(parent, parted=parted)
            self.offsets[block.element] = begin
            self.offsets.setdefault(parent.element[-1], begin)  # the list of a first item
            self.containers.append(block)
            self.depth += 1
        self.blank_above = None

    def _close_to(self, depth: int) -> None:
        if depth < len(self.containers):
            self._close_leaf()
            del self.containers[depth:]

    def _close_leaf(self) -> None:
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        parent = self.containers[-1].element
        others = len(parent)
        leaf.close(parent)
        begin = NOWHERE if leaf.begin is None else leaf.begin
        for element in parent[others:]:
            self.offsets[element] = begin
        if leaf.unclosed:
            self.unclosed.append(begin)


def document_parser(md: Markdown) -> DocumentParser:
    """Return the block parser that this module's extension has set."""
    assert isinstance(md.parser, DocumentParser), "the document comes first in EXTENSIONS"  # noqa: S101
    return md.parser


def source_length(md: Markdown) -> int:
    """Return the number of characters of the current issue."""
    lines: list[str] = vars(md)["lines"]  # missing in the stubs
    return sum(len(line) for line in lines)


class DocumentExtension(Extension):
    """Parsing of an issue line by line instead of splitting it at blank lines."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Replace Python-Markdown's block parser."""
        md.parser = DocumentParser(md)
        md.preprocessors.deregister("html_block")  # raw HTML is a block like any other
