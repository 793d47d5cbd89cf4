"""Lay out a table for a fixed-width font. Does not know HTML.

Columns are padded to one another; if that is too wide, their cells are wrapped; if that
is still too wide, each row is written as a record, one line for each cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from publisher.mail.plaintext.wrapping import width_of, wrap

GAP = "  "
_WIDEST = 100_000


@dataclass(frozen=True, slots=True)
class TextTable:
    """Rows of cells; cells missing at the end of a row are empty. Marks as in ``wrapping``."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool = False
    alignments: tuple[str, ...] = ()
    """``left``, ``right`` or ``center`` for each column; missing ones are ``left``."""


def table_lines(table: TextTable, width: int) -> list[str]:
    """Return the table in lines of at most ``width`` columns, as far as its longest word allows."""
    count = max(map(len, table.rows))
    room = width - len(GAP) * (count - 1)
    if count * 6 > room:
        return _records(table, width)
    grid = [row + ("",) * (count - len(row)) for row in table.rows]
    columns = list(zip(*grid, strict=True))
    widest = [max(_lines_width(cell, _WIDEST) for cell in column) for column in columns]
    narrowest = [max(_lines_width(cell, 1) for cell in column) for column in columns]
    if sum(narrowest) > room:
        return _records(table, width)
    return _grid(replace(table, rows=tuple(grid)), _shared(widest, narrowest, room))


def _lines_width(cell: str, width: int) -> int:
    return max(width_of(line.rstrip(" ")) for line in wrap(cell, width))


def _shared(widest: list[int], narrowest: list[int], room: int) -> list[int]:
    """Return column widths that fill the available ones: the widest shrink first."""
    widths = list(widest)
    while sum(widths) > room:
        spare = [(width, index) for index, width in enumerate(widths) if width > narrowest[index]]
        widths[max(spare)[1]] -= 1
    return widths


def _grid(table: TextTable, widths: Sequence[int]) -> list[str]:
    rows = [
        [wrap(cell, width) for cell, width in zip(row, widths, strict=True)] for row in table.rows
    ]
    has_tall = any(len(cell) > 1 for row in rows for cell in row)
    lines: list[str] = []
    for index, row in enumerate(rows):
        if has_tall and index > (1 if table.has_header else 0):
            lines.append("")
        for place in range(max(len(cell) for cell in row)):
            texts = [cell[place] if place < len(cell) else "" for cell in row]
            lines.append(_row(texts, widths, table.alignments))
        if index == 0 and table.has_header:
            lines.append(GAP.join("-" * width for width in widths))
    return lines


def _row(texts: Sequence[str], widths: Sequence[int], alignments: Sequence[str]) -> str:
    cells = []
    for index, (text, width) in enumerate(zip(texts, widths, strict=True)):
        bare = text.strip(" ")
        missing = max(0, width - width_of(bare))
        alignment = alignments[index] if index < len(alignments) else "left"
        before = {"right": missing, "center": missing // 2}.get(alignment, 0)
        cells.append(" " * before + bare + " " * (missing - before))
    return GAP.join(cells).rstrip(" ")


def _records(table: TextTable, width: int) -> list[str]:
    header = table.rows[0] if table.has_header else ()
    rows = table.rows[1:] if table.has_header and len(table.rows) > 1 else table.rows
    lines: list[str] = []
    for row in rows:
        if lines:
            lines.append("")
        for name, cell in zip(chain(header, repeat("")), row, strict=False):
            if not cell:
                continue
            told = f"{name}: {cell}" if name and rows is not table.rows else cell
            first, *rest = wrap(told.replace("\n", " "), width - len(GAP))
            lines.append(first.rstrip(" "))
            lines.extend(f"{GAP}{line}".rstrip(" ") for line in rest)
    if rows is not table.rows:
        lines.extend(f"{name}:" for name in _names_of_empty_columns(header, rows))
    return lines


def _names_of_empty_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names that no record shows, since no row has a cell under them."""
    return [
        " ".join(name.split())
        for place, name in enumerate(header)
        if name and not any(row[place] for row in rows if place < len(row))
    ]
