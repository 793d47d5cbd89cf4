"""Lay out the blocks of an HTML tree: lists, quotations, code, tables, each at its depth.

Does not know issues. ``phrasing`` writes the content of a paragraph, ``wrapping`` breaks it.
"""

from dataclasses import dataclass

from publisher import dom
from publisher.mail.plaintext.elements import (
    alignment,
    has_link,
    is_all_in,
    is_block,
    is_compound,
    is_footnotes,
    items,
    nodes,
    rows,
)
from publisher.mail.plaintext.phrasing import ReferenceList, image_text, link_end, phrase
from publisher.mail.plaintext.text_tables import TextTable, table_lines
from publisher.mail.plaintext.wrapping import unmarked, width_of, without_marks, wrap

_NARROWEST = 24
"""Columns that text gets at least, however deep it is nested."""

_DEEPEST = 40
"""Levels that are laid out; deeper content is written as one paragraph."""

_BULLETS = "*-+"
_CODE_INDENT = "    "

Lines = list[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Writes elements as blocks of lines, at a depth of lists and quotations."""

    references: ReferenceList
    depth: int = 0
    list_depth: int = 0

    def blocks_in(self, element: dom.Element, width: int) -> list[Lines]:
        """Return the content of an element, each block in lines; none is empty."""
        width = max(width, _NARROWEST)
        if self.depth > _DEEPEST:
            return self._flattened(element, width)
        blocks: list[Lines] = []
        run: list[str | dom.Element] = []
        inside = Layout(self.references, self.depth + 1, self.list_depth)
        for node in nodes(element):
            if isinstance(node, str) or not is_block(node):
                run.append(node)
                continue
            blocks.append(self._paragraph(run, width))
            run = []
            blocks.extend(inside._block(node, width))
        blocks.append(self._paragraph(run, width))
        return [block for block in blocks if block]

    def _flattened(self, element: dom.Element, width: int) -> list[Lines]:
        words = without_marks(dom.line_of(element))
        self.references.add_links_of(element)
        return [wrap(words, width)] if words else []

    def _paragraph(self, run: list[str | dom.Element], width: int) -> Lines:
        if not run or run == ["\n"]:  # most of what is between two blocks
            return []
        text = phrase(run, self.references)
        if not text:
            return []
        # At the start of a line, a ``>`` of the text would be taken for a quotation.
        return [f" {line}" if line.startswith(">") else line for line in wrap(text, width)]

    def _block(  # noqa: PLR0911 - one line for each kind of element is the whole of it
        self, element: dom.Element, width: int
    ) -> list[Lines]:
        match element.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self._heading(element, width)
            case "ul" | "ol" | "menu":
                return self._listing(element, width)
            case "blockquote":
                return self._quotation(element, width)
            case "pre":
                return self._code(element)
            case "dl" if is_all_in(element, "dt", "dd"):
                return self._definitions(element, width)
            case "hr":
                return [] if is_footnotes(element.getparent()) else [["* * *"]]
            case "figure":
                return self._figure(element, width)
            case "table" if is_all_in(element, "td", "th", "caption"):
                return self._table(element, width)
            case "a" if element.get("href"):
                end = unmarked(link_end(element, self.references)).strip()
                return [*self.blocks_in(element, width), [end]]
            case _:
                return self.blocks_in(element, width)

    def _heading(self, element: dom.Element, width: int) -> list[Lines]:
        text = phrase(nodes(element), self.references)
        if not text:
            return []
        level = int(str(element.tag)[1])
        if level > 3:
            return [_hanging(wrap(text, width - level - 1), "#" * level + " ")]
        lines = _fixed(wrap(text, width))
        longest = min(width, max(width_of(line) for line in lines))
        return [[*lines, ("=" if level < 3 else "-") * max(longest, 3)]]

    def _quotation(self, element: dom.Element, width: int) -> list[Lines]:
        blocks = self.blocks_in(element, width - 2)
        return [[_quoted(line) for line in _joined(blocks)]] if blocks else []

    def _listing(self, element: dom.Element, width: int) -> list[Lines]:
        inside = Layout(self.references, self.depth, self.list_depth + 1)
        bullet = _BULLETS[self.list_depth % len(_BULLETS)] + " "
        marked = list(items(element, bullet))
        room = max((width_of(marker) for marker, _ in marked), default=0)
        laid = [(marker, item, inside.blocks_in(item, width - room)) for marker, item in marked]
        is_airy = any(map(is_compound, (item for _, item in marked)))
        is_airy = is_airy or _is_long([blocks[0] for _, _, blocks in laid if blocks])
        lines = [
            _hanging(_joined(blocks, tight=not is_airy), marker.rjust(room))
            for marker, _, blocks in laid
            if blocks
        ]
        return [_joined(lines, tight=not is_airy)] if lines else []

    def _code(self, element: dom.Element) -> list[Lines]:
        self.references.add_links_of(element)
        for line_break in element.iter("br"):
            line_break.tail = "\n" + (line_break.tail or "")
        text = without_marks("".join(element.itertext())).replace("\r\n", "\n")
        lines = [line.rstrip() for line in text.split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            lines.pop(0)
        return [[f"{_CODE_INDENT}{line}" if line else "" for line in lines]] if lines else []

    def _definitions(self, element: dom.Element, width: int) -> list[Lines]:
        groups: list[Lines] = []
        was_term = False
        for child in element.iter("dt", "dd"):
            if next(child.iterancestors("dl"), None) is not element:
                continue
            is_term = child.tag == "dt"
            if is_term and not was_term:
                groups.append([])
            was_term = is_term
            lines = _joined(self.blocks_in(child, width - (0 if is_term else 4)))
            groups = groups or [[]]
            groups[-1].extend(_fixed(lines) if is_term else _hanging(lines, "    "))
        return [group for group in groups if group]

    def _figure(self, element: dom.Element, width: int) -> list[Lines]:
        images = list(element.iter("img"))
        caption = element.find(".//figcaption")
        if caption is None or len(images) != 1 or images[0].get("alt") or has_link(caption):
            return self.blocks_in(element, width)
        text = image_text(images[0], dom.line_of(caption), self.references)
        for link in images[0].iterancestors("a"):
            if link.get("href") and link.get("href") != images[0].get("src"):
                text += link_end(link, self.references)
        return [wrap(text, width)]

    def _table(self, element: dom.Element, width: int) -> list[Lines]:
        grid = rows(element)
        captions = [self.blocks_in(caption, width) for caption in element.iterchildren("caption")]
        blocks = [block for caption in captions for block in caption]
        length = max((len(row) for row in grid), default=0)
        if element.get("role") in {"presentation", "none"} or length < 2:
            cells = [self.blocks_in(cell, width) for row in grid for cell in row]
            return [*blocks, *(block for cell in cells for block in cell)]
        texts = [tuple(self._cell(cell) for cell in row) for row in grid]
        model = max(grid, key=len)
        table = TextTable(
            rows=tuple(row for row in texts if any(row)),
            has_header=all(cell.tag == "th" for cell in grid[0]) and any(texts[0]),
            alignments=tuple(alignment(cell) for cell in model),
        )
        return [*blocks, table_lines(table, width)] if table.rows else blocks

    def _cell(self, element: dom.Element) -> str:
        if any(is_block(child) for child in element if dom.is_element(child)):
            lines = _joined(self.blocks_in(element, 10_000), tight=True)
            return "\n".join(line for line in lines if line)
        return phrase(nodes(element), self.references)


def _joined(blocks: list[Lines], *, tight: bool = False) -> Lines:
    """Return blocks as lines, with an empty line between two."""
    lines: Lines = []
    for block in blocks:
        if lines and not tight:
            lines.append("")
        lines.extend(block)
    return lines


def _is_long(items: list[Lines]) -> bool:
    """Return whether the items of a list are paragraphs rather than lines."""
    return len(items) > 1 and sum(len(item) for item in items) / len(items) >= 3


def _fixed(lines: Lines) -> Lines:
    """Make soft line ends fixed: joined again, a hanging indent would be inside the sentence."""
    return [line.rstrip(" ") for line in lines]


def _hanging(lines: Lines, marker: str) -> Lines:
    rest = " " * width_of(marker)
    return _fixed([f"{rest if index else marker}{line}" for index, line in enumerate(lines)])


def _quoted(line: str) -> str:
    if not line:
        return ">"
    return f">{line}" if line.startswith(">") else f"> {line}"
