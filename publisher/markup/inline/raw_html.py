"""Parse URLs, comments and tags in angle brackets (CommonMark 6.5, 6.6).

Only HTML element names make tags: ``Vec<T>`` and ``<T: Trait>`` stay text.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from publisher.markup.destination_text import Spelling, as_address, verbatim
from publisher.markup.element_tree import Element
from publisher.markup.html_names import TAG, VERBATIM, is_element
from publisher.markup.inline.walk import InlineWalk, inline_walk
from publisher.markup.located import Located

_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*)>")
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_MAIL = re.compile(rf"<([a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*)>")
_ENDS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


class Angle(InlineProcessor):
    """A ``<``."""

    chars = "<"

    def __init__(self, md: Markdown, walk: InlineWalk) -> None:
        super().__init__("<", md)
        self.stash = md.htmlStash
        self.walk = walk
        self._text = ""
        self._endless: set[str] = set()

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int, int]:
        """Return a link, or a mark that Python-Markdown finally replaces with the HTML."""
        start = m.start()
        tag = TAG.match(data, start)
        if tag:
            if not is_element(tag):
                return None, start, start
            name = tag["name"].lower()
            if name == "a":
                self.walk.in_anchor = not tag["close"]
            elif name in VERBATIM:
                self._hide(tag)
            return self.stash.store(self._piece(start, tag.end())), start, tag.end()
        link = _AUTOLINK.match(data, start) or _MAIL.match(data, start)
        if link:
            element = Element("a")
            text = verbatim(link[1])
            href = text if link.re is _AUTOLINK else f"mailto:{text}"
            element.set("href", as_address(href, self._piece(*link.span(1)), Spelling.ANGLE))
            element.text = text
            return element, start, link.end()
        end = self._end(data, start)
        if end is None:
            return None, start, start
        return self.stash.store(self._piece(start, end)), start, end

    def _piece(self, start: int, end: int) -> Located:
        return self.walk.leaves[-1].text.part(start, end)

    def _hide(self, tag: re.Match[str]) -> None:
        """Hide what follows an opening tag, to the end or to the closing tag."""
        hidden = self.walk.leaves[-1].hidden
        end = len(tag.string)
        if not tag["close"]:
            hidden += (tag.end(), end)
        elif hidden and hidden[-1] == end:
            hidden[-1] = tag.start()

    def _end(self, text: str, start: int) -> int | None:
        """Return the end of a comment or similar; a missing end is searched for only once."""
        if text is not self._text:
            self._text, self._endless = text, set()
        for begin, close in _ENDS:
            if text.startswith(begin, start):
                if begin == "<!" and not text[start + 2 : start + 3].isalpha():
                    return None
                # `<!-->` and `<!--->` are comments too.
                found = -1
                if close not in self._endless:
                    found = text.find(close, start + 2)
                if found < 0:
                    self._endless.add(close)
                    return None
                return found + len(close)
        return None


class RawHtmlExtension(Extension):
    """URLs, comments and tags in angle brackets."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the pattern."""
        md.inlinePatterns.register(Angle(md, inline_walk(md)), "html", 90)
