"""Repair mojibake, unless the text may be intended as it is.

Mojibake is UTF-8 that a program read in a single-byte code and saved again (``don‚Äôt``,
``cafÃ©``). The repair goes back: encode the whole text in that code, decode the bytes as UTF-8,
both strictly. This already fails for nearly every clean text. For the rest (``Spaß…`` is valid,
and would get a letter of N'Ko) the repaired text is judged.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable

_C1 = {byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def _windows_1252(text: str) -> bytes:
    """Encode in Windows-1252 as browsers and Windows do: its five gaps are control characters."""
    return codecs.charmap_encode(text, "strict", _WINDOWS_1252)[0]


_WINDOWS_1252 = {ord(bytes([b]).decode("cp1252")): b for b in range(256) if b not in _C1} | _C1

CODECS: dict[str, Callable[[str], bytes]] = {
    # Old Macs, and every export that passed through one; the most frequent in archives.
    "mac_roman": lambda text: text.encode("mac_roman"),
    # Windows, and what databases call latin1; before Latin-1, which has fewer characters.
    "cp1252": _windows_1252,
    # Programs that widen each byte: their mojibake is full of invisible C1 characters.
    "latin_1": lambda text: text.encode("latin-1"),
}
"""The codes that UTF-8 is mistaken for in practice, each with its strict encoder."""

_CHARACTERS = {byte: character for character, byte in _WINDOWS_1252.items()}

MISREADINGS: dict[str, Callable[[bytes], str]] = {
    "mac_roman": lambda data: data.decode("mac_roman"),
    "cp1252": lambda data: codecs.charmap_decode(data, "strict", _CHARACTERS)[0],
    "latin_1": lambda data: data.decode("latin-1"),
}
"""How each of the codes reads bytes: this caused the damage."""

ENOUGH = 2
"""Evidence for a repair: a punctuation mark or emoji suffices, an accented letter does not
unless it is in a word. One unclear sequence may be the subject of the article."""

_NON_ASCII = re.compile(r"[^\x00-\x7f]+")

_LATIN = re.compile(r"[\u00a0-\u017f\u1e00-\u1eff]")
_SIGN = re.compile(
    r"[\u200b-\u200d\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u2100-\u23ff\u2460-\u27bf\u2900-\u297f"
    r"\u2b00-\u2bff\ufe0e\ufe0f\ufeff\U0001f000-\U0001fbff\U000e0020-\U000e007f]"
)
# Letters of Vietnamese, Romanian and Pinyin that a clean text can seem to contain: «é is ǎ.
_NEITHER = re.compile(r"[\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u0218-\u021b]")
# Formulas and prices that read as a letter in Mac Roman: √π is the bytes of ù, ≈£ those of ţ.
_FORMULA = re.compile("[¬√ƒ≈∆][πΩµ∞∑∏∫∂£¥¢]|[≈∆]±")
# What follows a capital at the end of a word: AMANHÃ—, SMÅ’S, Å®.
_AFTER_WORDS = frozenset("’”»›–—…®™")
_QUOTES = ("`", "'", '"')


def undone(text: str) -> tuple[str, str] | None:
    """Return the original text and the codec that damaged it; None for a clean text.

    Removes one layer. The result is exact, or None: encoding ``text`` in the
    codec and decoding it as UTF-8 are strict, for the whole text at once.
    """
    if text.isascii():
        return None
    best: tuple[int, str, str] | None = None
    for codec, encode in CODECS.items():
        try:
            restored = encode(text).decode("utf-8")
        except UnicodeError:
            continue
        score = _evidence(text, restored)
        if score >= ENOUGH and (best is None or score > best[0]):
            best = (score, restored, codec)
    return None if best is None else best[1:]


def _evidence(damaged: str, restored: str) -> int:
    """Return the evidence for ``restored``: points for what people write, none for nonsense."""
    points = nonsense = 0
    runs = zip(_NON_ASCII.finditer(damaged), _NON_ASCII.finditer(restored), strict=True)
    for was, now in runs:
        before = damaged[was.start() - 1 : was.start()]
        after = damaged[was.end() : was.end() + 1]
        if before == after and before in _QUOTES:
            continue  # `â€™` between quotes: a text about mojibake
        good, bad = _judge(was[0], now[0], before, after)
        points += good
        nonsense += bad
    return points if points >= 2 * nonsense else 0


def _judge(damaged: str, restored: str, before: str, after: str) -> tuple[int, int]:
    """Return points for and against a run of characters, given the ASCII ones on both sides."""
    good = bad = at = 0
    foreign = [False, *map(_is_foreign_letter, restored), False]
    neighbours = before, *restored, after
    for index, char in enumerate(restored, start=1):
        sequence = damaged[at : at + len(char.encode())]
        at += len(sequence)
        left, right = neighbours[index - 1], neighbours[index + 1]
        if foreign[index]:
            # Scripts come in words: a single letter between Latin ones is an accident.
            if foreign[index - 1] or foreign[index + 1]:
                good += 1
            elif left.isalpha() or right.isalpha():
                bad += 1
        elif _SIGN.match(char) or (_LATIN.match(char) and len(sequence) > 2):
            good += 2
        elif _LATIN.match(char):
            good += _letter_evidence(sequence, left, right)
        elif not _NEITHER.match(char):
            bad += 1
    return good, bad


def _letter_evidence(sequence: str, left: str, right: str) -> int:
    """Return points for two characters that may be one Latin letter.

    A capital or a sign after a small letter, as in ``cafÃ©`` and more so in ``caf√©s``, counts
    most, since no author writes it; ``AMANHÃ… `` counts 0: that is a word and an ellipsis.
    """
    if _FORMULA.fullmatch(sequence):
        return 0
    if left.islower():
        return 2 if right.isalpha() else 1
    return 1 if right.isalpha() and sequence[1] not in _AFTER_WORDS else 0


def _is_foreign_letter(char: str) -> bool:
    """Whether this is a letter, mark or digit of a script other than Latin."""
    if char < "\u02b0" or _LATIN.match(char):
        return False
    if "\u3000" <= char <= "\u30ff" or "\uff00" <= char <= "\uffef":
        return True  # punctuation and full-width forms used in Chinese and Japanese
    return unicodedata.category(char)[0] in "LMN" and not _SIGN.match(char)
