"""All settings, gathered flat from the packages' options; only this reads the environment.

Precedence: command-line flag, ``PUBLISHER_*`` environment variable, ``.env``,
``publisher.toml``, default. An unknown key is an error that suggests the most similar known one.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from publisher import urls
from publisher.checks.check_options import ChecksOptions
from publisher.content.content_options import ContentOptions
from publisher.errors import FileRefused, SettingsError
from publisher.feed.feed_options import FeedOptions
from publisher.mail.mail_options import MailOptions
from publisher.model import Newsletter
from publisher.positions import with_line_feeds
from publisher.reading import read_regular
from publisher.senders.sender_options import SenderOptions
from publisher.settings.faults import (
    explained,
    refuse_blank,
    refuse_secrets,
    refuse_unknown,
    unreadable,
)
from publisher.settings.fitness import check_paths, check_text

PREFIX = "PUBLISHER_"
FILE_NAME = "publisher.toml"
_ENCODING = "utf-8-sig"
"""UTF-8 with or without the byte order mark that editors on Windows add."""

_LARGEST = 1_000_000
"""Limit of a settings file, in bytes."""

NO_SITE = "https://example.com/"
"""The site of a newsletter that has not set its URL (RFC 2606)."""


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
"""A language tag of RFC 5646 that begins with an ISO 639 language code."""


class NewsletterOptions(BaseModel):
    """The newsletter."""

    title: str = Field(default="", description="name of the newsletter")
    description: str = Field(default="", description="one-sentence description")
    language: str = Field(default="en", description="language, as a BCP 47 tag")
    author_name: str = Field(default="", description="name of the author")
    author_email: str = Field(default="", description="email address of the author, used in From")
    site_url: str = Field(default="", description="absolute URL of the website")
    copyright: str = Field(default="", description="copyright line in the feeds")

    @field_validator("site_url")
    @classmethod
    def _site_is_absolute(cls, url: str) -> str:
        return f"{urls.normal(url).rstrip('/')}/" if url else ""

    @field_validator("language")
    @classmethod
    def _is_a_language_tag(cls, tag: str) -> str:
        if not _LANGUAGE.fullmatch(tag.strip()):
            raise ValueError("must be a language tag, such as en, zh-CN or pt-BR")
        return tag.strip().replace("_", "-")

    @field_validator("title", "author_name", "author_email", "description", "copyright")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if any(ord(character) < 0x20 for character in value):
            raise ValueError("must be one line of text, without control characters")
        return value.strip()

    @property
    def newsletter(self) -> Newsletter:
        """The newsletter as a value of the model."""
        return Newsletter(
            title=self.title or "Newsletter",
            site_url=self.site_url or NO_SITE,
            description=self.description,
            language=self.language,
            author_name=self.author_name,
            author_email=self.author_email,
            copyright=self.copyright,
        )


class OutputOptions(BaseModel):
    """Other output, test recipients and editor."""

    manifest_file: Path = Field(
        default=Path("build/manifest.json"), description="machine-readable list of the built files"
    )
    test_recipients: list[str] = Field(
        default=[], description="recipients of a test email without --to"
    )
    editor_url: str = Field(
        default="vscode://file{path}:{line}:{column}",
        description="URL that opens a file in your editor, for links in the preview",
    )

    @field_validator("manifest_file")
    @classmethod
    def _has_a_name(cls, path: Path) -> Path:
        if path.name in {"", ".."}:
            raise ValueError("expected the name of a file, such as build/manifest.json")
        return path


class Settings(
    NewsletterOptions,
    ContentOptions,
    MailOptions,
    FeedOptions,
    SenderOptions,
    ChecksOptions,
    OutputOptions,
    BaseSettings,
):
    """All settings of one project. Each package receives this and uses its own options."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        validate_default=False,
    )

    @field_validator("*", mode="before")
    @classmethod
    def _text_is_fit(cls, value: object) -> object:
        check_text(value)
        return value

    @field_validator("*")
    @classmethod
    def _paths_are_fit(cls, value: object) -> object:
        check_paths(value)
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return only the source that ``load_settings`` passes: it knows the project's folder."""
        return (init_settings,)


