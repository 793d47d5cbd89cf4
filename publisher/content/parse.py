"""Turn an issue's Markdown into an HTML fragment.

Knows Markdown; not what an issue, a section or a link to this newsletter is.
"""

from threading import Lock

from markdown import Markdown

from publisher.content.syntax import EXTENSIONS

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
