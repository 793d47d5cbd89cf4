"""The front matter that every dialect returns, and the fenced block that two of them read.

Does not depend on any dialect: YAML, TOML or Pelican's headers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from publisher.diagnostics import Diagnostic, Position
from publisher.positions import position_at

LARGEST = 65_536
"""Characters of front matter that are read; a weekly's longest in eleven years has 120."""

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
"""The keys of an issue's metadata, and the keys that Hugo, Jekyll and Pelican use."""

KNOWN_KEYS = frozenset(key for keys in KEYS.values() for key in keys)


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the front matter.

    ``value`` is converted by the dialect's types, ``text`` is a scalar as it was written,
    without quotes (``No``, ``012``, ``2021``): types distort titles and numbers.
    ``items`` are the members of a list. ``path`` is set if the value is in another file than
    the issue's own.
    """

    value: object
    text: str
    position: Position
    items: tuple["Field", ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of a file, and the start of the rest.

    ``fields`` has the keys as they were written (Pelican's in lower case); ``get`` ignores
    their case. ``body_line`` is the line of the file at which ``body`` starts.
    """

    dialect: str
    fields: Mapping[str, Field]
    body: str
    body_line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()

    def get(self, name: str) -> Field | None:
        """Return the value of a key, ignoring case."""
        found = self.fields.get(name)
        if found is not None:
            return found
        wanted = name.casefold()
        return next((it for key, it in self.fields.items() if key.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Block:
    """The text between an opening and a closing line: ``text[start:end]``, and the body after it.

    ``is_closed`` is False if there is no closing line; the block then ends at the first blank
    line, as a reader would understand it.
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
        """The position of the opening line."""
        return position_at(self.text, self.opening)

    def position(self, index: int) -> Position:
        """Return the position in the file of a character of ``source``."""
        return position_at(self.text, self.start + index)


def fenced(text: str, opening: str, closing: tuple[str, ...]) -> Block | None:
    """Return the block at the start of ``text``, after optional blank lines; None without one."""
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
