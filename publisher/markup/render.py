"""Parse an issue's Markdown: an HTML fragment, and a tree that knows where everything is.

Handles Markdown only, not issues, sections or links to this newsletter.
"""

from threading import Lock

from markdown import Markdown

from publisher.markup import EXTENSIONS
from publisher.markup.blocks.document import document_parser
from publisher.markup.element_tree import Element
from publisher.markup.inline.walk import inline_walk
from publisher.markup.line_characters import normalised
from publisher.markup.located import Located, located
from publisher.markup.tree import Tree

__all__ = ["Element", "Tree", "parse", "to_html"]

_MARKDOWN = Markdown(extensions=[extension() for extension in EXTENSIONS], output_format="html")
"""Created once: that takes as long as converting a short issue."""

_ONE_AT_A_TIME = Lock()
"""A Markdown object keeps the footnotes and link references of the current issue."""


def to_html(markdown: str) -> str:
    """Return the HTML of one issue's body (Markdown without front matter), as a fragment."""
    return parse(markdown).html


def parse(markdown: str) -> Tree:
    """Parse one issue's body; it may be located.

    Pure: the same text gives the same bytes, and nothing (footnotes, link references) is carried
    over from one issue to the next. Never fails on text. The syntax: docs/markdown.md.
    """
    source = markdown if isinstance(markdown, Located) else located(markdown)
    with _ONE_AT_A_TIME:
        try:
            return _parsed(normalised(source))
        finally:
            _MARKDOWN.reset()


def _parsed(text: Located) -> Tree:
    """Take the steps of ``Markdown.convert``, which would lose the offsets."""
    vars(_MARKDOWN)["lines"] = text.split("\n")
    blocks, walk = document_parser(_MARKDOWN), inline_walk(_MARKDOWN)
    root = blocks.parse_document(text)
    for treeprocessor in _MARKDOWN.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    html = _MARKDOWN.serializer(root).strip()
    html = html.removeprefix(f"<{_MARKDOWN.doc_tag}>").removesuffix(f"</{_MARKDOWN.doc_tag}>")
    for postprocessor in _MARKDOWN.postprocessors:
        html = postprocessor.run(html.strip())
    raw = (it for it in _MARKDOWN.htmlStash.rawHtmlBlocks if isinstance(it, Located))
    return Tree(
        html=html.strip(),
        root=root,
        blocks=blocks.offsets,
        definitions=blocks.definitions,
        passages=tuple(walk.passages),
        raw=tuple(sorted(raw, key=lambda piece: piece.begin)),
        unclosed=tuple(blocks.unclosed),
    )
