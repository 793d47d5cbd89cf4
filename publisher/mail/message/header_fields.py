"""Write header fields as folded octets: tokens, encoded words, quoted strings.

Does not know what a field means. Not left to the standard library, which folds some fields so
that others cannot read them (seen with Python 3.11): a long URL in List-Unsubscribe or
Archived-At becomes encoded words (cpython issue 85725), and a display name can lose the quotes
around its comma (issues 87720, 121284).
"""

import base64
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.errors import HeaderFault

LINE_WANTED = 76
"""Characters of a line with encoded words (RFC 2047, section 2); less than RFC 5322's 78."""

LINE_LIMIT = 998
"""Octets of any line (RFC 5322, section 2.1.1)."""

_WORD_LIMIT = 66
"""Octets of an encoded word: fits on one line after the longest field name."""

_ATEXT = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~"
)
"""RFC 5322, section 3.2.3."""

_Q_SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/")
"""Octets that are not encoded in a Q encoded word of a phrase (RFC 2047, section 5)."""


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A header field as tokens; lines may end only between two of them."""

    name: str
    tokens: tuple[str, ...]

    def octets(self) -> bytes:
        """Return the field with its CRLF, folded at 76 characters if its tokens allow it.

        Raises HeaderFault if a token is too long for any line.
        """
        lines, line = [], self.name + ":"
        for index, token in enumerate(self.tokens):
            # Not before the first: to some filters, a name alone on its line is an empty field.
            if index and len(line) + 1 + len(token) > LINE_WANTED:
                lines.append(line)
                line = ""
            line = f"{line} {token}"
        data = [each.encode() for each in (*lines, line)]
        if any(len(each) > LINE_LIMIT for each in data):
            raise HeaderFault(f"{self.name} is too long for a mail header: {self.tokens[-1][:60]}…")
        return b"\r\n".join(data) + b"\r\n"


def checked(name: str, value: str) -> str:
    """Return the value, after checking that nothing in it could start or hide a header.

    Raises HeaderFault for line ends, control characters and lone surrogates.
    """
    for character in value:
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
            raise HeaderFault(
                f"{name} contains {_named(character)}, which is not allowed in a mail header",
                f"remove it from {value[:60]!r}",
            )
    return value


def _named(character: str) -> str:
    return "a line break" if character in "\r\n" else f"the character U+{ord(character):04X}"


def unstructured(name: str, text: str) -> HeaderField:
    """Return a free-text field, such as Subject: unchanged if it can be read back, else encoded."""
    checked(name, text)
    if not text:
        return HeaderField(name, ())
    return HeaderField(name, tuple(text.split(" ") if _is_plain(text) else _encoded_words(text)))


def structured(name: str, *tokens: str) -> HeaderField:
    """Return a field whose tokens are written already; each is checked."""
    return HeaderField(name, tuple(checked(name, token) for token in tokens))


def phrase_tokens(name: str, text: str) -> Iterator[str]:
    """Yield a display name (RFC 5322's phrase): atoms, a quoted string, or encoded words."""
    checked(name, text)
    if not _is_plain(text):
        yield from _encoded_words(text)
    elif all(_ATEXT.issuperset(word) for word in text.split(" ")):
        yield from text.split(" ")
    else:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        yield from f'"{escaped}"'.split(" ")


def _is_plain(text: str) -> bool:
    """Return whether a reader decodes the text to itself: short words of ASCII, single spaces."""
    words = text.split(" ")
    return text.isascii() and "=?" not in text and all(0 < len(word) <= 60 for word in words)


def _encoded_words(text: str) -> Iterator[str]:
    """Yield RFC 2047 words: no character is split, and combining marks stay with their letter."""
    charset_q, charset_b = "=?utf-8?q?", "=?utf-8?b?"
    room = _WORD_LIMIT - len(charset_q) - len("?=")
    octets = text.encode()
    use_q = (
        sum(1 if octet in _Q_SAFE or octet == 0x20 else 3 for octet in octets)
        <= (len(octets) + 2) // 3 * 4
    )
    for piece in _pieces(text, room if use_q else room // 4 * 3, use_q=use_q):
        if use_q:
            yield f"{charset_q}{_q(piece)}?="
        else:
            yield f"{charset_b}{base64.b64encode(piece.encode()).decode()}?="


def _pieces(text: str, room: int, *, use_q: bool) -> Iterator[str]:
    """Yield the text in pieces that take at most this many octets in an encoded word."""
    piece, used = "", 0
    for cluster in _clusters(text):
        # A letter with more marks than fit in a line is split.
        for unit in [cluster] if _octets(cluster, use_q=use_q) <= room else cluster:
            size = _octets(unit, use_q=use_q)
            if piece and used + size > room:
                yield piece
                piece, used = "", 0
            piece, used = piece + unit, used + size
    yield piece


def _octets(text: str, *, use_q: bool) -> int:
    return len(_q(text)) if use_q else len(text.encode())


def _clusters(text: str) -> Iterator[str]:
    """Yield characters with their combining marks, nearly Unicode's grapheme clusters."""
    cluster = ""
    for character in text:
        joins = (
            unicodedata.category(character)[0] == "M"
            or character == "\u200d"
            or cluster.endswith("\u200d")
            or "\U0001f3fb" <= character <= "\U0001f3ff"
        )
        if cluster and not joins:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _q(text: str) -> str:
    return "".join(
        chr(octet) if octet in _Q_SAFE else "_" if octet == 0x20 else f"={octet:02X}"
        for octet in text.encode()
    )


def written(fields: Iterable[HeaderField]) -> bytes:
    """Return the fields one after the other, without the empty line that ends them."""
    return b"".join(field.octets() for field in fields)
