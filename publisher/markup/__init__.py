"""List the extensions that make up the Markdown dialect of issues.

Each part is an extension of Python-Markdown. Blocks are found line by line and text is read in one
walk, both as in CommonMark; the rest of Python-Markdown (registries, tree, footnotes, attribute
lists, raw HTML, serialiser) is used unchanged. docs/markdown.md describes the dialect and its
differences from CommonMark.
"""

from markdown.extensions import Extension

from publisher.markup.blocks.attribute_lists import AttributeExtension
from publisher.markup.blocks.code_blocks import CodeBlockExtension
from publisher.markup.blocks.definition_lists import DefinitionListExtension
from publisher.markup.blocks.document import DocumentExtension
from publisher.markup.blocks.footnotes import FootnoteExtension
from publisher.markup.blocks.headings import HeadingExtension
from publisher.markup.blocks.html_blocks import HtmlBlockExtension
from publisher.markup.blocks.lists import ListExtension
from publisher.markup.blocks.quotes import QuoteExtension
from publisher.markup.blocks.references import ReferenceExtension
from publisher.markup.blocks.tables import TableExtension
from publisher.markup.blocks.task_lists import TaskListExtension
from publisher.markup.inline.bare_urls import BareUrlExtension
from publisher.markup.inline.code_spans import CodeSpanExtension
from publisher.markup.inline.delimiters import EmphasisExtension
from publisher.markup.inline.escapes import EscapeExtension
from publisher.markup.inline.link_syntax import LinkExtension
from publisher.markup.inline.raw_html import RawHtmlExtension
from publisher.markup.inline.soft_breaks import SoftBreakExtension
from publisher.markup.inline.walk import InlineExtension
from publisher.markup.tree_finish import FinishExtension

EXTENSIONS: tuple[type[Extension], ...] = (
    DocumentExtension,  # first: the parser that the blocks below register with
    QuoteExtension,
    HeadingExtension,
    CodeBlockExtension,
    HtmlBlockExtension,
    TableExtension,
    ListExtension,
    DefinitionListExtension,  # a kind of list
    ReferenceExtension,  # removed from paragraphs when they close
    InlineExtension,  # the walk that the marks and patterns below register with
    FootnoteExtension,  # blocks, marks in the text, and the list at the end: after both parsers
    CodeSpanExtension,
    EscapeExtension,
    LinkExtension,
    RawHtmlExtension,
    BareUrlExtension,
    EmphasisExtension,
    TaskListExtension,
    AttributeExtension,
    SoftBreakExtension,  # when the neighbours of every character are known
    FinishExtension,
)
