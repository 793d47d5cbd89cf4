"""Make MIME parts (RFC 2045, 2046) of octets that any server carries. Does not know issues.

Every line is ASCII, at most 76 octets and ends in CRLF; the same contents give the same octets.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publisher.mail.message.header_fields import HeaderField, structured, written
from publisher.positions import with_line_feeds

_LINE = 76
"""Octets of an encoded line (RFC 2045, sections 6.7 and 6.8)."""


@dataclass(frozen=True, slots=True)
class MimeEntity:
    """A MIME entity: its fields and its body, already encoded."""

    fields: tuple[HeaderField, ...]
    body: bytes

    def octets(self) -> bytes:
        """Return fields, empty line and body."""
        return written(self.fields) + b"\r\n" + self.body


def text_part(subtype: str, text: str, *parameters: str) -> MimeEntity:
    """Return a text in UTF-8, in the smallest encoding that is safe; line ends become CRLF.

    ``parameters`` follow the charset, written as ``name=value``.
    """
    lines = with_line_feeds(text)
    encoding, body = _encoded_text(lines)
    kind = _content_type(f"text/{subtype}", "charset=utf-8", *parameters)
    return MimeEntity((kind, structured("Content-Transfer-Encoding", encoding)), body)


def binary_part(mime_type: str, data: bytes, *fields: HeaderField) -> MimeEntity:
    """Return a file in base64."""
    return MimeEntity(
        (
            _content_type(mime_type),
            structured("Content-Transfer-Encoding", "base64"),
            *fields,
        ),
        _base64(data),
    )


def multipart(subtype: str, parts: Sequence[MimeEntity], *parameters: str) -> MimeEntity:
    """Join parts with a boundary that occurs in none of them.

    A boundary is a digest of the parts. ``=_`` occurs in no encoded body (RFC 2045,
    section 6.7), and a body that is not encoded is searched for the boundary.
    """
    entities = [part.octets() for part in parts]
    boundary = _boundary(entities)
    marker = b"--" + boundary.encode()
    body = b"".join(b"%b\r\n%b\r\n" % (marker, entity) for entity in entities)
    kind = _content_type(f"multipart/{subtype}", *parameters, f'boundary="{boundary}"')
    return MimeEntity((kind,), body + marker + b"--\r\n")


def _content_type(*parts: str) -> HeaderField:
    return structured("Content-Type", *(f"{part};" for part in parts[:-1]), parts[-1])


def _boundary(entities: Iterable[bytes]) -> str:
    whole = b"\r\n".join(entities)
    digest = hashlib.sha256(whole)
    while (boundary := f"=_{digest.hexdigest()[:32]}").encode() in whole:
        digest.update(b"again")
    return boundary


def _encoded_text(text: str) -> tuple[str, bytes]:
    """Return the name of the transfer encoding, and the octets in it."""
    data = text.encode()
    if _is_plain(text):
        return "7bit", data.replace(b"\n", b"\r\n")
    quoted = binascii.b2a_qp(data, istext=True)
    # An mbox file would write ">From " here, and break the signature.
    quoted = (b"\n" + quoted).replace(b"\nFrom ", b"\n=46=\nrom ")[1:].replace(b"\n", b"\r\n")
    packed = _base64(data.replace(b"\n", b"\r\n"))
    if len(quoted) <= len(packed):
        return "quoted-printable", quoted
    return "base64", packed


def _is_plain(text: str) -> bool:
    """Return whether the text arrives unchanged: short lines of printable ASCII.

    Mbox files change ``From `` at the start of a line, careless servers a line that is one dot;
    spaces at line ends get lost on the way, unless they are encoded.
    """
    return text.isascii() and all(
        len(line) <= _LINE
        and not line.startswith(("From ", "."))
        and not line.endswith((" ", "\t"))
        and line.replace("\t", " ").isprintable()
        for line in text.split("\n")
    )


def _base64(data: bytes) -> bytes:
    packed = base64.b64encode(data)
    lines = [packed[start : start + _LINE] for start in range(0, len(packed), _LINE)]
    return b"".join(line + b"\r\n" for line in lines).removesuffix(b"\r\n")
