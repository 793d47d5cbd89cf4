"""Turn an issue's Markdown into an HTML fragment.

Knows Markdown; not what an issue, a section or a link to this newsletter is.
"""

from dataclasses import dataclass
from threading import Lock

from markdown import Markdown

from publisher.markup import EXTENSIONS
from publisher.markup.element_tree import Element

__all__ = ["Element", "Tree", "to_html", "to_tree"]

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


@dataclass(frozen=True, slots=True)
class Tree:
    """What was understood of a text, before it is written as HTML."""

    elements: tuple[Element, ...]
    """Every element, in order; text and addresses are located where the source was."""
    html: tuple[str, ...]
    """The pieces of raw HTML, in the order in which they were met."""


def to_tree(markdown: str) -> Tree:
    """Return the elements and the raw HTML of one issue's body: what ``to_html`` writes out.

    Python-Markdown's last step is left out: it copies attributes, and copies are not located.
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
