"""Read raw HTML: its start tags with their attributes, its comments, and its text.

Follows the HTML standard's tokeniser (section 13.2.5) as far as needed. An unclosed construct
extends to the end. One pass from left to right. Treats all attribute names alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publisher.markup.html_names import VERBATIM

_BLANKS = re.compile(r"[ \t\n\f\r]*")
_GAP = re.compile(r"[ \t\n\f\r/]*")
_NAME = re.compile(r"/?[^ \t\n\f\r/>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\n\f\r/>][^ \t\n\f\r/>=]*")
_UNQUOTED = re.compile(r"[^ \t\n\f\r>]*")
_RAW_TEXT = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Elements in which the only tag is their own end tag."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute with a value: ``html[start:end]`` is the value as written."""

    name: str
    begin: int
    """The index of the name."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, a comment or another construct: ``html[start:end]``."""

    name: str
    """In lower case; an end tag's begins with a slash, a comment's is ``!--``."""
    start: int
    end: int
    attributes: tuple[Attribute, ...] = ()
    """Those of a start tag, in order; of two with one name, the first."""


def tags(html: str) -> list[Tag]:
    """Return the tags and comments, in order."""
    return list(_Reader(str.__str__(html)).tags())


def comment_text(html: str, tag: Tag) -> str | None:
    """Return the text of a comment; None if this is none or it is not closed."""
    text = html[tag.start : tag.end]
    return text[4:-3] if tag.name == "!--" and text.endswith("-->") else None


def texts(html: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each text between tags, except in elements like ``code``."""
    done, inside = 0, ""
    for tag in tags(html):
        if not inside and done < tag.start:
            yield done, tag.start
        if tag.name == f"/{inside}":
            inside = ""
        elif not inside and tag.name in VERBATIM:
            inside = tag.name
        done = tag.end
    if not inside and done < len(html):
        yield done, len(html)


class _Reader:
    """One pass over a piece of HTML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0

    def tags(self) -> Iterator[Tag]:
        """Yield every tag and comment."""
        while (start := self.text.find("<", self.pos)) >= 0:
            self.pos = start + 1
            after = self.text[start + 1 : start + 3].removeprefix("/")[:1]
            if after.isascii() and after.isalpha():
                yield self._tag(start)
            elif self.text.startswith("<!--", start):
                self._skip("-->")
                yield Tag("!--", start, self.pos)
            elif self.text[start + 1 : start + 2] in {"!", "/", "?"}:
                self._skip(">")
                yield Tag("", start, self.pos)

    def _tag(self, start: int) -> Tag:
        name = self._take(_NAME).lower()
        attributes = tuple(self._attributes())
        self._skip(">")
        if name in _RAW_TEXT:
            self._skip_element(name)
        is_end = name.startswith("/")
        return Tag(name, start, self.pos, () if is_end else attributes)

    def _attributes(self) -> Iterator[Attribute]:
        names: set[str] = set()
        while True:
            self._take(_GAP)
            if self.text[self.pos : self.pos + 1] in {"", ">"}:
                return
            begin = self.pos
            name = self._take(_ATTRIBUTE_NAME).lower()
            value = self._value()
            if value and name not in names:
                yield Attribute(name, begin, *value)
            names.add(name)

    def _value(self) -> tuple[int, int] | None:
        """Read an attribute's value; None if it has none or a quote is not closed."""
        before = self.pos
        self._take(_BLANKS)
        if self.text[self.pos : self.pos + 1] != "=":
            self.pos = before
            return None
        self.pos += 1
        self._take(_BLANKS)
        start = self.pos
        quote = self.text[start : start + 1]
        if quote not in {'"', "'"}:
            self._take(_UNQUOTED)
            return start, self.pos
        end = self.text.find(quote, start + 1)
        self.pos = len(self.text) if end < 0 else end + 1
        return None if end < 0 else (start + 1, end)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.pos)
        self.pos = found.end() if found else self.pos
        return found[0] if found else ""

    def _skip(self, mark: str) -> None:
        end = self.text.find(mark, self.pos)
        self.pos = len(self.text) if end < 0 else end + len(mark)

    def _skip_element(self, name: str) -> None:
        end = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(self.text, self.pos)
        self.pos = end.start() if end else len(self.text)
