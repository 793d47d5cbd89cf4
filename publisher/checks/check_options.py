"""Define the settings of the checks: the table ``[check]``."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, field_validator

from publisher.diagnostics import Severity

CLIENTS = (
    "gmail", "outlook", "apple-mail", "yahoo", "aol", "fastmail", "gmx", "hey", "mail-ru",
    "protonmail", "samsung-email", "thunderbird", "web-de",
)  # fmt: skip
"""Mail clients with support data, by caniemail's names; the first four are the default."""


class LinkCheckOptions(BaseModel):
    """Options of ``--links``."""

    model_config = ConfigDict(extra="forbid")

    concurrency: int = Field(default=16, ge=1, le=256, description="maximum concurrent requests")
    per_host: int = Field(
        default=2, ge=1, le=64, description="maximum concurrent requests per host"
    )
    timeout_s: float = Field(default=15, gt=0, description="seconds to wait for a response")
    retries: int = Field(default=2, ge=0, le=10, description="retries after a failed request")
    cache_days: float = Field(default=7, ge=0, description="days to keep a response in the cache")
    allow_private: bool = Field(
        default=False, description="also request hosts on this machine and the local network"
    )


class FileChoice(BaseModel):
    """Which rules are applied, and how severely: to all files, or to those of a pattern."""

    model_config = ConfigDict(extra="forbid")

    select: list[str] = Field(
        default=[], description="rule codes or prefixes to report; empty for all"
    )
    ignore: list[str] = Field(default=[], description="rule codes or prefixes not to report")
    severity: dict[str, Severity] = Field(
        default={}, description="rule code to severity: error, warning or info"
    )


class CheckOptions(FileChoice):
    """Which rules are applied, how severely, and to which clients."""

    per_file: dict[str, FileChoice] = Field(
        default={},
        description=(
            "file name pattern to the rule codes not to report, or to a table of select, ignore "
            "and severity"
        ),
    )
    clients: list[str] = Field(
        default=list(CLIENTS[:4]),
        description="mail clients whose missing features are reported",
    )
    max_warnings: int | None = Field(
        default=None, ge=0, description="exit with status 1 if there are more warnings than this"
    )
    links: LinkCheckOptions = Field(default=LinkCheckOptions(), description="options of --links")

    @field_validator("per_file", mode="before")
    @classmethod
    def _codes_are_those_to_ignore(cls, files: object) -> object:
        if not isinstance(files, Mapping):
            return files
        return {
            pattern: {"ignore": wanted} if isinstance(wanted, list) else wanted
            for pattern, wanted in files.items()
        }

    @field_validator("clients")
    @classmethod
    def _clients_are_known(cls, clients: list[str]) -> list[str]:
        for client in clients:
            if client not in CLIENTS:
                raise ValueError(f"unknown mail client {client!r}; use {', '.join(CLIENTS)}")
        return clients


class ChecksOptions(BaseModel):
    """Checks."""

    check: CheckOptions = Field(default=CheckOptions(), description="options of `publisher check`")
