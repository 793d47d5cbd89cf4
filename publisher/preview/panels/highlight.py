"""Source text -> HTML with a class on each kind of word. The text is escaped; nothing runs."""

from html import escape

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

LARGEST = 400_000
"""Characters that are coloured; more would keep the page waiting for seconds."""


def highlighted(text: str, language: str) -> Markup:
    """The text in spans, for a ``pre`` of class ``source``; languages: html, xml, json, eml."""
    if len(text) > LARGEST:
        return Markup(escape(text))  # noqa: S704 - escaped on this line
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    return Markup(highlight(text, lexer, HtmlFormatter(nowrap=True)))  # noqa: S704 - it escapes
