"""Text that knows where its characters are in the original text.

``Located`` is a ``str`` with the offsets of its characters in an original, kept as runs: from an
index on, the characters follow one another in the original too. What a parser does to text
(cutting, trimming, joining, replacing) keeps the offsets, so that a piece of the result can be
found in the original. Code that handles both kinds of text uses the functions of this module if
``str`` would lose the offsets: on plain text they are plain string operations. An operation that
is not overridden returns plain text, without offsets: never with wrong ones. Does not parse
Markdown and reads no files.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self, SupportsIndex, TypeVar

Text = TypeVar("Text", str, "Located")
"""Either kind of text."""

NOWHERE = -1
"""The offset of a character that is not in the original."""

Runs = tuple[tuple[int, int], ...]
"""Indexes in a text, from 0, each with the offset of the characters that begin there."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the characters from ``start`` to before ``end`` of a text."""

    start: int
    end: int
    replacement: str = ""


class Located(str):
    """Text with the offsets in the original of its characters."""

    __slots__ = ("runs",)
    runs: Runs

    def __new__(cls, text: str, runs: Runs = ((0, NOWHERE),)) -> Self:
        """Create a text with the runs of its characters."""
        self = super().__new__(cls, text)
        self.runs = runs
        return self

    def offset(self, index: int) -> int:
        """Return the offset of a character, or NOWHERE; the end of the text has one too."""
        start, offset = self.runs[bisect_right(self.runs, index, key=_index) - 1]
        return offset if offset == NOWHERE else offset + index - start

    @property
    def span(self) -> tuple[int, int] | None:
        """The start and end of this text in the original; None if it is not one piece of it."""
        if not self or len(self.runs) > 1 or self.runs[0][1] == NOWHERE:
            return None
        start = self.runs[0][1]
        return start, start + len(self)

    @property
    def added(self) -> tuple[tuple[int, int], ...]:
        """The indexes from and to which the characters are not in the original."""
        ends = (*(index for index, _ in self.runs[1:]), len(self))
        pieces = zip(self.runs, ends, strict=True)
        return tuple((index, end) for (index, offset), end in pieces if offset == NOWHERE)

    def replaced_by(self, replacement: str) -> Edit | None:
        """Return the edit of the original that replaces this text; None if it is not one piece."""
        span = self.span
        return Edit(*span, replacement) if span else None

    def __getitem__(self, key: SupportsIndex | slice) -> "Located":
        """Return a piece with its offsets."""
        piece = str.__getitem__(self, key)
        if not isinstance(key, slice):
            start = key.__index__() % len(self)
        elif key.step is None:
            start = key.indices(len(self))[0]
        else:
            return Located(piece)
        return Located(piece, self._cut(start, start + len(piece)))

    def _cut(self, start: int, end: int) -> Runs:
        head = (0, self.offset(start))
        if len(self.runs) == 1:
            return (head,)
        return (head, *((at - start, offset) for at, offset in self.runs if start < at < end))

    def __add__(self, other: str) -> "Located":
        """Append another text."""
        return Located(str.__add__(self, other), _runs_of_all((self, other)))

    def __radd__(self, other: str) -> "Located":
        """Prepend another text."""
        return Located(str.__add__(other, self), _runs_of_all((other, self)))

    def lstrip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at the start."""
        return self[len(self) - len(str.lstrip(self, chars)) :]

    def rstrip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at the end."""
        return self[: len(str.rstrip(self, chars))]

    def strip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at both ends."""
        return self.rstrip(chars).lstrip(chars)

    def pieces(self, separator: str) -> list["Located"]:
        """Split at a separator; each piece keeps its offsets."""
        found: list[Located] = []
        at = 0
        for piece in self.split(separator):
            found.append(Located(piece, self._cut(at, at + len(piece))))
            at += len(piece) + len(separator)
        return found

    def expandtabs(self, tabsize: SupportsIndex = 8) -> "Located":
        """Replace tabs with spaces, which have no offset."""
        parts: list[str] = []
        column, size = 0, tabsize.__index__()
        for index, piece in enumerate(self.pieces("\t")):
            if index:
                parts.append(" " * (size - column % size))
                column += len(parts[-1])
            parts.append(piece)
            line_start = max(piece.rfind("\n"), piece.rfind("\r")) + 1
            column = len(piece) - line_start if line_start else column + len(piece)
        return Located("".join(parts), _runs_of_all(parts))


def located(text: str, start: int = 0) -> Located:
    """Return a text that is its own original, or the part of one that begins at ``start``."""
    return Located(text, ((0, start),))


def joined(separator: str, parts: Sequence[str]) -> Located:
    """Join the parts with a separator."""
    pieces = [*parts[:1]]
    for part in parts[1:]:
        pieces += (separator, part)
    return Located(separator.join(parts), _runs_of_all(pieces))


def substituted(
    pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], text: Text
) -> Text:
    """Replace each match; a replacement of the same length keeps the offsets of the match."""
    if not isinstance(text, Located):
        return pattern.sub(replacement, text)
    parts: list[str] = []
    done = 0
    for match in pattern.finditer(text):
        new = replacement(match)
        if len(new) == match.end() - match.start():
            new = Located(new, text[match.start() : match.end()].runs)
        parts += (text[done : match.start()], new)
        done = match.end()
    if not parts:
        return text
    parts.append(text[done:])
    return Located("".join(parts), _runs_of_all(parts))


def offset_of(text: str, index: int = 0) -> int:
    """Return the offset of a character of either kind of text, or NOWHERE."""
    return text.offset(index) if isinstance(text, Located) else NOWHERE


def _index(run: tuple[int, int]) -> int:
    return run[0]


def _runs_of_all(parts: Iterable[str]) -> Runs:
    """Return the runs of the parts one after another; neighbours in the original are one run."""
    found: list[tuple[int, int]] = []
    length, expected = 0, NOWHERE
    for part in filter(None, parts):
        runs = part.runs if isinstance(part, Located) else ((0, NOWHERE),)
        if not found or runs[0][1] != expected:
            found.append((length, runs[0][1]))
        found += [(length + index, offset) for index, offset in runs[1:]]
        length += len(part)
        index, offset = found[-1]
        expected = offset if offset == NOWHERE else offset + length - index
    return tuple(found) or ((0, NOWHERE),)
