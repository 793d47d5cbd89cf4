"""Turn an issue's Markdown into an HTML fragment.

Handles Markdown only, not issues, sections or links to this newsletter.
"""

from dataclasses import dataclass
from threading import Lock

from markdown import Markdown

from publisher.markup import EXTENSIONS
from publisher.markup.element_tree import Element

__all__ = ["Element", "Tree", "to_html", "to_tree"]

_MARKDOWN = Markdown(extensions=[extension() for extension in EXTENSIONS], output_format="html")
"""Created once: that takes as long as converting a short issue."""

_ONE_AT_A_TIME = Lock()
"""A Markdown object keeps the footnotes and link references of the current issue."""


def to_html(markdown: str) -> str:
    """Return the HTML of one issue's body (Markdown without front matter), as a fragment.

    Pure: the same text gives the same bytes, and nothing (footnotes, link references) is carried
    over from one issue to the next. Never fails on text. The syntax: docs/markdown.md.
    """
    with _ONE_AT_A_TIME:
        try:
            return _MARKDOWN.convert(markdown)
        finally:
            _MARKDOWN.reset()


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed text, before it is written as HTML."""

    elements: tuple[Element, ...]
    """Every element, in order; text and URLs are located if the source was."""
    html: tuple[str, ...]
    """The pieces of raw HTML, in the order in which they were found."""


def to_tree(markdown: str) -> Tree:
    """Return the elements and the raw HTML of one issue's body, which ``to_html`` writes.

    Python-Markdown's last step is skipped: it copies attributes, and copies are not located.
    """
    with _ONE_AT_A_TIME:
        try:
            lines = markdown.split("\n")
            for preprocessor in _MARKDOWN.preprocessors:
                lines = preprocessor.run(lines)
            root: Element | None = _MARKDOWN.parser.parseDocument(lines).getroot()
            last = _MARKDOWN.treeprocessors["unescape"]
            for treeprocessor in _MARKDOWN.treeprocessors:
                if root is not None and treeprocessor is not last:
                    changed = treeprocessor.run(root)
                    root = root if changed is None else changed
            pieces = (it for it in _MARKDOWN.htmlStash.rawHtmlBlocks if isinstance(it, str))
            return Tree(tuple(root.iter()) if root is not None else (), tuple(pieces))
        finally:
            _MARKDOWN.reset()
