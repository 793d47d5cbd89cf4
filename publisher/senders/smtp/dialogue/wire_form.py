"""Convert a message to the octets that follow DATA. Pure."""

from dataclasses import dataclass

LONGEST_LINE = 998
"""Octets without CRLF (RFC 5321, section 4.5.3.1.6)."""

FINAL_DOT = b".\r\n"
"""Ends the data, after a line end (RFC 5321, section 4.1.1.4)."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A message in the form sent after DATA, and what it requires of a server."""

    body: bytes
    """Ends with CRLF; a dot at the start of a line is doubled; without the final dot."""
    size: int
    """Octets of the message itself, which is what SIZE counts (RFC 1870, section 5)."""
    is_eight_bit: bool
    has_utf8_header: bool
    """Header fields with octets above 127 need SMTPUTF8 (RFC 6531)."""


def wire_form(data: bytes) -> Wire:
    """Check a message, and double its leading dots (RFC 5321, section 4.5.2).

    Raises ValueError, with the reason, for a message that a server could read differently: with
    a single CR or LF, the end of the data can be faked (SMTP smuggling, CVE-2023-51764).
    """
    lines = data.split(b"\r\n")
    text = b"".join(lines)
    if b"\r" in text or b"\n" in text:
        raise ValueError("the message has a CR or LF that is not a line ending")
    if b"\0" in text:
        raise ValueError("the message has a NUL byte")
    if max(map(len, lines)) > LONGEST_LINE:
        raise ValueError(f"the message has a line longer than {LONGEST_LINE} bytes")
    if lines[-1]:
        data += b"\r\n"
    body = data.replace(b"\r\n.", b"\r\n..")
    if body.startswith(b"."):
        body = b"." + body
    is_eight_bit = not data.isascii()
    has_utf8_header = is_eight_bit and not data.partition(b"\r\n\r\n")[0].isascii()
    return Wire(body, len(data), is_eight_bit, has_utf8_header)
