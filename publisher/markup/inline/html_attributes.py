"""Find the attributes in the start tags of raw HTML, and the positions of their values.

Follows the HTML standard's tokeniser (section 13.2.5) as far as needed: reads tags and their
attributes, and skips comments, scripts and similar elements. An unclosed construct extends to the
end. One pass from left to right. Treats all attribute names alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANKS = re.compile(r"[ \t\n\f\r]*")
_GAP = re.compile(r"[ \t\n\f\r/]*")
_NAME = re.compile(r"[^ \t\n\f\r/>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\n\f\r/>][^ \t\n\f\r/>=]*")
_UNQUOTED = re.compile(r"[^ \t\n\f\r>]*")
_RAW_TEXT = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Elements in which the only tag is their own end tag."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a start tag: ``text[start:end]`` is its value as written."""

    element: str
    name: str
    start: int
    end: int


def attributes(html: str) -> list[Attribute]:
    """Return the attributes with a value, in order; of two with one name in a tag, the first."""
    return list(_Tags(str.__str__(html)).attributes())


class _Tags:
    """One pass over a piece of HTML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0

    def attributes(self) -> Iterator[Attribute]:
        """Yield the attributes of every start tag."""
        while (start := self.text.find("<", self.pos)) >= 0:
            self.pos = start + 1
            after = self.text[start + 1 : start + 2]
            if after == "!":
                self._skip("-->" if self.text.startswith("--", start + 2) else ">")
            elif after.isascii() and after.isalpha():
                element = self._take(_NAME).lower()
                yield from self._of_tag(element)
                if element in _RAW_TEXT:
                    self._skip_element(element)
            elif after in {"/", "?"}:
                self._skip(">")

    def _of_tag(self, element: str) -> Iterator[Attribute]:
        names: set[str] = set()
        while True:
            self._take(_GAP)
            if self.text[self.pos : self.pos + 1] in {"", ">"}:
                return
            name = self._take(_ATTRIBUTE_NAME).lower()
            value = self._value()
            if value and name not in names:
                yield Attribute(element, name, *value)
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
