"""The dialect of Markdown that issues are written in: the one list of its parts.

Each part is an extension of Python-Markdown. Blocks are found line by line and text is read in one
walk, as CommonMark does both; the rest of Python-Markdown (registries, tree, footnotes, attribute
lists, raw HTML, serialiser) is at work as it is. What is understood, and where it differs from
CommonMark, stands in docs/markdown.md.
"""

from markdown.extensions import Extension

from publisher.content.syntax.attributes import AttributeExtension
from publisher.content.syntax.bare_urls import BareUrlExtension
from publisher.content.syntax.characters import CharacterExtension
from publisher.content.syntax.code_blocks import CodeBlockExtension
from publisher.content.syntax.code_spans import CodeSpanExtension
from publisher.content.syntax.definition_lists import DefinitionListExtension
from publisher.content.syntax.delimiters import EmphasisExtension
from publisher.content.syntax.document import DocumentExtension
from publisher.content.syntax.escapes import EscapeExtension
from publisher.content.syntax.footnotes import FootnoteExtension
from publisher.content.syntax.headings import HeadingExtension
from publisher.content.syntax.html_blocks import HtmlBlockExtension
from publisher.content.syntax.inline import InlineExtension
from publisher.content.syntax.links import LinkExtension
from publisher.content.syntax.lists import ListExtension
from publisher.content.syntax.quotes import QuoteExtension
from publisher.content.syntax.raw_html import RawHtmlExtension
from publisher.content.syntax.references import ReferenceExtension
from publisher.content.syntax.soft_breaks import SoftBreakExtension
from publisher.content.syntax.tables import TableExtension
from publisher.content.syntax.task_lists import TaskListExtension

EXTENSIONS: tuple[type[Extension], ...] = (
    CharacterExtension,  # first of all: nobody else has to think of tabs and control characters
    DocumentExtension,  # the parser that the blocks below register with
    QuoteExtension,
    HeadingExtension,
    CodeBlockExtension,
    HtmlBlockExtension,
    TableExtension,
    ListExtension,
    DefinitionListExtension,  # a kind of list
    ReferenceExtension,  # taken off paragraphs when they close
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
)
