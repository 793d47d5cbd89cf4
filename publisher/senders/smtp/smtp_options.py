"""Define the settings of the SMTP sender: the table ``[smtp]``."""

import re
from pathlib import Path
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, Field, SecretStr, field_validator

from publisher import domains
from publisher.senders.declaration import Secret, SenderDeclaration

Security = Literal["starttls", "tls", "none"]
Authentication = Literal["auto", "plain", "login", "cram-md5", "xoauth2"]

RFC_8314_PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
"""The usual port of each kind of security (RFC 8314, section 3; RFC 5321 for 25)."""


class SmtpOptions(BaseModel, extra="forbid", frozen=True, hide_input_in_errors=True):
    """The SMTP server, its security and login, and the limits of sending."""

    host: str = Field(default="", description="host name of the SMTP server")
    port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="default: 587 for starttls, 465 for tls, 25 for none",
    )
    security: Security = Field(
        default="starttls",
        description="starttls (required, no fallback), tls (from the start) or none",
    )
    allow_clear_text_to_other_hosts: bool = Field(
        default=False,
        description=(
            "allow security = none to other machines: messages and passwords can be read and "
            "changed in transit"
        ),
    )
    ca_file: Path | None = Field(
        default=None, description="certificates to trust instead of the system's (PEM)"
    )
    user: str = Field(default="", description="user name for the login; empty for no login")
    password: Secret = Field(default=SecretStr(""), description="password, or app password")
    token: Secret = Field(default=SecretStr(""), description="OAuth 2.0 access token (XOAUTH2)")
    auth: Authentication = Field(
        default="auto", description="auto, plain, login, cram-md5 or xoauth2"
    )
    local_hostname: str = Field(
        default="", description="host name for EHLO; default: the local address"
    )
    envelope_from: str = Field(
        default="", description="email address for bounces, if not the author's"
    )
    connect_timeout_s: float = Field(
        default=30, gt=0, description="seconds to wait for connection, TLS and greeting"
    )
    command_timeout_s: float = Field(
        default=60, gt=0, description="seconds to wait for the response to a command"
    )
    data_timeout_s: float = Field(
        default=600,  # RFC 5321, section 4.5.3.2.6: a shorter timeout causes duplicates
        gt=0,
        description="seconds to wait for the response to a message",
    )
    pipelining: bool = Field(
        default=True, description="send commands in groups if the server supports it"
    )
    max_per_connection: int = Field(
        default=100, ge=1, description="messages sent before reconnecting"
    )
    max_per_second: float = Field(
        default=0, ge=0, description="maximum messages per second; 0 for no limit"
    )
    retry_limit: int = Field(
        default=3, ge=0, description="number of retries for a deferred recipient"
    )
    retry_base_s: float = Field(
        default=2, gt=0, description="seconds before the first retry, doubled for each further one"
    )
    retry_max_s: float = Field(default=60, gt=0, description="maximum seconds before a retry")
    retry_unknown: bool = Field(
        default=False,
        description=(
            "also retry if it is unknown whether a message arrived; some recipients will get it "
            "twice"
        ),
    )

    @field_validator("host")
    @classmethod
    def _is_a_host(cls, host: str) -> str:
        host = host.strip().removeprefix("[").removesuffix("]")  # [::1], as in a URL
        if "/" in host or re.search(r"[\s\x00-\x1f\x7f]", host):
            raise ValueError("must be a host name only, such as smtp.example.com")
        # Encode here: sockets and TLS would use IDNA 2003, which may mean another host.
        return domains.idna_encoded(host) if not host.isascii() else host

    @field_validator("local_hostname")
    @classmethod
    def _is_one_word(cls, name: str) -> str:
        if name and not re.fullmatch(r"[!-~]{1,255}", name):
            raise ValueError("must be an ASCII host name, such as letters.example.com")
        return name

    @field_validator("envelope_from")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        if address and ("@" not in address or re.search(r"[\s<>\x00-\x1f\x7f]", address)):
            raise ValueError("must be an email address only, such as bounces@example.com")
        return address

    @property
    def effective_port(self) -> int:
        """The port that is set, or else the usual one for the security."""
        return self.port or RFC_8314_PORTS[self.security]

    def below(self, folder: Path) -> Self:
        """Return the same options, with relative paths resolved against a folder."""
        if self.ca_file is None:
            return self
        return self.model_copy(update={"ca_file": folder / self.ca_file.expanduser()})


class SmtpDeclaration(SenderDeclaration):
    """The SMTP sender and its table of settings."""

    sender_name: ClassVar[str] = "smtp"
    opened_by: ClassVar[str] = "publisher.senders.smtp.sender:open_smtp_sender"
    required: ClassVar[tuple[str, ...]] = ("smtp.host",)
    bounce_setting: ClassVar[str] = "smtp.envelope_from"

    smtp: SmtpOptions = SmtpOptions()
