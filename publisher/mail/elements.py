"""What a layout in plain text asks of an HTML tree: its texts, its list items, its rows."""

from collections.abc import Iterator

from publisher import dom


def nodes(element: dom.Element) -> Iterator[str | dom.Element]:
    """Text and children of an element, in order."""
    if element.text:
        yield element.text
    for child in element:
        if dom.is_element(child):
            yield child
        if child.tail:
            yield child.tail


def is_block(element: dom.Element) -> bool:
    """Whether the element starts on a line of its own, or holds one that does."""
    return any(inner.tag in dom.BLOCKS for inner in element.iter() if dom.is_element(inner))


def has_link(element: dom.Element) -> bool:
    """Whether a link stands in the element."""
    return element.find(".//a") is not None


def is_footnotes(element: dom.Element | None) -> bool:
    """Whether the element is the list of footnotes."""
    return element is not None and "footnote" in (element.get("class") or "").split()


def items(element: dom.Element, bullet: str) -> Iterator[tuple[str, dom.Element]]:
    """The items of a list with what stands before them."""
    items = [child for child in element if dom.is_element(child) and _has_words(child)]
    if element.tag != "ol":
        yield from ((bullet, item) for item in items)
        return
    is_notes = is_footnotes(element.getparent())
    number = _whole_number(element.get("start"), 1)
    step = -1 if element.get("reversed") is not None else 1
    if step < 0 and element.get("start") is None:
        number = len(items)
    for item in items:
        number = _whole_number(item.get("value"), number)
        yield (f"[^{number}] " if is_notes else f"{number}. "), item
        number += step


def _has_words(element: dom.Element) -> bool:
    return bool(dom.line_of(element)) or next(element.iter("img", "input", "a"), None) is not None


def _whole_number(value: str | None, otherwise: int) -> int:
    try:
        return int(value) if value else otherwise
    except ValueError:
        return otherwise


def rows(table: dom.Element) -> Iterator[list[dom.Element]]:
    """The rows of a table, without those of tables in its cells; a wide cell leaves room."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells: list[dom.Element] = []
        for cell in row.iterchildren("td", "th"):
            cells.append(cell)
            span = min(_whole_number(cell.get("colspan"), 1), 20)
            cells.extend(cell.makeelement(cell.tag) for _ in range(span - 1))
        if cells:
            yield cells


def alignment(cell: dom.Element) -> str:
    """How the text of a column stands: ``left``, ``right`` or ``center``."""
    declarations = (cell.get("style") or "").split(";")
    for declaration in declarations:
        name, _, value = declaration.partition(":")
        if name.strip() == "text-align":
            return value.strip()
    return cell.get("align") or "left"
