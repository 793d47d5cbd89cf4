"""Code spans: text between runs of backticks of the same length (CommonMark 6.1)."""

import re
from bisect import bisect_left

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString, code_escape

from publisher.markup.element_tree import Element

_TICKS = re.compile(r"`+")


class CodeSpan(InlineProcessor):
    """A code span; unmatched backticks are text."""

    chars = "`"

    def __init__(self, md: Markdown) -> None:
        super().__init__("`+", md)
        self._text = ""
        self._places: dict[int, list[int]] = {}

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the stubs know no rejection
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int, int]:
        """Return the element, up to the next run of as many backticks."""
        length = m.end() - m.start()
        end = self._next(data, length, m.end())
        if end is None:
            return m[0], m.start(), m.end()
        code = data[m.end() : end].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip():
            code = code[1:-1]
        element = Element("code")
        element.text = AtomicString(code_escape(code))
        return element, m.start(), end + length

    def _next(self, text: str, length: int, after: int) -> int | None:
        """Return the start of the next run of that length; one search per text, or 1 MB is slow."""
        if text is not self._text:
            self._text = text
            self._places = {}
            for found in _TICKS.finditer(text):
                self._places.setdefault(len(found[0]), []).append(found.start())
        places = self._places.get(length, [])
        index = bisect_left(places, after)
        return places[index] if index < len(places) else None


class CodeSpanExtension(Extension):
    """Code spans."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the pattern."""
        md.inlinePatterns.register(CodeSpan(md), "backtick", 190)
