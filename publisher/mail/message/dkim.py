"""Sign a message with DKIM (RFC 6376), using dkimpy.

Optional: dkimpy is in the extra ``dkim``. Does not access files or the clock: the key is an
argument of octets, the time a number.
"""

import base64
import re
from dataclasses import replace
from typing import Any

from publisher import domains
from publisher.errors import SettingsError
from publisher.message import Message

SIGNED = (
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
    "Content-Language", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Archive",
    "Archived-At", "Feedback-ID",
)  # fmt: skip
"""Fields that a signature covers if they are set (RFC 6376, section 5.4.1).

Gmail and Yahoo accept one-click unsubscription (RFC 8058, section 4) only from signed fields.
"""

_OVERSIGNED = ("From", "Subject", "Date", "To", "List-Unsubscribe", "List-Unsubscribe-Post")
"""Signed once more than they occur, so that an added copy fails (RFC 6376, section 8.15)."""

_ED25519_DER = bytes.fromhex("302e020100300506032b657004220420")
"""The bytes before the 32 octets of an Ed25519 key in PKCS #8 (RFC 8410, section 7)."""

_WITHOUT_THE_EXTRA = "install it with: pip install 'publisher[dkim]'"


def sign(message: Message, *, domain: str, selector: str, key: bytes, timestamp: int) -> Message:
    """Return the message with a signature for ``domain`` as its first field.

    ``key`` is a private key in PEM, RSA (PKCS #1 or #8) or Ed25519 (PKCS #8), or an Ed25519
    seed in base64 as dkimpy's dknewkey writes it. ``timestamp`` is in seconds since 1970 in
    UTC (t=). The same arguments give the same signature. Raises SettingsError without dkimpy,
    and for a key, domain or selector that cannot sign.
    """
    try:
        import dkim  # noqa: PLC0415 - an optional extra, loaded only by those who sign
    except ImportError as error:
        raise SettingsError("DKIM signing requires dkimpy", _WITHOUT_THE_EXTRA) from error
    seed = _ed25519_seed(key)
    signer = _at(dkim, timestamp)(
        message.data,
        signature_algorithm=b"ed25519-sha256" if seed else b"rsa-sha256",
        linesep=b"\r\n",
    )
    try:
        signature: bytes = signer.sign(
            selector.encode("ascii"),
            domains.idna_encoded(domain).encode(),
            seed or key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=_covered(message.data),
        )
    except (dkim.DKIMException, UnicodeError, ValueError) as error:
        raise SettingsError(
            f"cannot sign the message for {domain!r} with dkim.key_file: {error}",
            "dkim.key_file must contain an RSA or Ed25519 private key in PEM format",
        ) from error
    return replace(message, data=signature + message.data)


def _at(dkim: Any, timestamp: int) -> Any:  # noqa: ANN401 - dkimpy has no types
    """Return dkimpy's signer with a fixed clock: it has no parameter for the time."""

    class SignerAt(dkim.DKIM):  # type: ignore[misc]  # as above
        def gen_header(self, fields: list[tuple[bytes, bytes]], *rest: object) -> bytes:
            stamp = str(timestamp).encode()
            stopped = [(name, stamp if name == b"t" else value) for name, value in fields]
            header: bytes = super().gen_header(stopped, *rest)
            return header

    return SignerAt


def _covered(data: bytes) -> list[bytes]:
    """Return the names of the fields to sign: those present, and those that nobody may add."""
    head = data.partition(b"\r\n\r\n")[0]
    present = {line.partition(b":")[0].lower() for line in head.split(b"\r\n") if line[:1] != b" "}
    names = [name.lower().encode() for name in SIGNED if name.lower().encode() in present]
    return names + [name.lower().encode() for name in _OVERSIGNED]


def _ed25519_seed(key: bytes) -> bytes:
    """Return the seed of an Ed25519 key in base64, as dkimpy requires; empty for other keys."""
    text = key.decode("ascii", errors="replace").strip()
    pem = re.fullmatch(r"-----BEGIN PRIVATE KEY-----(.*)-----END PRIVATE KEY-----", text, re.DOTALL)
    try:
        der = base64.b64decode("".join((pem.group(1) if pem else text).split()), validate=True)
    except ValueError:
        return b""
    if pem and der.startswith(_ED25519_DER):
        return base64.b64encode(der.removeprefix(_ED25519_DER)[:32])
    return base64.b64encode(der) if not pem and len(der) == 32 else b""
