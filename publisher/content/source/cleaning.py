r"""Remove or replace characters that some format cannot carry, and report the unusual ones.

Does not depend on a format, reads no files. Each character, its replacement, the rule reported:

====================================  ================================  ==========
CR LF, CR                             line feed                          none
U+2028, U+2029                        a space: editors show a break      none
                                      there, YAML and JavaScript too,
                                      Markdown none, and line numbers
                                      would count one more than editors
VT, FF                                a space, to separate words;        C104
                                      XML 1.0, section 2.2, forbids them
C1 (U+0080 to U+009F)                 the Windows-1252 character of     C105
                                      that byte, as browsers read it;
                                      else removed
U+FFFD, U+007F, U+FEFF, noncharacters  removed                           C105
other controls, U+FFFE, U+FFFF,        removed: XML forbids them too     C104
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
"""Findings of one kind that are reported one by one; the rest is counted."""

# With a semicolon only: without one, HTML reads `R&notes` as `R¬es`.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# References that a service may have escaped twice; `&amp;lt;` may be intended.
_ESCAPED_TWICE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|quot|apos|amp);")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text that is valid in XML, with line feeds only, and findings about removed characters."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def clean(text: str, path: str) -> Cleaned:
    """Normalise line ends, and replace or remove characters that are not allowed.

    Lines keep their numbers, and a finding has the line and column in the original text.
    """
    if _UNUSUAL.search(text) is None:
        return Cleaned(text)
    text = _with_line_feeds(text)
    found = (*_findings(text, path, _FORBIDDEN_KIND), *_findings(text, path, _DOUBTFUL_KIND))
    return Cleaned(_without_unfit(text), found)


def cleaned(text: Text) -> Text:
    """Return the text as ``clean`` does, without findings; located if ``text`` is."""
    return _without_unfit(_with_line_feeds(text))


def _with_line_feeds(text: Text) -> Text:
    return substituted(_BREAKS, lambda match: "\n" if match[0][0] == "\r" else " ", text)


def _without_unfit(text: Text) -> Text:
    return substituted(_UNUSUAL, lambda match: _instead(match[0]), text)


def unescaped(text: str) -> str:
    """Decode the HTML character references in a text (``ML&#x27;s`` is ``ML's``).

    References to apostrophes and the like that services escaped twice (``&amp;#x27;``) are
    decoded too, while ``&amp;lt;`` becomes ``&lt;``: a text about HTML may contain it.
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
    """Yield the first findings of a kind with their positions, and one that counts the others."""
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
