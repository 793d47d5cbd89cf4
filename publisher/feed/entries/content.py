"""The content of an entry: the large part of it, which is loaded when a document is written."""

import json
from dataclasses import dataclass
from hashlib import sha256
from html import escape


@dataclass(frozen=True, slots=True)
class EntryContent:
    """HTML and text: valid in XML, and nothing in it that a reader would drop."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """How much of a document a content takes, and what it is compared by."""

    xml_octets: int
    """Of the HTML, escaped as text in XML."""
    json_octets: int
    """Of the HTML as a string in JSON, without its quotation marks."""
    text_octets: int
    """The same of the text."""
    digest: str
    """SHA-256 of HTML and text, in hexadecimal."""


def facts_of(content: EntryContent) -> ContentFacts:
    """Measure a content."""
    data = f"{content.html}\0{content.text}".encode()
    return ContentFacts(
        xml_octets=len(escape(content.html, quote=False).encode()),
        json_octets=_octets(content.html),
        text_octets=_octets(content.text),
        digest=sha256(data).hexdigest(),
    )


def _octets(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2
