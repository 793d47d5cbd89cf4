"""Read texts, list items and rows of an HTML tree, for a plain-text layout."""

import re
from collections.abc import Iterator

from publisher import dom

_INTEGER = re.compile("[+-]?[0-9]{1,9}")

_FRAMES = frozenset({"div", "thead", "tbody", "tfoot", "tr", "colgroup", "col"})
"""Elements between a table or a list and its cells."""

_COMPOUND = frozenset({"pre", "blockquote", "table", "dl", "figure"})


def nodes(element: dom.Element) -> Iterator[str | dom.Element]:
    """Yield text and children of an element, in order."""
    if element.text:
        yield element.text
    for child in element:
        if dom.is_element(child):
            yield child
        if child.tail:
            yield child.tail


def is_block(element: dom.Element) -> bool:
    """Return whether the element starts on a line of its own, or contains one that does."""
    if element.tag in dom.BLOCKS or len(element) == 0:
        return element.tag in dom.BLOCKS
    return any(inner.tag in dom.BLOCKS for inner in element.iter("*"))


def has_link(element: dom.Element) -> bool:
    """Return whether the element contains a link."""
    return element.find(".//a") is not None


def is_compound(item: dom.Element) -> bool:
    """Return whether an item contains more than a paragraph and lists, so it needs empty lines."""
    tags = [child.tag for child in item]
    return tags.count("p") > 1 or not _COMPOUND.isdisjoint(tags)


def is_footnotes(element: dom.Element | None) -> bool:
    """Return whether the element is the list of footnotes."""
    return element is not None and dom.has_class(element, "footnote")


def items(element: dom.Element, bullet: str) -> Iterator[tuple[str, dom.Element]]:
    """Yield the items of a list with their bullet or number; words outside of any are one too."""
    found = [item for node in nodes(element) if _has_words(item := _as_item(node, element))]
    if element.tag != "ol":
        yield from ((bullet, item) for item in found)
        return
    is_notes = is_footnotes(element.getparent())
    number = _whole_number(element.get("start"), 1)
    step = -1 if element.get("reversed") is not None else 1
    if step < 0 and element.get("start") is None:
        number = len(found)
    for item in found:
        number = _whole_number(item.get("value"), number)
        yield (f"[^{number}] " if is_notes else f"{number}. "), item
        number += step


def _as_item(node: str | dom.Element, around: dom.Element) -> dom.Element:
    if not isinstance(node, str):
        return node
    item = around.makeelement("li")
    item.text = node
    return item


def _has_words(element: dom.Element) -> bool:
    if element.tag not in dom.RAW_TEXT and (element.text or "").strip():
        return True
    return next(element.iter("img", "input", "a"), None) is not None or bool(dom.line_of(element))


def is_all_in(element: dom.Element, *holders: str) -> bool:
    """Return whether all visible content of a table or list is in its holders, such as cells.

    HTML from elsewhere has words between the rows, which a layout in columns would lose.
    """
    pending = [element]
    while pending:
        for node in nodes(pending.pop()):
            if isinstance(node, str):
                if node.strip():
                    return False
            elif node.tag in _FRAMES:
                pending.append(node)
            elif node.tag not in holders:
                return False
    return True


def _whole_number(value: str | None, otherwise: int) -> int:
    """Return the number that an attribute holds; of nine digits at most, as browsers count."""
    number = _INTEGER.fullmatch(value.strip()) if value else None
    return int(number[0]) if number else otherwise


def rows(table: dom.Element) -> list[list[dom.Element]]:
    """Return a table's rows, without those of nested tables; a wide cell adds empty cells."""
    found: dict[dom.Element | None, list[dom.Element]] = {}
    for cell in table.iter("td", "th"):
        if next(cell.iterancestors("table"), None) is not table:
            continue
        row = found.setdefault(cell.getparent(), [])
        row.append(cell)
        span = min(_whole_number(cell.get("colspan"), 1), 20)
        row.extend(cell.makeelement(cell.tag) for _ in range(span - 1))
    return list(found.values())


def alignment(cell: dom.Element) -> str:
    """Return the alignment of a column's text: ``left``, ``right`` or ``center``."""
    declarations = (cell.get("style") or "").split(";")
    for declaration in declarations:
        name, _, value = declaration.partition(":")
        if name.strip() == "text-align":
            return value.strip()
    return cell.get("align") or "left"
