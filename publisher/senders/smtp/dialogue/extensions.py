"""Parse a server's reply to EHLO, and compare it with what a message needs. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from publisher.senders.smtp.dialogue.wire_form import Wire

_SIZE = re.compile("[0-9]{1,20}")
"""A limit of RFC 1870, section 3: at most 20 digits."""


@dataclass(frozen=True, slots=True)
class Extensions:
    """The extensions that a server offers (RFC 5321, section 2.2)."""

    starttls: bool = False
    pipelining: bool = False
    eight_bit_mime: bool = False
    smtputf8: bool = False
    size: bool = False
    size_limit: int = 0
    """Octets of the largest message, 0 if the server sends no limit (RFC 1870)."""
    mechanisms: frozenset[str] = frozenset()
    """Login mechanisms, in lower case (RFC 4954)."""

    @classmethod
    def of(cls, features: Mapping[str, str]) -> "Extensions":
        """Make extensions of lower case keywords and their parameters, as smtplib reads them."""
        limit = features.get("size", "").strip()
        return cls(
            starttls="starttls" in features,
            pipelining="pipelining" in features,
            eight_bit_mime="8bitmime" in features,
            smtputf8="smtputf8" in features,
            size="size" in features,
            size_limit=int(limit) if _SIZE.fullmatch(limit) else 0,
            mechanisms=frozenset(features.get("auth", "").lower().split()),
        )


def shortcoming(wire: Wire, extensions: Extensions) -> str:
    """Return why this server cannot accept this message, '' if it can. Called before sending."""
    if extensions.size_limit and wire.size > extensions.size_limit:
        return (
            f"the message is {wire.size:,} bytes; the server accepts at most "
            f"{extensions.size_limit:,}"
        )
    if wire.has_utf8_header and not extensions.smtputf8:
        return "the message's header needs SMTPUTF8, which the server does not support"
    if wire.is_eight_bit and not extensions.eight_bit_mime:
        return "the message needs 8BITMIME, which the server does not support"
    return ""


def mail_parameters(wire: Wire, extensions: Extensions, *, needs_smtputf8: bool) -> str:
    """Return the parameters of MAIL that the server offers, with a space before each."""
    parameters = []
    if extensions.size:
        parameters.append(f" SIZE={wire.size}")
    if wire.is_eight_bit:
        parameters.append(" BODY=8BITMIME")
    if needs_smtputf8:
        parameters.append(" SMTPUTF8")
    return "".join(parameters)
