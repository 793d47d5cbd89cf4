r"""Text as it was decoded -> text that every format can carry, with what was taken out named.

Knows no format and no disk. What is done to which character:

====================================  ================================  ==========
CR LF, CR                             line feed                          unsaid
U+2028, U+2029                        a space: editors show a break      unsaid
                                      there, YAML and JavaScript too,
                                      Markdown none, and line numbers
                                      would count one more than editors
VT, FF                                a space, since they part words;    C104
                                      XML 1.0, section 2.2, forbids them
C1 (U+0080 to U+009F)                 what Windows-1252 means by that    C105
                                      byte, as browsers read it; else
                                      nothing
U+FFFD, U+007F, U+FEFF, noncharacters  nothing                           C105
other controls, U+FFFE, U+FFFF,        nothing: XML forbids them too     C104
lone surrogates
====================================  ================================  ==========

Bidirectional controls stay: Hebrew and Arabic texts need them.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from publisher.content import content_rules as rules
from publisher.diagnostics import Diagnostic, Position, Rule
from publisher.markup.located import Text, substituted
from publisher.positions import Lines
from publisher.xml_text import FORBIDDEN, USUAL, meant

_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_UNUSUAL = re.compile(f"[^{USUAL}]")
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
_DOUBTFUL = re.compile(f"(?![{FORBIDDEN}])[^{USUAL}]")

_SHOWN = 5
"""Findings of one kind that are told one by one; the rest is counted."""

# With a semicolon only: without one, HTML reads `R&notes` as `R¬es`.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# What a service escapes once more in what was escaped; `&amp;lt;` may be meant.
_ESCAPED_TWICE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|quot|apos|amp);")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text that is fit for XML, with line feeds alone, and what had to be taken out."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def clean(text: str, path: str) -> Cleaned:
    """The text with its line ends made one and unfit characters mended or left out.

    Lines keep their numbers, and a finding has the line and column of the text as it was.
    """
    if _UNUSUAL.search(text) is None:
        return Cleaned(text)
    text = _with_line_feeds(text)
    found = (*_findings(text, path, _FORBIDDEN_KIND), *_findings(text, path, _DOUBTFUL_KIND))
    return Cleaned(_without_unfit(text), found)


def cleaned(text: Text) -> Text:
    """The text as ``clean`` leaves it, located if it is."""
    return _without_unfit(_with_line_feeds(text))


def _with_line_feeds(text: Text) -> Text:
    return substituted(_BREAKS, lambda match: "\n" if match[0][0] == "\r" else " ", text)


def _without_unfit(text: Text) -> Text:
    return substituted(_UNUSUAL, lambda match: _instead(match[0]), text)


def unescaped(text: str) -> str:
    """The text with its HTML character references decoded (``ML&#x27;s`` is ``ML's``).

    References to apostrophes and the like that services escaped twice (``&amp;#x27;``) are
    decoded too, while ``&amp;lt;`` is ``&lt;``: a text about HTML may say so.
    """
    if "&" not in text:
        return text
    once = _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
    if "&amp;" not in text:
        return once
    return _ESCAPED_TWICE.sub(lambda match: html.unescape(match[0]), once)


def _instead(char: str) -> str:
    return " " if char in "\x0b\x0c" else meant(char)


@dataclass(frozen=True, slots=True)
class _Kind:
    rule: Rule
    pattern: re.Pattern[str]


_FORBIDDEN_KIND = _Kind(rules.FORBIDDEN_CHARACTER, _FORBIDDEN)
_DOUBTFUL_KIND = _Kind(rules.DOUBTFUL_CHARACTER, _DOUBTFUL)


def _findings(text: str, path: str, kind: _Kind) -> Iterator[Diagnostic]:
    """The first few findings of a kind with their places, and one that counts the others."""
    lines = Lines(text)
    rest = 0
    place = Position()
    for count, match in enumerate(kind.pattern.finditer(text)):
        if count > _SHOWN:
            rest += 1
            continue
        place = lines.at(match.start())
        if count == _SHOWN:
            rest = 1
        else:
            yield kind.rule.at(path, place, _said(match[0]))
    if rest:
        yield kind.rule.at(path, place, f"{rest:,} more such characters follow")


def _said(char: str) -> str:
    instead = _instead(char)
    what = f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    done = (
        "replaced with a space"
        if instead == " "
        else f"replaced with “{instead}”"
        if instead
        else "removed"
    )
    return f"{what} was {done}"
