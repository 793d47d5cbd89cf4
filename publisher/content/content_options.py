"""What can be set about reading an archive."""

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
    """Where the issues are, and how their addresses, dates and links are read."""

    content_dir: Path = Field(default=Path("issues"), description="folder of the issues")
    content_patterns: list[str] = Field(
        default=["*.md", "*.markdown"], description="which files of it are issues"
    )
    permalink: str = Field(
        default="/issues/{slug}/",
        description=f"address of an issue below site_url; {_PERMALINK_FIELDS}",
    )
    timezone: str = Field(default="UTC", description="the newsletter's time zone (IANA name)")
    publish_time: time = Field(
        default=time(9, 0), description="time of day for dates that have none"
    )
    date_from_git: bool = Field(
        default=False, description="take a missing date from the commit that added the file"
    )
    previous_urls: list[str] = Field(
        default=[], description="where this newsletter once lived; links there are led home"
    )
    strip_tracking: bool = Field(default=True, description="drop tracking parameters from links")
    tracking_parameters: list[str] = Field(
        default=list(TRACKING_PARAMETERS),
        description="which parameters track: name or name=value, * for any characters",
    )
    sign_offs: list[str] = Field(
        default=list(SIGN_OFFS), description="how the outro of an issue begins"
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{name!r} is no time zone; write it as Europe/Paris") from error
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
                    f"{shown!r} is no pattern of files in content_dir; write it as '**/*.md'"
                )
        return patterns

    @field_validator("permalink")
    @classmethod
    def _known_fields(cls, pattern: str) -> str:
        try:
            parts = list(Formatter().parse(pattern))
        except ValueError as error:
            raise ValueError(f"a permalink knows only {_PERMALINK_FIELDS}") from error
        for text, name, form, conversion in parts:
            if name is not None and (name not in _PERMALINK_NAMES or form or conversion):
                raise ValueError(f"a permalink knows only {_PERMALINK_FIELDS}")
            if found := next((mark for mark in (":", "?", "#") if mark in text), None):
                raise ValueError(f"a permalink is a path below site_url, without {found!r}")
        return pattern

    @field_validator("previous_urls")
    @classmethod
    def _homes_are_absolute(cls, urls: list[str]) -> list[str]:
        for url in urls:
            if not url.startswith(("http://", "https://")):
                raise ValueError(f"{url!r} is no absolute address; start it with https://")
        return urls

    @property
    def zone(self) -> ZoneInfo:
        """The newsletter's time zone."""
        return ZoneInfo(self.timezone)
