"""Settings for reading an archive."""

from datetime import time
from pathlib import Path, PurePath
from string import Formatter
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, field_validator

from publisher.urls import TRACKING_PARAMETERS

SIGN_OFFS = (
    "thanks for reading",
    "thank you for reading",
    "that's all for",
    "that's it for",
    "until next time",
    "see you next",
    "merci de votre lecture",
    "danke fürs lesen",
    "gracias por leer",
    "（完）",
    "(完)",
)
"""How an outro begins: the start of a paragraph or bold line, in lower case."""


_PERMALINK_NAMES = ("slug", "number", "date", "year", "month", "day", "title_slug")
_PERMALINK_FIELDS = ", ".join(f"{{{name}}}" for name in _PERMALINK_NAMES)


_LONGEST_PATTERN = 200
"""Characters of a part of a pattern; a file's name has at most 255 bytes."""


class ContentOptions(BaseModel):
    """Content: files, URLs, dates and links."""

    content_dir: Path = Field(default=Path("issues"), description="folder that contains the issues")
    content_patterns: list[str] = Field(
        default=["*.md", "*.markdown"], description="file patterns of the issues in content_dir"
    )
    permalink: str = Field(
        default="/issues/{slug}/",
        description=f"URL path of an issue below site_url; placeholders: {_PERMALINK_FIELDS}",
    )
    timezone: str = Field(default="UTC", description="the newsletter's time zone (IANA name)")
    publish_time: time = Field(default=time(9, 0), description="time of day for dates without one")
    date_from_git: bool = Field(
        default=False, description="take a missing date from the commit that added the file"
    )
    previous_urls: list[str] = Field(
        default=[],
        description="previous URLs of the newsletter; links to them are rewritten to the current "
        "URLs",
    )
    strip_tracking: bool = Field(default=True, description="remove tracking parameters from links")
    tracking_parameters: list[str] = Field(
        default=list(TRACKING_PARAMETERS),
        description="tracking parameters: name or name=value, with * for any characters",
    )
    sign_offs: list[str] = Field(
        default=list(SIGN_OFFS), description="phrases that start the outro of an issue"
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(
                f"unknown time zone {name!r}; use a name such as Europe/Paris"
            ) from error
        return name

    @field_validator("content_patterns")
    @classmethod
    def _patterns_stay_in_the_folder(cls, patterns: list[str]) -> list[str]:
        for pattern in patterns:
            parts = PurePath(pattern).parts
            doubled = any("**" in part and part != "**" for part in parts)
            is_long = any(len(part) > _LONGEST_PATTERN for part in parts) or len(parts) > 99
            if is_long or not parts or ".." in parts or PurePath(pattern).is_absolute() or doubled:
                shown = pattern[:_LONGEST_PATTERN]
                raise ValueError(
                    f"invalid file pattern {shown!r}; use a pattern below content_dir, such as "
                    "'**/*.md'"
                )
        return patterns

    @field_validator("permalink")
    @classmethod
    def _known_fields(cls, pattern: str) -> str:
        try:
            parts = list(Formatter().parse(pattern))
        except ValueError as error:
            raise ValueError(
                f"unknown placeholder in permalink; use {_PERMALINK_FIELDS}"
            ) from error
        for text, name, form, conversion in parts:
            if name is not None and (name not in _PERMALINK_NAMES or form or conversion):
                raise ValueError(f"unknown placeholder in permalink; use {_PERMALINK_FIELDS}")
            if found := next((mark for mark in (":", "?", "#") if mark in text), None):
                raise ValueError(f"permalink must be a path below site_url, without {found!r}")
        return pattern

    @field_validator("previous_urls")
    @classmethod
    def _homes_are_absolute(cls, urls: list[str]) -> list[str]:
        for url in urls:
            if not url.startswith(("http://", "https://")):
                raise ValueError(f"{url!r} is not an absolute URL; start it with https://")
        return urls

    @property
    def zone(self) -> ZoneInfo:
        """The newsletter's time zone."""
        return ZoneInfo(self.timezone)
