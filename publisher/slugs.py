"""Make slugs of titles, and compare titles. Contains the only slug function of the program.

Does not import any other module of the program.
"""

import re
import unicodedata

SLUG_LIMIT = 200
"""Bytes of a slug in UTF-8; file systems allow 255 for a name, and a suffix follows."""

_SILENT = "'’‘`´"
"""Signs inside words, removed instead of replaced by a hyphen: ``what's`` is ``whats``."""

_MARKS = frozenset({"Mn", "Mc"})
"""Categories of marks that are part of a letter: accents, and the vowel signs of Hindi."""

_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors: they select the coloured form of the emoji before them."""


class _Kept(dict[int, str | None]):
    """What becomes of each character of a slug; a table for ``str.translate``, filled on use."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kept: str | None = character if _is_of_a_word(character) else "-"
        if character in _SILENT or character in _VARIATIONS:
            kept = None
        self[code] = kept
        return kept


_KEPT = _Kept()

_OTHER = re.compile("[^a-z0-9]+")


def slugify(text: str) -> str:
    """Return the lower-case letters and digits of any script, with single hyphens between them.

    The slug is '' if the text has neither, for example if it is only emoji. Permalinks are
    made with this function, so its result for a text must never change.
    """
    if text.isascii():
        words = text.lower().replace("'", "").replace("`", "")
        slug = _OTHER.sub("-", words).strip("-")
        return slug[:SLUG_LIMIT].strip("-")
    normal = unicodedata.normalize("NFKC", text).lower()
    slug = "-".join(piece for piece in normal.translate(_KEPT).split("-") if piece)
    return slug.encode("utf-8", "ignore")[:SLUG_LIMIT].decode("utf-8", "ignore").strip("-")


def name_of(text: str) -> str:
    """Return the slug of a text, ignoring case as some file systems do."""
    return slugify(text.casefold())


def letters_of(text: str) -> str:
    """Return the case-folded letters, marks and digits of a text, to compare two titles.

    Services change quotes, dashes and spaces of a title, so these are ignored.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(sign for sign in folded if _is_of_a_word(sign) and sign not in _VARIATIONS)
    return unicodedata.normalize("NFC", kept)


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in _MARKS
