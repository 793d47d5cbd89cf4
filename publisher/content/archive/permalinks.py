"""Make an issue's permanent slug and permalink. Uses only the file's name, not its content."""

from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote
from zoneinfo import ZoneInfo

from publisher.slugs import slugify

_BUNDLES = frozenset({"index", "issue", "readme"})
"""Generic file names: the folder's name is used, as in a Hugo page bundle."""


def name_of_file(path: PurePath) -> str:
    """Return a file's name without its suffix, or its folder's name if its own is generic."""
    is_bundle = path.stem.lower() in _BUNDLES and path.parent.name
    return path.parent.name if is_bundle else path.stem


def slug_of_file(path: PurePath) -> str:
    """Return the slug made of a file's name."""
    return slugify(name_of_file(path)) or "issue"


def permalink(  # noqa: PLR0913 - the parts that a permalink can contain
    site_url: str,
    pattern: str,
    *,
    slug: str,
    title: str,
    number: int | None,
    date: datetime | None,
    zone: ZoneInfo,
) -> str:
    """Return the issue's permalink: ``pattern`` filled in, below ``site_url``.

    Dates are in the newsletter's own zone. If the pattern needs a date that the issue does not
    have, the permalink is ``/drafts/{slug}/``; a missing number is replaced by the slug.
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
