"""What every dialect makes of the head of a file, and the fenced block that two of them read.

Knows no dialect: not YAML, not TOML, not Pelican's headers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from publisher.diagnostics import Diagnostic, Position
from publisher.positions import position_at

LARGEST = 65_536
"""Characters of front matter that are read; the longest in eleven years of a weekly has 120."""

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title",),
        "number": ("number",),
        "date": ("date", "pubdate", "publishdate"),
        "updated": ("updated", "modified", "lastmod"),
        "slug": ("slug",),
        "aliases": ("aliases", "redirect_from"),
        "summary": ("summary", "description", "excerpt"),
        "language": ("language", "lang"),
        "authors": ("authors", "author"),
        "tags": ("tags", "keywords", "category", "categories"),
        "draft": ("draft", "status", "published"),
        "id": ("id", "guid"),
        "image": ("image",),
    }
)
"""What an issue's metadata is called in it, and the keys that Hugo, Jekyll and Pelican use."""

KNOWN_KEYS = frozenset(key for keys in KEYS.values() for key in keys)


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the front matter.

    ``value`` is what the dialect's types make of it, ``text`` a scalar as it was written
    without its quotes (``No``, ``012``, ``2021``): types bend what is a title or a number.
    ``items`` are the members of a list. ``path`` is set where the value stands in another
    file than the issue's own.
    """

    value: object
    text: str
    position: Position
    items: tuple["Field", ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of a file, and where the rest begins.

    ``fields`` has the keys as they were written (Pelican's in lower case); ``get`` looks one
    up whatever its case. ``body_line`` is the line of the file at which ``body`` starts.
    """

    dialect: str
    fields: Mapping[str, Field]
    body: str
    body_line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()

    def get(self, name: str) -> Field | None:
        """The value of a key, in upper or lower case."""
        found = self.fields.get(name)
        if found is not None:
            return found
        wanted = name.casefold()
        return next((it for key, it in self.fields.items() if key.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between an opening and a closing line: ``text[start:end]``, body after it.

    ``is_closed`` is False where there is no closing line; the block then ends at the first
    blank line, which is as far as a reader would take it.
    """

    text: str
    opening: int
    start: int
    end: int
    body_start: int
    is_closed: bool

    unclosed: ClassVar[str] = "the front matter that starts here is not closed"

    @property
    def source(self) -> str:
        """The lines between the fences."""
        return self.text[self.start : self.end]

    @property
    def body(self) -> str:
        """The text after the closing line."""
        return self.text[self.body_start :]

    @property
    def body_line(self) -> int:
        """The line of the file, from 1, at which the body starts."""
        return position_at(self.text, self.body_start).line

    @property
    def opening_position(self) -> Position:
        """Where the opening line stands."""
        return position_at(self.text, self.opening)

    def position(self, index: int) -> Position:
        """The place in the file of a character of ``source``."""
        return position_at(self.text, self.start + index)


def fenced(text: str, opening: str, closing: tuple[str, ...]) -> Block | None:
    """The block that ``text`` begins with, after blank lines at most; None without one."""
    first = re.match(rf"(?:[ \t]*\n)*({re.escape(opening)})[ \t]*(?:\n|\Z)", text)
    if first is None:
        return None
    start = first.end()
    fence = "|".join(map(re.escape, closing))
    last = re.compile(rf"^(?:{fence})[ \t]*$\n?", re.MULTILINE).search(text, start)
    if last is not None:
        return Block(text, first.start(1), start, last.start(), last.end(), is_closed=True)
    blank = re.compile(r"^[ \t]*$\n?", re.MULTILINE).search(text, start)
    end, body = (blank.start(), blank.end()) if blank else (len(text), len(text))
    return Block(text, first.start(1), start, end, body, is_closed=False)
