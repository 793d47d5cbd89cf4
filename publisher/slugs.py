"""Names made of titles, and what two titles are compared by. The one slug function of the program.

Does not import any other module of the program.
"""

import re
import unicodedata

SLUG_LIMIT = 200
"""Octets of a slug in UTF-8; file systems end a name at 255, and a suffix follows."""

_SILENT = "'’‘`´"
"""Signs inside words, left out rather than made a hyphen: ``what's`` is ``whats``."""

_MARKS = frozenset({"Mn", "Mc"})
"""Categories of marks that are part of a letter: accents, and the vowel signs of Hindi."""

_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors: they ask for the coloured form of the emoji before them."""

_OTHER = re.compile("[^a-z0-9]+")
_WITHOUT_SILENT = str.maketrans("", "", _SILENT)


def slugify(text: str) -> str:
    """Return the lower-case letters and digits of any script, with single hyphens between them.

    The slug is '' if the text has neither, such as one that consists of emoji. Permalinks are
    made with this function: what it returns for a text never changes.
    """
    if text.isascii():
        slug = _OTHER.sub("-", text.lower().translate(_WITHOUT_SILENT)).strip("-")
        return slug[:SLUG_LIMIT].strip("-")
    normal = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(
        character if _is_of_a_word(character) else "-"
        for character in normal
        if character not in _SILENT and character not in _VARIATIONS
    )
    slug = "-".join(piece for piece in kept.split("-") if piece)
    return slug.encode("utf-8", "ignore")[:SLUG_LIMIT].decode("utf-8", "ignore").strip("-")


def name_of(text: str) -> str:
    """Return the slug of a text without regard to case, as some file systems compare names."""
    return slugify(text.casefold())


def letters_of(text: str) -> str:
    """Return the letters, marks and digits of a text without case, to compare two titles by.

    Services change quotes, dashes and spaces of a title, so none of them count.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(sign for sign in folded if _is_of_a_word(sign) and sign not in _VARIATIONS)
    return unicodedata.normalize("NFC", kept)


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in _MARKS
