"""Highlight source text as HTML with classes. The text is escaped; nothing runs."""

from html import escape

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

LARGEST = 400_000
"""Maximum characters to highlight; more would delay the page by seconds."""


def highlighted(text: str, language: str) -> Markup:
    """Return spans for a ``pre`` of class ``source``; languages: html, xml, json, eml."""
    if len(text) > LARGEST:
        return Markup(escape(text))  # noqa: S704 - escaped on this line
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    return Markup(highlight(text, lexer, HtmlFormatter(nowrap=True)))  # noqa: S704 - it escapes
