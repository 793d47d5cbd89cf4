"""Parse an issue's Markdown: an HTML fragment, and a tree that knows where everything is.

Handles Markdown only, not issues, sections or links to this newsletter.
"""

from dataclasses import dataclass
from threading import Lock

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE

from publisher.markup import EXTENSIONS
from publisher.markup.blocks.document import document_parser
from publisher.markup.element_tree import Element, plain_text
from publisher.markup.html_names import PHRASE_NAMES, TAG
from publisher.markup.inline.walk import inline_walk
from publisher.markup.line_characters import normalised
from publisher.markup.located import Located, located
from publisher.markup.markdown_tree import Tree

__all__ = ["Element", "Tree", "first_title", "parse", "to_html"]

_MARKDOWN = Markdown(extensions=[extension() for extension in EXTENSIONS], output_format="html")
"""Created once: that takes as long as converting a short issue."""

_ONE_AT_A_TIME = Lock()
"""A Markdown object keeps the footnotes and link references of the current issue."""


_LONGEST_TITLE = 1_000
"""Characters of a heading whose marks are read; a longer one is too long for a title anyway."""


@dataclass(frozen=True, slots=True)
class TitleHeading:
    """The first level-1 heading of a body, by offsets in it."""

    text: str
    """Its words, in which character references are not decoded."""
    begin: int
    words: int
    """The offset of the words."""


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


def first_title(markdown: str) -> TitleHeading | None:
    """Return the first level-1 heading that is one line and not inside another block.

    Reads no further than that, unless the heading may refer to a link definition below.
    """
    with _ONE_AT_A_TIME:
        try:
            return _first_title(normalised(located(markdown)))
        finally:
            _MARKDOWN.reset()


def _first_title(text: Located) -> TitleHeading | None:
    vars(_MARKDOWN)["lines"] = text.split("\n")
    blocks = document_parser(_MARKDOWN)
    root = blocks.parse_document(text, _is_title)
    heading = next(filter(_is_title, root), None)
    if heading is not None and "[" in (heading.text or "")[:_LONGEST_TITLE]:
        root = blocks.parse_document(text)
        heading = next(filter(_is_title, root))
    if heading is None or not isinstance(heading.text, Located):
        return None
    words = heading.text.offset(0)
    root[:] = [heading]
    if len(heading.text) <= _LONGEST_TITLE:
        for treeprocessor in _MARKDOWN.treeprocessors:
            treeprocessor.run(root)
    raw = _MARKDOWN.htmlStash.rawHtmlBlocks
    shown = HTML_PLACEHOLDER_RE.sub(lambda mark: _word(raw[int(mark[1])]), plain_text([heading]))
    return TitleHeading(shown, blocks.offsets[heading], words)


def _is_title(element: Element) -> bool:
    return element.tag == "h1" and bool(element.text) and "\n" not in (element.text or "")


def _word(html: object) -> str:
    """Return a piece of raw HTML that is a word of its sentence, else nothing."""
    piece = str(html)
    tag = TAG.match(piece)
    return piece if tag and tag["name"].lower() not in PHRASE_NAMES else ""


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
        leaves=tuple(walk.leaves),
        raw=tuple(sorted(raw, key=lambda piece: piece.begin)),
        unclosed=tuple(blocks.unclosed),
    )
