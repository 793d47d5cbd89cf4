"""URLs of links and images, with the source text that each was read from.

An ``Address`` is the attribute as Python-Markdown writes it; if the parsed text is located, it
also has the characters that the author typed, and their spelling. Handles only how URLs are
spelled, not where they may be used.
"""

import re
from dataclasses import dataclass
from enum import Enum
from html import unescape

from publisher.markup.located import Located

REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
"""A character reference (CommonMark 2.5); its name may be unknown."""

AMPERSAND = re.compile(r"&(?:amp|#38|#[xX]26);")
"""An ampersand escaped for HTML, which people copy with a URL."""

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash and the character that it protects."""


class Spelling(Enum):
    """How a URL is written."""

    DESTINATION = "destination"
    """In parentheses or a definition: escapes and character references are decoded."""
    ANGLE = "angle"
    """In angle brackets: only ``&amp;`` is decoded."""
    BARE = "bare"
    """In the text: only ``&amp;`` is decoded, and the end of the URL is guessed."""
    ATTRIBUTE = "attribute"
    """In an HTML tag: character references are decoded."""


class Address(str):
    """A URL as an attribute, and the text that it was read from."""

    __slots__ = ("spelling", "written")
    spelling: Spelling
    written: Located


@dataclass(frozen=True, slots=True)
class Unit:
    """Written characters from ``start`` to before ``end``, and the text that they represent."""

    start: int
    end: int
    text: str


def units(written: str, spelling: Spelling) -> list[Unit]:
    """Split a written URL into the smallest pieces that represent text on their own."""
    is_verbatim = spelling in {Spelling.ANGLE, Spelling.BARE}
    reference = AMPERSAND if is_verbatim else REFERENCE
    written = str.__str__(written)
    found_units: list[Unit] = []
    pos = 0
    while pos < len(written):
        char = written[pos]
        found = None
        text = ""
        if char == "&":
            found = reference.match(written, pos)
            text = unescape(found[0]) if found else ""
        elif char == "\\" and spelling is Spelling.DESTINATION:
            found = ESCAPED.match(written, pos)
            text = found[1] if found else ""
        end = found.end() if found else pos + 1
        found_units.append(Unit(pos, end, text if found else char))
        pos = end
    return found_units


def verbatim(written: str) -> str:
    """Return a URL in angle brackets or in the text, as an attribute and as the text shown."""
    return AMPERSAND.sub("&", written).replace("&", "&amp;")


def as_address(attribute: str, written: Located, spelling: Spelling) -> Address:
    """Return the attribute with its source."""
    address = Address(attribute)
    address.written = written
    address.spelling = spelling
    return address
