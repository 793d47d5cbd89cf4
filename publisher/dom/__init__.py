"""Parse HTML, write it, and read its text. Callers use ``dom.parse``, ``dom.text_of``."""

from publisher.dom.documents import document, document_html
from publisher.dom.html_and_text import inner_html_and_text, outer_html_and_text
from publisher.dom.serialiser import attributes_of, inner_html, opening_tag, outer_html
from publisher.dom.tags import BLOCKS, RAW_TEXT, VOID, Element, has_class, is_element, name_of
from publisher.dom.tree import ids_of, parse, remove, unwrap, with_attributes
from publisher.dom.visible_text import line_of, text_of, title_of

__all__ = [
    "BLOCKS",
    "RAW_TEXT",
    "VOID",
    "Element",
    "attributes_of",
    "document",
    "document_html",
    "has_class",
    "ids_of",
    "inner_html",
    "inner_html_and_text",
    "is_element",
    "line_of",
    "name_of",
    "opening_tag",
    "outer_html",
    "outer_html_and_text",
    "parse",
    "remove",
    "text_of",
    "title_of",
    "unwrap",
    "with_attributes",
]
