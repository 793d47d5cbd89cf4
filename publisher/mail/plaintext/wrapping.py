"""Wrap a paragraph to a display width, in any script. Does not know HTML or emails.

Columns are those of a terminal and of a plain-text mail window: East Asian wide characters
and emoji take two, combining marks none (Unicode Standard Annex 11, by wcwidth).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

# Unicode's noncharacters are for a program's internal use and never occur in a text (23.7).
KEEP_START, KEEP_END, GLUE, JOINER = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Marks around what is never broken; a space, and a place without one, at which no line ends."""

_WITHOUT_MARKS = str.maketrans(dict.fromkeys((KEEP_START, KEEP_END, GLUE, JOINER)))
_UNMARKED = _WITHOUT_MARKS | {ord(GLUE): " "}

_NOT_AT_START = frozenset(
    "!%),.:;?]}>¢°’”†‡…‰′″℃、。〃々〉》」』】〕〗〙〛〞〟〻–—―‐゠〜～ヽヾーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ゛゜"
    "ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ・·！％），．：；？］｝｠＞｡｣､･\"'/|"
)
_NOT_AT_END = frozenset("$([{<£¥‘“〈《「『【〔〖〘〚〝＄（［｛｟＜￡￥｢#№\"'/|")
"""Kinsoku: characters that may not start or end a line (JIS X 4051; CLREQ, section 3.1.5).

Marks that open as well as close, such as straight quotation marks, are in both.
"""


_MARK = re.compile("[\ufdd0-\ufdd3]")
_MAY_PART = re.compile(
    "[\u2e80-\uabff\ud7a4-\ufdcf\ufdd4-\U0010ffff]|\ufdd0[\ufdd0-\ufdd3]|[\ufdd0-\ufdd3]\ufdd1"
)
"""What a word contains if a line may end inside it: an ideograph (``is_ideograph``), or nothing
that is kept: ``unicodedata`` takes our marks for wide characters.
"""

_NARROW_SET = " -~\xa0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\ufdd0-\ufdd3"
_NARROW = re.compile(f"[{_NARROW_SET}]*")
"""Texts in Latin, Greek or Cyrillic: one column for each character, none for most marks."""

_WIDE_SET = (
    "\u3000-\u3003\u3005-\u3011\u3014-\u301f\u3041-\u3096\u309d-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uff01-\uff3d\uff3f\uff41-\uff60"
)
_WIDE = re.compile(f"[{_WIDE_SET}]")
_EVEN = re.compile(f"[{_NARROW_SET}{_WIDE_SET}]*")
"""Texts that also have ideographs and kana, of two columns each."""

_UNEVEN = re.compile(
    f"--[{_WIDE_SET}]|\ufdd0[ \ufdd0-\ufdd3]|\ufdd1\ufdd1|\ufdd2\ufdd1|\ufdd3\ufdd1"
    f"|\ufdd0[^\ufdd1]*[{_WIDE_SET}]"
)
"""What a text contains if two characters do not decide alone whether a line may end between them.

A signature separator, or kept text that is empty or has ideographs.
"""

_WITHOUT_COLUMNS = frozenset({KEEP_START, KEEP_END, JOINER})
_BINDS_NEXT = frozenset({KEEP_START, GLUE, JOINER})
_BINDS_BEFORE = frozenset({KEEP_END, GLUE, JOINER})


def keep(text: str) -> str:
    """Mark the text to stay on one line; its content is not checked."""
    return f"{KEEP_START}{text.replace(' ', GLUE)}{KEEP_END}"


def unmarked(text: str) -> str:
    """Return wrapped text without marks."""
    return text if text.isascii() or not _MARK.search(text) else text.translate(_UNMARKED)


def without_marks(text: str) -> str:
    """Return an author's text without characters that would be taken for our marks."""
    return text if text.isascii() or not _MARK.search(text) else text.translate(_WITHOUT_MARKS)


_LONG = 1000
"""Characters of a word that are measured at once; an even number, since flags are pairs."""


@lru_cache(maxsize=65536)
def width_of(text: str) -> int:
    """Return how many columns the text takes; marks take none."""
    if text.isascii():
        return len(text)
    text = unmarked(text)
    if _EVEN.fullmatch(text):
        return len(text) + len(_WIDE.findall(text))
    if len(text) > _LONG:  # wcwidth looks back from each flag to the first of a run
        return sum(width_of(text[at : at + _LONG]) for at in range(0, len(text), _LONG))
    from wcwidth import wcswidth  # large tables, which most issues do not need

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most ``width`` columns, greedily filled, without marks.

    A line feed in the text ends a line. A line that continues ends in a space, RFC 3676's soft
    break; in two spaces if it broke at a space between two characters that need none to be
    parted, so that the space is known to be the text's own (DelSp). A word without a place to
    break gets a line to itself, even if it is longer than ``width``.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        paragraph = line.strip(" ")
        lines.extend(_filler_for(paragraph)(paragraph, width))
    return lines


