"""Shorten plain text to its first words, for titles and summaries."""

import re
from collections.abc import Iterable

TITLE_LIMIT = 120
EXCERPT_LIMIT = 300
"""Characters of a summary: feed readers and search engines show no more."""

_ABBREVIATIONS = "".join(
    rf"(?<!\b{word}\.)"
    for word in (
        "al",
        "e.g",
        "i.e",
        "vs",
        "cf",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Prof",
        "St",
        "No",
        "approx",
    )
)
_SENTENCE_END = re.compile(
    rf"(?<=[.!?…]){_ABBREVIATIONS}"
    r"[\"”’»)\]]*(?=\s+[\"“‘«(\[]*[^\Wa-z_])"  # an end, then a capital or a digit
    r"|(?<=[。！？])[”’」』）]*"
)
_WIDE_STOPS = "。！？"
_SHORTEST = 4
"""An end before this many characters is more often an abbreviation than a sentence."""
_DAY = re.compile(r"[^.]{0,11}\d\.")
"""An early end after a number is a day or an ordinal: ``Jun 7. A meeting``."""


def first_sentence(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return the first sentence on one line, cut at a word if it is longer than ``limit``."""
    line = " ".join(text.split())
    for end in _SENTENCE_END.finditer(line):
        words = line[: end.end()]
        is_short = len(words) < _SHORTEST or _DAY.fullmatch(words)
        if not is_short or line[end.start() - 1] in _WIDE_STOPS:
            return shortened(words, limit)
    return shortened(line, limit)


def shortened(text: str, limit: int) -> str:
    """Return the text, or its first words and an ellipsis within ``limit`` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    at_word = head.rfind(" ")
    if line[limit - 1].isalnum() and at_word > limit // 2:
        head = head[:at_word]
    return head.rstrip(" ,;:.-–—、，；：。") + "…"


def run_on(lines: Iterable[str]) -> str:
    """Join paragraphs and items to one line, separated as is usual in their script."""
    line = ""
    for words in filter(None, lines):
        line += ("" if not line or line[-1] in _WIDE_STOPS + "：；）" else " ") + words
    return line


def excerpt(text: str, limit: int = EXCERPT_LIMIT) -> str:
    """Return as many first sentences as fit; a part of the first if it is too long."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    ends = [end.end() for end in _SENTENCE_END.finditer(line) if end.end() <= limit]
    return line[: ends[-1]].rstrip() if ends and ends[-1] > limit // 3 else shortened(line, limit)
