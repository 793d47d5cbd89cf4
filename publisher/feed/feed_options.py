"""What can be set about the feeds. Names stand flat in publisher.toml; knows no value of them."""

from pathlib import Path
from string import Formatter
from typing import Literal, Self, get_args

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator

from publisher.identity.entry_ids import id_fault
from publisher.identity.id_template import DISTINCT_FIELDS, ID_FIELDS

FormatName = Literal["rss", "atom", "json"]

FORMAT_NAMES: tuple[FormatName, ...] = get_args(FormatName)


class FeedOptions(BaseModel):
    """Which feeds are written, where, how large, and how their entries are named."""

    feeds_dir: Path = Field(
        default=Path("feeds"), description="folder that the feeds are written to"
    )
    feed_url: str = Field(
        default="", description="address at which feeds_dir is served; site_url where empty"
    )
    feed_formats: list[FormatName] = Field(
        default=list(FORMAT_NAMES), description="which feeds to write"
    )
    rss_file: str = Field(default="feed.xml", description="file name of the RSS 2.0 feed")
    atom_file: str = Field(default="atom.xml", description="file name of the Atom feed")
    json_file: str = Field(default="feed.json", description="file name of the JSON Feed")
    feed_limit: int = Field(default=20, ge=1, le=1000, description="newest issues in a feed")
    feed_max_bytes: int = Field(
        default=500_000,
        ge=10_000,
        le=5_000_000,
        description="bytes of a feed; fewer issues than feed_limit where they do not fit",
    )
    feed_archives: bool = Field(
        default=True, description="keep older issues in archive documents (RFC 5005)"
    )
    feed_page: str = Field(
        default="subscribe.html", description="page that says how to subscribe; empty for none"
    )
    id_template: str = Field(
        default="",
        description="ids of entries: a tag URI where empty, `permalink`, or a text with {host}, "
        "{date}, {slug}, {number}, {path}, {permalink}",
    )
    feed_id: str = Field(
        default="", description="id of the Atom feed itself, for one that moved here"
    )
    feed_categories: list[str] = Field(default=[], description="categories of the newsletter")
    feed_icon: str = Field(default="", description="address of a square icon")
    feed_logo: str = Field(default="", description="address of a logo twice as wide as high")
    feed_ttl: int = Field(
        default=60,
        ge=0,
        description="minutes that a reader may wait between visits; 0 says nothing",
    )
    hub: str = Field(default="", description="address of a WebSub hub")
    stories: bool = Field(
        default=False, description="also write a feed of single stories, and one for each section"
    )
    story_limit: int = Field(
        default=200, ge=1, le=3000, description="newest stories in a feed of stories"
    )

    @field_validator(*(f"{name}_file" for name in FORMAT_NAMES), "feed_page")
    @classmethod
    def _plain_name(cls, name: str, info: ValidationInfo) -> str:
        if name in {".", ".."} or any(sign in name for sign in "/\\\0"):
            raise ValueError(f"{name!r} is no file name")
        if not name and info.field_name != "feed_page":
            raise ValueError("a feed needs a file name; feed_formats says which feeds are written")
        return name

    @field_validator("feed_url", "hub", "feed_icon", "feed_logo")
    @classmethod
    def _absolute(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError(f"{url!r} is no absolute address; start it with https://")
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
            raise ValueError(f"{template!r} is no template: {error}") from error
        if unknown := fields - ID_FIELDS:
            known = ", ".join(f"{{{name}}}" for name in sorted(ID_FIELDS))
            raise ValueError(f"an id knows no {{{min(unknown)}}}, only {known}")
        if not fields & DISTINCT_FIELDS:
            raise ValueError("two issues would have one id; add {slug}, {number} or {permalink}")
        return template

    @model_validator(mode="after")
    def _different_files(self) -> Self:
        names = [*map(self.file_of, FORMAT_NAMES), self.feed_page]
        taken = {"feed.css", "ids.json"}
        for name in filter(None, names):
            if name in taken:
                raise ValueError(f"two files of the feeds cannot both be called {name!r}")
            taken.add(name)
        return self

    def file_of(self, name: FormatName) -> str:
        """Return the file name of a format's feed: the setting ``NAME_file``."""
        return str(getattr(self, f"{name}_file"))
