"""A source text and what was found in it to the text in which what is mechanical is mended.

Only what cannot change what readers get, or was said to be wrong: tracking parameters, http to
https, entities and blanks of a title. Each edit stays inside one line. Knows no disk.
"""

import re
from collections.abc import Iterable, Sequence
from html import unescape

from publisher import urls
from publisher.checks.content.links import NOT_ENCRYPTED, TRACKING
from publisher.checks.content.metadata import BLANKS_IN_TITLE, ENTITY_IN_TITLE
from publisher.checks.proof import address_at
from publisher.content.rules import MOJIBAKE
from publisher.diagnostics import Diagnostic

FIXABLE = frozenset(
    rule.code for rule in (MOJIBAKE, TRACKING, NOT_ENCRYPTED, ENTITY_IN_TITLE, BLANKS_IN_TITLE)
)
"""The codes of what can be mended by machine; mojibake already is when a text was decoded."""

_ORDER = (BLANKS_IN_TITLE.code, ENTITY_IN_TITLE.code, NOT_ENCRYPTED.code, TRACKING.code)
"""Edits of one place, last first: the address is compared before its scheme changes."""

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def fixed(text: str, found: Iterable[Diagnostic], tracking_parameters: Sequence[str]) -> str:
    """The text with every fixable finding mended, line ends as they were.

    An edit whose place does not hold what it should is left out.
    """
    pieces = _LINE_END.split(text)
    lines = pieces[::2]
    wanted = [it for it in found if it.code in _ORDER and it.position.line <= len(lines)]
    wanted.sort(key=lambda it: (it.position, _ORDER.index(it.code)), reverse=True)
    for finding in wanted:
        index, start = finding.position.line - 1, finding.position.column - 1
        lines[index] = _mended(lines[index], start, finding.code, tracking_parameters)
    pieces[::2] = lines
    return "".join(pieces)


def _mended(line: str, start: int, code: str, tracking_parameters: Sequence[str]) -> str:
    head, rest = line[:start], line[start:]
    if code == TRACKING.code:
        address = address_at(rest, 0)
        return head + urls.strip_tracking(address, tracking_parameters) + rest[len(address) :]
    if code == NOT_ENCRYPTED.code:
        return f"{head}https:{rest[5:]}" if rest[:5].lower() == "http:" else line
    if code == ENTITY_IN_TITLE.code:
        entity = _ENTITY.match(rest)
        return head + _quoted(unescape(entity[0]), head) + rest[entity.end() :] if entity else line
    return head + _without_blanks(rest)


def _quoted(character: str, head: str) -> str:
    """A character as it stands inside the quotes that were opened before it."""
    opening = head.partition(":")[2] or head.partition("=")[2]
    quote = opening.lstrip()[:1]
    if quote == '"' and character in '"\\':
        return f"\\{character}"
    return "''" if quote == "'" and character == "'" else character


def _without_blanks(value: str) -> str:
    text = value.rstrip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return f"{text[0]}{text[1:-1].strip()}{text[-1]}"
    return value
