"""What an issue is called for good: its slug and its permalink. Knows no file but its name."""

import re
import unicodedata
from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote
from zoneinfo import ZoneInfo

SLUG_LIMIT = 200
"""Octets of a slug in UTF-8; file systems end a name at 255, and a suffix follows."""

_SILENT = "'’‘`´"
"""Signs inside words, left out rather than made a hyphen: ``what's`` is ``whats``."""

_MARKS = frozenset({"Mn", "Mc"})
"""Vowel signs and accents that Unicode writes behind their letter."""

_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors: they ask for the coloured form of the emoji before them."""

_MARKS = frozenset({"Mn", "Mc"})
"""Categories of marks that are part of a letter: accents, and the vowel signs of Hindi."""

_WITHOUT_SILENT = str.maketrans("", "", _SILENT)
_BETWEEN_WORDS = re.compile("[^a-z0-9]+")
"""What becomes a hyphen in a text of ASCII, as most titles are."""

_BUNDLES = frozenset({"index", "issue", "readme"})
"""File names that say nothing: the folder has the name, as in a Hugo page bundle."""


def slugify(text: str) -> str:
    """Lower-case letters and digits of any script, with single hyphens between them."""
    if text.isascii():
        slug = _BETWEEN_WORDS.sub("-", text.lower().translate(_WITHOUT_SILENT)).strip("-")
        return slug[:SLUG_LIMIT].strip("-")
    normal = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(
        character if character.isalnum() or unicodedata.category(character) in _MARKS else "-"
        for character in normal
        if character not in _SILENT and character not in _VARIATIONS
    )
    slug = "-".join(piece for piece in kept.split("-") if piece)
    return slug.encode("utf-8", "ignore")[:SLUG_LIMIT].decode("utf-8", "ignore").strip("-")


def name_of_file(path: PurePath) -> str:
    """The name that a file has, without its suffix; its folder's where its own says nothing."""
    is_bundle = path.stem.lower() in _BUNDLES and path.parent.name
    return path.parent.name if is_bundle else path.stem


def slug_of_file(path: PurePath) -> str:
    """The slug that a file's name gives."""
    return slugify(name_of_file(path)) or "issue"


def permalink(  # noqa: PLR0913 - the parts an address can be made of
    site_url: str,
    pattern: str,
    *,
    slug: str,
    title: str,
    number: int | None,
    date: datetime | None,
    zone: ZoneInfo,
) -> str:
    """The issue's address for ever: ``pattern`` filled in, below ``site_url``.

    Dates are those of the newsletter's own zone. A pattern that asks for a date that the
    issue does not have falls back on ``/drafts/{slug}/``, for a number on the slug.
    """
    if date is None and any(f"{{{name}" in pattern for name in ("date", "year", "month", "day")):
        pattern = "/drafts/{slug}/"
    local = date.astimezone(zone) if date else datetime(1970, 1, 1, tzinfo=zone)
    path = pattern.format_map(
        {
            "slug": slug,
            "title_slug": slugify(title) or slug,
            "number": slug if number is None else number,
            "date": f"{local:%Y-%m-%d}",
            "year": f"{local:%Y}",
            "month": f"{local:%m}",
            "day": f"{local:%d}",
        }
    )
    return f"{site_url.rstrip('/')}/{quote(path.lstrip('/'), safe='/-._~')}"