class _CommaLists:
    """Accepts a list in a variable as JSON or as words separated by commas."""

    def decode_complex_value(self, name: str, field: FieldInfo, value: Any) -> Any:  # noqa: ANN401 - pydantic-settings' own signature
        try:
            return super().decode_complex_value(name, field, value)  # type: ignore[misc]
        except ValueError:
            if isinstance(value, str) and "list" in str(field.annotation):
                return [piece.strip() for piece in value.split(",") if piece.strip()]
            raise


class _Environment(_CommaLists, EnvSettingsSource):
    pass


class _DotEnv(_CommaLists, DotEnvSettingsSource):
    """Reads ``PUBLISHER_*`` from a ``.env``; variables of other programs are ignored."""

    def __call__(self) -> dict[str, Any]:
        known = {name.lower() for name in Settings.model_fields}
        return {name: value for name, value in super().__call__().items() if name.lower() in known}


def load_settings(folder: Path, flags: Mapping[str, object] | None = None) -> Settings:
    """Load the settings of the project in ``folder``; ``flags`` override everything.

    Raises SettingsError with the setting's name, its location and a hint, and never with the
    value of a secret.
    """
    toml_file, env_file = folder / FILE_NAME, folder / ".env"
    table = _toml(toml_file)
    refuse_unknown(table, Settings, FILE_NAME)
    refuse_secrets(table, Settings, FILE_NAME)
    dotenv = _dotenv(env_file)
    refuse_unknown(_variables(dotenv), Settings, ".env")
    refuse_unknown(_variables(os.environ), Settings, "the environment")

    places = {
        "the command line": flags or {},
        "the environment": _variables(os.environ),
        ".env": _variables(dotenv),
        FILE_NAME: table,
    }
    try:
        layers = (
            table,
            _DotEnv(Settings, env_file=env_file, env_file_encoding=_ENCODING)(),
            _Environment(Settings)(),
            flags or {},
        )
        merged = _merged(layers)
        refuse_blank(merged, places)
        return Settings(**merged)
    except ValidationError as error:
        raise explained(error, Settings, places) from None
    except ValueError as error:  # a variable that should be JSON
        raise unreadable(error) from None


def _merged(layers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Merge layers; later ones override earlier ones, and tables are merged key by key."""
    merged: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            before = merged.get(key)
            if isinstance(before, Mapping) and isinstance(value, Mapping):
                merged[key] = _merged((before, value))
            else:
                merged[key] = value
    return merged


def _dotenv(path: Path) -> Mapping[str, str | None]:
    try:
        return dotenv_values(path, encoding=_ENCODING) if path.is_file() else {}
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path.name} is not valid UTF-8: {error.reason}") from error
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror}") from error


def read_settings(path: Path) -> str:
    """Return the text of a settings file. Raises FileRefused, OSError or UnicodeDecodeError."""
    return with_line_feeds(read_regular(path, _LARGEST).decode(_ENCODING))


def _toml(path: Path) -> Mapping[str, object]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(read_settings(path))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name} is not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path.name} is not valid UTF-8: {error.reason}") from error
    except FileRefused as refused:
        message = f"{path.name} cannot be read: {refused.reason}"
        raise SettingsError(message, refused.hint) from refused
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror}") from error


def _variables(variables: Mapping[str, str | None]) -> Mapping[str, object]:
    """Return the settings among variables, nested ones as tables."""
    tables: dict[str, object] = {}
    for name, value in variables.items():
        if not name.upper().startswith(PREFIX):
            continue
        key, _, inner = name[len(PREFIX) :].lower().partition("__")
        if inner:
            table = tables.setdefault(key, {})
            if isinstance(table, dict):
                table[inner.partition("__")[0]] = value
        else:
            tables[key] = value
    return tables
