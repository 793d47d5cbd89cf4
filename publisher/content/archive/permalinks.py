"""What an issue is called for good: its slug and its permalink. Knows no file but its name."""

from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote
from zoneinfo import ZoneInfo

from publisher.slugs import slugify

_BUNDLES = frozenset({"index", "issue", "readme"})
"""File names that say nothing: the folder has the name, as in a Hugo page bundle."""


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
