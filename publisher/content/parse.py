"""Turn an issue's Markdown into an HTML fragment.

Knows Markdown; not what an issue, a section or a link to this newsletter is.
"""

from markdown import Markdown

from publisher.content.syntax import EXTENSIONS

_MARKDOWN = Markdown(
    extensions=list(EXTENSIONS),
    extension_configs={"pymdownx.tilde": {"subscript": False}},
    output_format="html",
)


def to_html(markdown: str) -> str:
    """Return the HTML of one issue's body (Markdown without front matter): a fragment, not a document.

    Pure: the same text gives the same bytes, and nothing (footnotes, link references) is carried over from
    one issue to the next. Set up once, for use by one thread at a time.
    """
    return _MARKDOWN.reset().convert(markdown)
