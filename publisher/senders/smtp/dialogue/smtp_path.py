"""Convert an email address to the path between < and > in MAIL and RCPT. Pure."""

import re

from publisher import domains

LONGEST_PATH = 254
"""Octets (RFC 5321, section 4.5.3.1.3: 256 with the angle brackets)."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"@[^ "\\]+')


def smtp_path(address: str, *, has_smtputf8: bool) -> str:
    """Return the address in the form that is sent to the server; '' is the null path.

    A non-ASCII domain is written in its ASCII form if that suffices. Raises ValueError, with the
    reason, for an invalid address, and for a non-ASCII local part if the server does not offer
    SMTPUTF8 (RFC 6531).
    """
    _check(address)
    if address.isascii():
        return address
    local_part, _, domain = address.rpartition("@")
    if not local_part.isascii():
        if not has_smtputf8:
            raise ValueError(
                f"the address {address} needs SMTPUTF8, which the server does not support"
            )
        return address
    try:
        return f"{local_part}@{domains.idna_encoded(domain)}"
    except ValueError as error:
        raise ValueError(f"the address {address} has no valid domain: {error}") from error


def _check(address: str) -> None:
    """Raise ValueError for a text that a server could read as more than an address."""
    if not address.isprintable() or "<" in address or ">" in address:
        raise ValueError(f"not an email address: {address!r}")
    # A space starts a parameter, and an unclosed quotation mark makes the > that ends the path
    # part of it; both are valid in a quoted local part (RFC 5321, section 4.1.2).
    if any(character in address for character in ' "\\') and not _QUOTED.fullmatch(address):
        raise ValueError(f"not an email address: {address!r}")
    if len(address.encode()) > LONGEST_PATH:
        raise ValueError(f"the address is longer than {LONGEST_PATH} bytes: {address}")
