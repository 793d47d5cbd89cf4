"""What can be set about reading an archive."""

from datetime import time
from pathlib import Path
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


class ContentOptions(BaseModel):
    """Where the issues are, and how their addresses, dates and links are read."""

    content_dir: Path = Field(default=Path("issues"), description="folder of the issues")
    content_patterns: list[str] = Field(
        default=["*.md", "*.markdown"], description="which files of it are issues"
    )
    permalink: str = Field(
        default="/issues/{slug}/",
        description="address of an issue below site_url; {slug}, {number}, {date}, {year}, "
        "{month}, {day}, {title_slug}",
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

    @field_validator("permalink")
    @classmethod
    def _known_fields(cls, pattern: str) -> str:
        known = {"slug", "number", "date", "year", "month", "day", "title_slug"}
        try:
            pattern.format_map(dict.fromkeys(known, "x"))
        except (KeyError, ValueError, IndexError) as error:
            raise ValueError(f"a permalink knows only {{{'}, {'.join(sorted(known))}}}") from error
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
