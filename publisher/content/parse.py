"""Turn an issue's Markdown into an HTML fragment.

Knows Markdown; not what an issue, a section or a link to this newsletter is.
"""

from html import unescape
from threading import Lock

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE

from publisher.content.syntax import EXTENSIONS
from publisher.content.syntax.tree import Element, plain_text

_MARKDOWN = Markdown(extensions=[extension() for extension in EXTENSIONS], output_format="html")
"""Set up once: that takes as long as a short issue."""

_ONE_AT_A_TIME = Lock()
"""A Markdown object keeps footnotes and link references while it works on an issue."""


def to_html(markdown: str) -> str:
    """Return the HTML of one issue's body (Markdown without front matter): a fragment, no document.

    Pure: the same text gives the same bytes, and nothing (footnotes, link references) is carried
    over from one issue to the next. Never fails on text. What is understood: docs/markdown.md.
    """
    with _ONE_AT_A_TIME:
        try:
            return _MARKDOWN.convert(markdown)
        finally:
            _MARKDOWN.reset()


def to_inline_text(markdown: str) -> str:
    """Return what a reader sees of one line of Markdown: no marks, tags, addresses or entities.

    For titles: ``*Rust* &amp; `Vec<T>` `` is ``Rust & Vec<T>``. Raw HTML tags and comments are
    dropped, the words between them stay.
    """
    with _ONE_AT_A_TIME:
        try:
            lines = _MARKDOWN.preprocessors["normalize_whitespace"].run(markdown.split("\n"))
            line = Element("div")
            line.text = " ".join(lines)
            for step in ("inline", "unescape"):
                _MARKDOWN.treeprocessors[step].run(line)
            text = HTML_PLACEHOLDER_RE.sub("", plain_text([line]))
        finally:
            _MARKDOWN.reset()
    return " ".join(unescape(text).split())
