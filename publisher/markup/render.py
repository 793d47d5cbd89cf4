"""Parse an issue's Markdown: an HTML fragment, and a tree that knows where everything is.

Handles Markdown only, not issues, sections or links to this newsletter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from markdown import Markdown

from publisher.markup import EXTENSIONS
from publisher.markup.blocks.document import document_parser
from publisher.markup.element_tree import Element
from publisher.markup.inline.passage import Passage
from publisher.markup.inline.walk import inline_walk
from publisher.markup.line_characters import lines_of
from publisher.markup.located import Located, located

__all__ = ["Document", "Element", "parse", "to_html"]

_MARKDOWN = Markdown(extensions=[extension() for extension in EXTENSIONS], output_format="html")
"""Created once: that takes as long as converting a short issue."""

_ONE_AT_A_TIME = Lock()
"""A Markdown object keeps the footnotes and link references of the current issue."""


@dataclass(frozen=True, slots=True)
class Document:
    """One issue's body, parsed. Offsets count in the text that it was cut from."""

    html: str
    """The fragment."""
    root: Element
    """The tree; text is not located any more, URLs are."""
    blocks: Mapping[Element, int]
    """The offset of each block, of list items, footnotes and cells too."""
    definitions: Mapping[str, int]
    """The offset of each link definition, by its normalised label."""
    passages: tuple[Passage, ...]
    """The texts of the blocks, each with its inline elements."""
    raw: tuple[Located, ...]
    """The pieces of raw HTML, in the order in which they were found."""
    unclosed: tuple[int, ...]
    """The offsets of code and raw HTML that lack the mark that should end them."""


def to_html(markdown: str) -> str:
    """Return the HTML of one issue's body (Markdown without front matter), as a fragment."""
    return parse(markdown).html


def parse(markdown: str) -> Document:
    """Parse one issue's body; it may be located.

    Pure: the same text gives the same bytes, and nothing (footnotes, link references) is carried
    over from one issue to the next. Never fails on text. The syntax: docs/markdown.md.
    """
    source = markdown if isinstance(markdown, Located) else located(markdown)
    with _ONE_AT_A_TIME:
        try:
            return _parsed(lines_of(source))
        finally:
            _MARKDOWN.reset()


def _parsed(lines: list[Located]) -> Document:
    """Take the steps of ``Markdown.convert``, which would lose the offsets of the lines."""
    vars(_MARKDOWN)["lines"] = lines
    blocks, walk = document_parser(_MARKDOWN), inline_walk(_MARKDOWN)
    root = blocks.parse_document(lines)
    for treeprocessor in _MARKDOWN.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    html = _MARKDOWN.serializer(root).strip()
    html = html.removeprefix(f"<{_MARKDOWN.doc_tag}>").removesuffix(f"</{_MARKDOWN.doc_tag}>")
    for postprocessor in _MARKDOWN.postprocessors:
        html = postprocessor.run(html.strip())
    return Document(
        html=html.strip(),
        root=root,
        blocks=blocks.offsets,
        definitions=blocks.definitions,
        passages=tuple(walk.passages),
        raw=tuple(it for it in _MARKDOWN.htmlStash.rawHtmlBlocks if isinstance(it, Located)),
        unclosed=tuple(blocks.unclosed),
    )
