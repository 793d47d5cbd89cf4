"""Text that keeps the offset of each character in the original text.

``Located`` is a ``str`` that keeps, for each character, its offset in an original text. What a
parser does to text (cutting, trimming, joining, replacing) keeps the offsets, so that a piece of
the result can be found in the original. Code that handles both kinds of text uses the functions
of this module if ``str`` would lose the offsets: on plain text they are plain string operations.
An operation that is not overridden returns plain text, without offsets: never with wrong ones.
Does not parse Markdown and reads no files.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self, SupportsIndex, TypeVar

Text = TypeVar("Text", str, "Located")
"""Either kind of text."""

NOWHERE = -1
"""The offset of a character that is not in the original."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the characters from ``start`` to before ``end`` of a text."""

    start: int
    end: int
    replacement: str = ""


class Located(str):
    """Text with the offset in the original of each of its characters."""

    __slots__ = ("offsets",)
    offsets: "array[int]"

    def __new__(cls, text: str, offsets: "array[int]") -> Self:
        """Create a text with one offset for each character."""
        self = super().__new__(cls, text)
        self.offsets = offsets
        return self

    @property
    def span(self) -> tuple[int, int] | None:
        """The start and end of this text in the original; None if it is not one piece of it."""
        offsets = self.offsets
        if not offsets or offsets[0] == NOWHERE:
            return None
        start = offsets[0]
        whole = all(offset == at for at, offset in enumerate(offsets, start))
        return (start, start + len(offsets)) if whole else None

    def replaced_by(self, replacement: str) -> Edit | None:
        """Return the edit of the original that replaces this text; None if it is not one piece."""
        span = self.span
        return Edit(*span, replacement) if span else None

    def __getitem__(self, key: SupportsIndex | slice) -> "Located":
        """Return a piece with its offsets."""
        if isinstance(key, slice):
            return Located(str.__getitem__(self, key), self.offsets[key])
        at = key.__index__()
        return Located(str.__getitem__(self, at), array("q", [self.offsets[at]]))

    def __add__(self, other: str) -> "Located":
        """Append another text."""
        return Located(str.__add__(self, other), self.offsets + _offsets(other))

    def __radd__(self, other: str) -> "Located":
        """Prepend another text."""
        return Located(str.__add__(other, self), _offsets(other) + self.offsets)

    def lstrip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at the start."""
        return self[len(self) - len(str.lstrip(self, chars)) :]

    def rstrip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at the end."""
        return self[: len(str.rstrip(self, chars))]

    def strip(self, chars: str | None = None, /) -> "Located":
        """Remove characters at both ends."""
        return self.rstrip(chars).lstrip(chars)

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        """Split at a separator; each piece keeps its offsets."""
        if sep is None:
            return str.split(self, sep, maxsplit)
        pieces: list[str] = []
        at = 0
        for piece in str.split(self, sep, maxsplit):
            pieces.append(self[at : at + len(piece)])
            at += len(piece) + len(sep)
        return pieces

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> str:
        """Replace each occurrence of a text."""
        if count != -1 or not old:
            return str.replace(self, old, new, count)
        return substituted(re.compile(re.escape(old)), lambda _: new, self)

    def expandtabs(self, tabsize: SupportsIndex = 8) -> "Located":
        """Replace tabs with spaces, which have no offset."""
        parts: list[str] = []
        column, size = 0, tabsize.__index__()
        for index, piece in enumerate(self.split("\t")):
            if index:
                parts.append(" " * (size - column % size))
                column += len(parts[-1])
            parts.append(piece)
            line_start = max(piece.rfind("\n"), piece.rfind("\r")) + 1
            column = len(piece) - line_start if line_start else column + len(piece)
        return Located("".join(parts), _offsets_of_all(parts))


def located(text: str) -> Located:
    """Return the text as its own original: each character has its index as offset."""
    return Located(text, array("q", range(len(text))))


def joined(separator: str, parts: Sequence[str]) -> str:
    """Join the parts with a separator; the result is located if one of them is."""
    text = separator.join(parts)
    if not any(isinstance(part, Located) for part in parts):
        return text
    pieces = [parts[0]]
    for part in parts[1:]:
        pieces += (separator, part)
    return Located(text, _offsets_of_all(pieces))


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
            new = Located(new, text.offsets[match.start() : match.end()])
        parts += (text[done : match.start()], new)
        done = match.end()
    if not parts:
        return text
    parts.append(text[done:])
    return Located("".join(parts), _offsets_of_all(parts))


def group(match: re.Match[str], name: int | str = 0) -> str:
    """Return a group of a match, located if the searched text is."""
    start, end = match.span(name)
    return match.string[start:end]


def _offsets(text: str) -> "array[int]":
    if isinstance(text, Located):
        return text.offsets
    return array("q", [NOWHERE]) * len(text)


def _offsets_of_all(parts: Iterable[str]) -> "array[int]":
    offsets = array("q")
    for part in parts:
        offsets += _offsets(part)
    return offsets
