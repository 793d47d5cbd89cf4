"""Addresses of links and images, with what of the source each was read from.

An ``Address`` is the attribute as Python-Markdown writes it; where the text that was parsed is
located, it also knows the characters that an author typed for it, and how they were read.
Knows how addresses are spelled; not where they may stand.
"""

import re
from dataclasses import dataclass
from enum import Enum
from html import unescape

from publisher.markup.located import Located

REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
"""A character reference (CommonMark 2.5), of a name that may or may not be one."""

AMPERSAND = re.compile(r"&(?:amp|#38|#[xX]26);")
"""An ampersand as HTML has it, which people copy together with an address."""

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash and the character that it protects."""


class Spelling(Enum):
    """How an address is written."""

    DESTINATION = "destination"
    """In parentheses or a definition: escapes and character references are read."""
    ANGLE = "angle"
    """In angle brackets: only ``&amp;`` is read."""
    BARE = "bare"
    """In the text: likewise, and the address ends where it seems to end."""
    ATTRIBUTE = "attribute"
    """In a tag of HTML: character references are read."""


class Address(str):
    """An address as an attribute, and what it was read from."""

    __slots__ = ("spelling", "written")
    spelling: Spelling
    written: Located


@dataclass(frozen=True, slots=True)
class Unit:
    """Characters as they are written, from ``start`` to ``end``, and what they stand for."""

    start: int
    end: int
    text: str


def units(written: str, spelling: Spelling) -> list[Unit]:
    """The smallest pieces of a written address that stand for something by themselves."""
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
    """An address in angle brackets or in the text, as an attribute and as what is shown."""
    return AMPERSAND.sub("&", written).replace("&", "&amp;")


def as_address(attribute: str, written: str, spelling: Spelling) -> str:
    """The attribute, which knows what it was read from if that is located."""
    if not isinstance(written, Located):
        return attribute
    address = Address(attribute)
    address.written = written
    address.spelling = spelling
    return address
