"""What an issue is called for good: its slug and its permalink. Knows no file but its name."""

import unicodedata
from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote
from zoneinfo import ZoneInfo

SLUG_LIMIT = 150
"""Characters of a slug; file systems end a name at 255 octets, a CJK letter takes three."""

_SILENT = "'’‘`´"
"""Signs inside words, left out rather than made a hyphen: ``what's`` is ``whats``."""

_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors: they ask for the coloured form of the emoji before them."""

_BUNDLES = frozenset({"index", "issue", "readme"})
"""File names that say nothing: the folder has the name, as in a Hugo page bundle."""


def slugify(text: str) -> str:
    """Lower-case letters and digits of any script, with single hyphens between them."""
    normal = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(
        character if character.isalnum() or unicodedata.category(character) == "Mn" else "-"
        for character in normal
        if character not in _SILENT and character not in _VARIATIONS
    )
    return "-".join(piece for piece in kept.split("-") if piece)[:SLUG_LIMIT].strip("-")


def slug_of_file(path: PurePath) -> str:
    """The slug that a file's name gives; that of its folder where the name says nothing."""
    stem = path.stem
    if stem.lower() in _BUNDLES and path.parent.name:
        stem = path.parent.name
    return slugify(stem) or "issue"


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
