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
from bisect import bisect_left, bisect_right
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

    __slots__ = ("begin", "later")
    begin: int
    """The offset of the first character, or NOWHERE."""
    later: Runs
    """The runs after the first: most texts have none."""

    def __new__(cls, text: str, begin: int = NOWHERE, later: Runs = ()) -> Self:
        """Create a text with the runs of its characters."""
        self = super().__new__(cls, text)
        self.begin = begin
        self.later = later
        return self

    @property
    def runs(self) -> Runs:
        """Every run."""
        return ((0, self.begin), *self.later)

    def offset(self, index: int) -> int:
        """Return the offset of a character, or NOWHERE; the end of the text has one too."""
        start, offset = 0, self.begin
        if self.later and (at := bisect_right(self.later, index, key=_index)):
            start, offset = self.later[at - 1]
        return offset if offset == NOWHERE else offset + index - start

    @property
    def span(self) -> tuple[int, int] | None:
        """The start and end of this text in the original; None if it is not one piece of it."""
        if not self or self.later or self.begin == NOWHERE:
            return None
        return self.begin, self.begin + len(self)

    @property
    def added(self) -> tuple[tuple[int, int], ...]:
        """The indexes from and to which the characters are not in the original."""
        ends = (*(index for index, _ in self.later), len(self))
        pieces = zip(self.runs, ends, strict=True)
        return tuple((index, end) for (index, offset), end in pieces if offset == NOWHERE)

    def replaced_by(self, replacement: str) -> Edit | None:
        """Return the edit of the original that replaces this text; None if it is not one piece."""
        span = self.span
        return Edit(*span, replacement) if span else None

    def part(self, start: int, end: int) -> "Located":
        """Return the characters from ``start`` to before ``end``, which are inside the text."""
        text = str.__getitem__(self, slice(start, end))
        if not self.later:
            return Located(text, self.begin if self.begin == NOWHERE else self.begin + start)
        first = bisect_right(self.later, start, key=_index)
        runs = self.later[first : bisect_left(self.later, end, first, key=_index)]
        return Located(text, self.offset(start), tuple((at - start, to) for at, to in runs))

    def __getitem__(self, key: SupportsIndex | slice) -> "Located":
        """Return a piece with its offsets."""
        if not isinstance(key, slice):
            start = range(len(self))[key]
            return self.part(start, start + 1)
        if key.step is not None:
            return Located(str.__getitem__(self, key))
        start, end, _ = key.indices(len(self))
        return self.part(start, max(start, end))

    def __add__(self, other: str) -> "Located":
        """Append another text."""
        return _one(str.__add__(self, other), (self, other)) if other else self

    def __radd__(self, other: str) -> "Located":
        """Prepend another text."""
        return _one(str.__add__(other, self), (other, self)) if other else self

    def lstrip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at the start."""
        start = len(self) - len(str.lstrip(self, chars))
        return self.part(start, len(self)) if start else self

    def rstrip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at the end."""
        end = len(str.rstrip(self, chars))
        return self.part(0, end) if end < len(self) else self

    def strip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at both ends."""
        return self.rstrip(chars).lstrip(chars)

    def pieces(self, separator: str) -> list["Located"]:
        """Split at a separator; each piece keeps its offsets."""
        found: list[Located] = []
        at = 0
        for piece in self.split(separator):
            found.append(self.part(at, at + len(piece)))
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
        return _one("".join(parts), parts)


def located(text: str, start: int = 0) -> Located:
    """Return a text that is its own original, or the part of one that begins at ``start``."""
    return Located(text, start)


def joined(separator: str, parts: Sequence[str]) -> Located:
    """Join the parts with a separator."""
    if len(parts) == 1 and isinstance(parts[0], Located):
        return parts[0]
    pieces = [*parts[:1]]
    for part in parts[1:]:
        pieces += (separator, part)
    return _one(separator.join(parts), pieces)


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
            old = text.part(*match.span())
            new = Located(new, old.begin, old.later)
        parts += (text.part(done, match.start()), new)
        done = match.end()
    if not parts:
        return text
    parts.append(text.part(done, len(text)))
    return _one("".join(parts), parts)


def offset_of(text: str, index: int = 0) -> int:
    """Return the offset of a character of either kind of text, or NOWHERE."""
    return text.offset(index) if isinstance(text, Located) else NOWHERE


def _index(run: tuple[int, int]) -> int:
    return run[0]


def _one(text: str, parts: Iterable[str]) -> Located:
    """Return the text made of the parts; neighbours in the original are one run."""
    found: list[tuple[int, int]] = []
    length, expected = 0, NOWHERE
    for part in filter(None, parts):
        begin, later = (part.begin, part.later) if isinstance(part, Located) else (NOWHERE, ())
        if not found or begin != expected:
            found.append((length, begin))
        found += [(length + index, offset) for index, offset in later]
        length += len(part)
        index, offset = found[-1]
        expected = offset if offset == NOWHERE else offset + length - index
    return Located(text, found[0][1], tuple(found[1:])) if found else Located(text)