def _filler_for(text: str) -> Callable[[str, int], Iterator[str]]:
    """Return the fastest way to fill lines; any text can be filled word by word."""
    if "  " in text or " >" in text or "-- " in text or f" {KEEP_END}" in text:
        return _filled
    if text.isascii():
        return _filled_at_spaces
    if _UNEVEN.search(text):
        return _filled
    if _NARROW.fullmatch(text):
        return _filled_at_spaces
    return _filled_by_columns if _EVEN.fullmatch(text) else _filled


def _filled_at_spaces(paragraph: str, width: int) -> Iterator[str]:
    """Fill lines of narrow text: lines end at spaces only, and columns are characters."""
    text = paragraph
    if not text.isascii():
        text = text.replace(KEEP_START, "").replace(KEEP_END, "").replace(JOINER, "")
    start, length = 0, len(text)
    while start + width < length:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            end = text.find(" ", start)
        if end < 0:
            break
        yield text[start:end].replace(GLUE, " ") + " "
        start = end + 1
    yield text[start:].replace(GLUE, " ")


def _filled_by_columns(text: str, width: int) -> Iterator[str]:
    """Fill lines with even text: look back from the last column for a place at which it may end."""
    columns = list(accumulate(map(_columns_of, text)))
    start, length = 0, len(text)
    while True:
        used = columns[start - 1] if start else 0
        end = fullest = bisect_right(columns, used + width, start)
        while start < end < length and not _may_end(text, end):
            end -= 1
        if end == start:
            end = fullest + 1
            while end < length and not _may_end(text, end):
                end += 1
        if end >= length:
            yield unmarked(text[start:])
            return
        line, spaced = text[start:end], text[end] == " "
        start = first = end + spaced
        while first < length and text[first] in _WITHOUT_COLUMNS:
            first += 1
        following = text[first : first + 1].strip(" ")
        yield unmarked(line) + _soft_end(line, following, spaced=spaced)


@lru_cache(maxsize=65536)
def _columns_of(character: str) -> int:
    return 0 if character in _WITHOUT_COLUMNS else width_of(character)


def _may_end(text: str, place: int) -> bool:
    """Return whether a line of even text may end at a place: a space, or where words may part."""
    if text[place] == " ":
        return True
    return text[place - 1] != " " and may_part(*_neighbours(text, place))


def _filled(paragraph: str, width: int) -> Iterator[str]:
    # No line may start with a quotation sign, and none may be a signature separator.
    line: list[str] = []
    used = 0
    for unit, spaced in _units(paragraph):
        gap = 1 if spaced and line else 0
        size = len(unit) if unit.isascii() else width_of(unit)
        if line and used + gap + size > width and line != ["--"] and unit[0] != ">":
            whole = "".join(line)
            yield unmarked(whole) + _soft_end(whole, unit, spaced=spaced)
            line, used = [unit], size
            continue
        if gap:
            line.append(" ")
        line.append(unit)
        used += gap + size
    yield unmarked("".join(line))


def _soft_end(line: str, following: str, *, spaced: bool) -> str:
    before, after = unmarked(line)[-1:], unmarked(following)[:1]
    return "  " if spaced and may_part(before, after) else " "


def _units(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield what is never broken, and whether a space precedes it."""
    for word in paragraph.split(" "):
        if not word:
            continue
        if word.isascii() or not _MAY_PART.search(word):
            yield word, True
            continue
        spaced, start = True, 0
        for place in _ends_inside(word):
            yield word[start:place], spaced
            spaced, start = False, place
        yield word[start:], spaced


def _ends_inside(word: str) -> Iterator[int]:
    """Yield the places inside a word at which a line may end."""
    if not _MARK.search(word):
        yield from (place for place, pair in enumerate(pairwise(word), 1) if may_part(*pair))
        return
    kept = False
    for place in range(1, len(word)):
        kept = (kept or word[place - 1] == KEEP_START) and word[place - 1] != KEEP_END
        if not kept and may_part(*_neighbours(word, place)):
            yield place


def _neighbours(word: str, place: int) -> tuple[str, str]:
    """Return the visible characters at a place; a mark that opens belongs to what follows it."""
    before, after = word[place - 1], word[place]
    if before in _BINDS_NEXT or after in _BINDS_BEFORE:
        return "", ""
    if before == KEEP_END:
        before = word[place - 2] if place >= 2 else ""
    if after == KEEP_START:
        after = word[place + 1] if place + 1 < len(word) else ""
    return before, after


@lru_cache(maxsize=65536)
def may_part(before: str, after: str) -> bool:
    """Return whether a line may end between two neighbours without a space.

    Unicode Standard Annex 14's rules for ideographs (ID) and kinsoku. Korean words stay whole.
    """
    if not before or not after or not (is_ideograph(before) or is_ideograph(after)):
        return False
    if after in _NOT_AT_START or before in _NOT_AT_END:
        return False
    if before == after and before in "…—":
        return False
    return unicodedata.category(after)[0] != "M" and not {before, after} & {
        "\u2060",
        "\xa0",
        "\u200d",
    }


def is_ideograph(character: str) -> bool:
    """Return whether it is set without spaces: an ideograph, kana, or the marks among them."""
    if not character:
        return False
    if character < "\u2e80" or "\uac00" <= character <= "\ud7a3":
        return False
    wide = unicodedata.east_asian_width(character) in {"W", "F"}
    return wide and unicodedata.category(character) not in {"So", "Sk"}
