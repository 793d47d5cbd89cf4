"""Find automatic fixes of an issue, as edits of its text.

Only fixes that do not change what readers get, or that correct a reported error: tracking
parameters, http to https, entities and spaces in a title; and mojibake, which is undone when a
text is decoded. An edit of a URL covers what the Markdown parser read as the URL. Reads no file.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape

from publisher.checks.content.links import (
    NOT_ENCRYPTED,
    TRACKING,
    could_be_encrypted,
    tracked,
)
from publisher.checks.content.metadata import (
    BLANKS,
    BLANKS_IN_TITLE,
    ENTITY,
    ENTITY_IN_TITLE,
    span_of_title,
)
from publisher.content.content_options import ContentOptions
from publisher.content.content_rules import MOJIBAKE
from publisher.content.source import cleaning
from publisher.markup.destination_text import Spelling
from publisher.markup.destinations import Destination
from publisher.markup.located import Edit, Located
from publisher.model import Source

FIXABLE = frozenset(
    rule.code for rule in (MOJIBAKE, TRACKING, NOT_ENCRYPTED, ENTITY_IN_TITLE, BLANKS_IN_TITLE)
)
"""The codes of rules with an automatic fix."""

_PLAIN_QUERY = re.compile(r"[?&=\w.~%+-]*", re.ASCII)
"""A query in running text that certainly belongs to the URL, not to the words after it."""


def address_edits(
    found: Iterable[Destination],
    codes: Collection[str],
    options: ContentOptions,
    homes: Collection[str],
) -> Iterator[Edit]:
    """Yield edits of the text that the destinations were read from, for rules of these codes.

    ``homes`` are the newsletter's own URLs, current and previous.
    """
    for destination in found:
        url = destination.url
        pieces: list[tuple[int, int, str]] = []
        is_shown = destination.spelling in {Spelling.BARE, Spelling.ANGLE}
        # If readers see the URL, its scheme is part of the author's text.
        if NOT_ENCRYPTED.code in codes and not is_shown and could_be_encrypted(url, homes):
            pieces.append((0, len("http"), "https"))
        if TRACKING.code in codes and not destination.is_image:
            spans = tracked(url, options)
            is_doubtful = destination.spelling is Spelling.BARE and not all(
                _PLAIN_QUERY.fullmatch(url, *span) for span in spans
            )
            pieces += [(*span, "") for span in spans if not is_doubtful]
        if pieces:
            yield from destination.edits(pieces)


def title_edits(source: Source, text: Located, codes: Collection[str]) -> tuple[Edit, ...]:
    """Return edits of the title in the front matter; none if the result would need another fix.

    ``text`` is the source's text, located in the text that is edited.
    """
    start, end = span_of_title(source)
    value = text[start:end]
    pieces = _entities(value) if ENTITY_IN_TITLE.code in codes else []
    if BLANKS_IN_TITLE.code in codes and BLANKS.match(value):
        pieces += _blanks(value)
    edits: list[Edit] = []
    fixed, done = "", 0
    for first, last, replacement in sorted(pieces):
        edit = value[first:last].replaced_by(replacement)
        if edit is None:
            return ()
        edits.append(edit)
        fixed += value[done:first] + replacement
        done = last
    fixed += value[done:]
    more = ENTITY_IN_TITLE.code in codes and _entities(fixed)
    kept_blanks = BLANKS.match(value) and BLANKS_IN_TITLE.code not in codes
    more_blanks = BLANKS.match(fixed) and not kept_blanks
    is_unfit = "\n" in fixed or cleaning.cleaned(fixed) != fixed
    return () if more or more_blanks or is_unfit else tuple(edits)


_Piece = tuple[int, int, str]
"""Start and end of a piece of a value, and its replacement."""


def _entities(value: str) -> list[_Piece]:
    quote = value[:1]
    return [
        (match.start(), match.end(), _quoted(unescape(match[0]), quote))
        for match in ENTITY.finditer(value)
        if unescape(match[0]) != match[0]
    ]


def _quoted(character: str, quote: str) -> str:
    """Return a character, escaped for a value that begins with this quote."""
    if quote == '"' and character in '"\\':
        return f"\\{character}"
    return "''" if quote == "'" and character == "'" else character


def _blanks(value: str) -> list[_Piece]:
    """Return the spaces after the opening quote of a value and before the closing one."""
    inside = value.rstrip()[1:-1]
    begin = 1 + len(inside) - len(inside.lstrip(" \t"))
    end = 1 + len(inside.rstrip(" \t"))
    pieces = ((1, begin, ""), (max(begin, end), 1 + len(inside), ""))
    return [piece for piece in pieces if piece[0] < piece[1]]
