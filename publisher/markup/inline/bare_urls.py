"""Turn bare URLs into links: ``https://…``, ``www.…``, ``name@example.org`` (GFM 6.9).

A URL ends before full-width punctuation and before Chinese, Japanese or Korean characters,
which follow it without a space. Handles only the syntax of URLs, not their targets.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import STX

from publisher.markup.destination_text import Spelling, as_address, verbatim
from publisher.markup.element_tree import Element
from publisher.markup.inline.emphasis import CJK
from publisher.markup.inline.walk import InlineWalk, inline_walk
from publisher.markup.located import Located

_HOST = r"[\w-]+(?:\.[\w-]+)*"
# STX starts Python-Markdown's marks, such as the space before a footnote's link back.
_URL_END = re.compile(rf"[\s<>\"`|\\{STX}]|[“”‘’«»‹›…—]|{CJK.pattern}")
_TRAILING = "?!.,:;*_~'\"(["
_ENTITY_END = re.compile(r"&[a-zA-Z0-9]+;$")
_PAIRS = {")": "(", "]": "["}
_MAIL_NAME = re.compile(r"[a-zA-Z0-9._+-]{1,64}$")
_MAIL_HOST = re.compile(r"@([a-zA-Z0-9_-]+(?:\.[a-zA-Z0-9_-]+)*\.[a-zA-Z]{2,}(?![\w-]))")
_DOMAIN = re.compile(rf"(?:{_HOST}|\[[0-9a-fA-F:.]+\])(?=[/:?#]|$)")


def trimmed(url: str) -> str:
    """Return a URL without the punctuation of the sentence around it."""
    url = _balanced(url)
    end = len(url)
    while end and url[end - 1] in _TRAILING:
        # An entity is removed whole; the longest name has 31 letters.
        entity = url[end - 1] == ";" and _ENTITY_END.search(url, max(end - 33, 0), end)
        end = entity.start() if entity else end - 1
    return url[:end]


def _balanced(url: str) -> str:
    """Return the URL up to the first closing parenthesis or bracket without an opening one."""
    depth = {"(": 0, "[": 0}
    for at, char in enumerate(url):
        if char in depth:
            depth[char] += 1
        elif char in _PAIRS:
            depth[_PAIRS[char]] -= 1
            if depth[_PAIRS[char]] < 0:
                return url[:at]
    return url


class BareUrl(InlineProcessor):
    """A URL that begins with a scheme or ``www.``."""

    chars = ":w"

    def __init__(self, md: Markdown, walk: InlineWalk) -> None:
        super().__init__(r"://|www\.(?=\w)", md)
        self.walk = walk

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        """Return the link; the scheme is before the match."""
        scheme = _scheme(data, m.start()) if m[0] == "://" else ""
        start = m.start() - len(scheme or "")
        before = data[start - 1 : start]
        if scheme is None or self.walk.in_anchor or (before.isascii() and before.isalnum()):
            return None, m.start(), m.start()
        stop = _URL_END.search(data, m.end())
        url = trimmed(data[start : stop.start() if stop else len(data)])
        host = url[len(scheme) + 3 :] if scheme else url
        if not _DOMAIN.match(host) or (not scheme and "." not in host[4:]):
            return None, m.start(), m.start()
        written = self.walk.leaves[-1].text[start : start + len(url)]
        return _link(written, url if scheme else f"http://{url}"), start, start + len(url)


class BareMail(InlineProcessor):
    """An email address."""

    chars = "@"

    def __init__(self, md: Markdown, walk: InlineWalk) -> None:
        super().__init__("@", md)
        self.walk = walk

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        """Return the link; the name is before the match."""
        host = _MAIL_HOST.match(data, m.start())
        # The name is no longer than 64 characters (RFC 5321, section 4.5.3.1.1).
        name = _MAIL_NAME.search(data, max(m.start() - 64, 0), m.start())
        if not host or not name or self.walk.in_anchor:
            return None, m.start(), m.start()
        written = self.walk.leaves[-1].text[name.start() : host.end()]
        return _link(written, f"mailto:{written}"), name.start(), host.end()


def _scheme(text: str, end: int) -> str | None:
    for scheme in ("https", "http", "ftp"):
        if text[max(end - len(scheme), 0) : end].lower() == scheme:
            return text[end - len(scheme) : end]
    return None


def _link(written: Located, url: str) -> Element:
    element = Element("a", {"href": as_address(verbatim(url), written, Spelling.BARE)})
    element.text = verbatim(str.__str__(written))
    return element


class BareUrlExtension(Extension):
    """Bare URLs and email addresses."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the patterns."""
        walk = inline_walk(md)
        md.inlinePatterns.register(BareUrl(md, walk), "bare_url", 70)
        md.inlinePatterns.register(BareMail(md, walk), "bare_mail", 69)
