"""The settings of the feeds, whose names are top-level keys of publisher.toml."""

from pathlib import Path
from string import Formatter
from typing import Any, Literal, Self

from pydantic import (
    BaseModel,
    Field,
    ValidationInfo,
    create_model,
    field_validator,
    model_validator,
)

from publisher.feed.formats import FORMATS
from publisher.identity.entry_ids import DISTINCT_FIELDS, ID_FIELDS, id_fault


class _FormatOptions(BaseModel):
    """Which feeds to write, and where."""

    feeds_dir: Path = Field(default=Path("feeds"), description="folder for the feeds")
    feed_url: str = Field(
        default="", description="URL at which feeds_dir is served; default: site_url"
    )
    feed_formats: list[Literal[tuple(FORMATS)]] = Field(  # type: ignore[valid-type]
        default=list(FORMATS), description="which feeds to write"
    )


_FILE_FIELDS: dict[str, Any] = {
    f"{form.name}_file": (
        str,
        Field(default=form.file_name, description=f"file name of the {form.document}"),
    )
    for form in FORMATS.values()
}


class FeedOptions(create_model("_FileOptions", __base__=_FormatOptions, **_FILE_FIELDS)):  # type: ignore[misc]
    """Feeds: formats, files, size and ids."""

    feed_limit: int = Field(
        default=20, ge=1, le=1000, description="maximum number of issues in a feed"
    )
    feed_max_bytes: int = Field(
        default=500_000,
        ge=10_000,
        le=5_000_000,
        description="maximum size of a feed in bytes; can mean fewer issues than feed_limit",
    )
    feed_archives: bool = Field(
        default=True, description="keep older issues in archive documents (RFC 5005)"
    )
    feed_page: str = Field(
        default="subscribe.html", description="page that explains how to subscribe; empty for none"
    )
    id_template: str = Field(
        default="",
        description=(
            "entry ids: tag URIs if empty, `permalink`, or a template with {host}, {date}, {slug}, "
            "{number}, {path}, {permalink}"
        ),
    )
    feed_id: str = Field(
        default="", description="id of the Atom feed itself, to keep that of an old feed"
    )
    feed_categories: list[str] = Field(default=[], description="categories of the newsletter")
    feed_icon: str = Field(default="", description="URL of a square icon")
    feed_logo: str = Field(default="", description="URL of a logo that is twice as wide as high")
    feed_ttl: int = Field(
        default=60,
        ge=0,
        description="minutes that readers should wait between requests; 0 to omit",
    )
    hub: str = Field(default="", description="URL of a WebSub hub")
    stories: bool = Field(
        default=False, description="also write a feed of single stories, and one for each section"
    )
    story_limit: int = Field(
        default=200, ge=1, le=3000, description="maximum number of stories in a feed of stories"
    )

    @field_validator(*_FILE_FIELDS, "feed_page")
    @classmethod
    def _plain_name(cls, name: str, info: ValidationInfo) -> str:
        if name in {".", ".."} or any(sign in name for sign in "/\\\0"):
            raise ValueError(f"{name!r} is not a valid file name")
        if not name and info.field_name != "feed_page":
            raise ValueError(
                "a feed needs a file name; choose the feeds to write with feed_formats"
            )
        return name

    @field_validator("feed_url", "hub", "feed_icon", "feed_logo")
    @classmethod
    def _absolute(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError(f"{url!r} is not an absolute URL; start it with https://")
        return url

    @field_validator("feed_id", "id_template", "feed_url", "hub", "feed_icon", "feed_logo")
    @classmethod
    def _fit_for_xml(cls, value: str) -> str:
        if value and (fault := id_fault(value)):
            raise ValueError(f"this value {fault}")
        return value

    @field_validator("id_template")
    @classmethod
    def _telling(cls, template: str) -> str:
        if template in {"", "permalink"}:
            return template
        try:
            fields = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        except ValueError as error:
            raise ValueError(f"{template!r} is not a valid template: {error}") from error
        if unknown := fields - ID_FIELDS:
            known = ", ".join(f"{{{name}}}" for name in sorted(ID_FIELDS))
            raise ValueError(f"unknown placeholder {{{min(unknown)}}} in id_template; use {known}")
        if not fields & DISTINCT_FIELDS:
            raise ValueError(
                "two issues would have the same id; add {slug}, {number} or {permalink}"
            )
        return template

    @model_validator(mode="after")
    def _different_files(self) -> Self:
        names = [*map(self.file_of, FORMATS), self.feed_page]
        taken = {"feed.css", "ids.json"}
        for name in filter(None, names):
            if name in taken:
                raise ValueError(f"two feed files cannot have the same name {name!r}")
            taken.add(name)
        return self

    def file_of(self, name: str) -> str:
        """Return the file name of a format's feed: the setting ``NAME_file``."""
        return str(getattr(self, f"{name}_file"))
