"""Decode an issue's bytes, repairing mojibake.

Reads no files and makes no diagnostics: the result names what was repaired, and bytes that are
not text raise an exception with their position.
"""

import codecs
import re
from dataclasses import dataclass

from publisher.content.source.mojibake import undone
from publisher.diagnostics import Position
from publisher.positions import position_at, with_line_feeds

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGN = "\ufeff"
"""A byte order mark as a character: after another mark, or mis-encoded like the text after it."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_BINARY_SHARE = 5
"""One control character in five: UTF-16 without its mark has one in two, text far fewer."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and the codec whose damage was repaired (``mac_roman``), if any."""

    text: str
    repaired_from: str | None = None


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers between a file's bytes and its text, from the outside in."""

    mark: bytes
    """The byte order mark, or nothing."""
    codec: str
    texts: tuple[str, ...]
    """The bytes decoded with the codec; then the same with each layer of mojibake undone."""
    damage: tuple[str, ...]
    """The codec whose damage was undone in each later text."""

    @property
    def text(self) -> str:
        """The decoded text, without a byte order mark."""
        return self.texts[-1].removeprefix(_SIGN)


class EncodingError(ValueError):
    """The bytes are not text in any Unicode encoding; has the byte, line and column.

    ``offset`` counts bytes from 0; a line of ``position`` ends at LF, CR or CR LF.
    """

    def __init__(self, reason: str, offset: int, position: Position) -> None:
        super().__init__(f"{reason} (byte {offset:,})")
        self.reason = reason
        self.offset = offset
        self.position = position


def decode(data: bytes) -> Decoded:
    """Turn an issue's bytes into text, undoing mojibake if there is any.

    Reads UTF-8 with or without a byte order mark, UTF-16 and UTF-32 with one; the mark is
    dropped. Text that was UTF-8, was read as Mac Roman (or Windows-1252, or Latin-1) and saved
    again is restored exactly; any other text is returned as it was. Raises EncodingError
    if the bytes are not text: a legacy single-byte code, or a binary file.
    """
    layers = layers_of(data)
    return Decoded(layers.text, " and ".join(dict.fromkeys(layers.damage)) or None)


def layers_of(data: bytes) -> Layers:
    """Return the layers of an issue's bytes, as ``decode`` reads them. Raises EncodingError too."""
    mark, codec = next(
        ((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), (b"", "utf-8")
    )
    texts = [_unicode(data, mark, codec)]
    _refuse_binary(texts[0])
    damage: list[str] = []
    # Text that was damaged twice is repaired twice. Each layer makes the text shorter, and a
    # restored text is clean, and clean text is never altered: so this loop ends soon.
    while (repair := undone(texts[-1])) is not None:
        texts.append(repair[0])
        damage.append(repair[1])
    return Layers(mark, codec, tuple(texts), tuple(damage))


def _unicode(data: bytes, mark: bytes, codec: str) -> str:
    try:
        return data[len(mark) :].decode(codec)
    except UnicodeDecodeError as fault:
        before = data[len(mark) : len(mark) + fault.start].decode(codec)
        offset = len(mark) + fault.start
        raise EncodingError(_reason(data, offset, codec), offset, _place(before)) from fault


def _reason(data: bytes, offset: int, codec: str) -> str:
    byte = data[offset : offset + 1]
    if codec != "utf-8":
        return f"incomplete {codec.upper()} character"
    reading = byte.decode("cp1252", "ignore")
    meant = f"; in Windows-1252 it would be “{reading}”" if reading else ""
    return f"byte 0x{byte[0]:02X} is not valid UTF-8{meant}"


def _refuse_binary(text: str) -> None:
    """Reject a file full of control characters; a stray one is removed and reported later."""
    controls = _CONTROLS.findall(text)
    if len(controls) * _BINARY_SHARE > len(text):
        first = _CONTROLS.search(text)
        before = text[: first.start()] if first else ""
        offset = len(before.encode("utf-8", "surrogatepass"))
        raise EncodingError("control characters, as in a binary file", offset, _place(before))


def _place(before: str) -> Position:
    """Return the line and column of what follows ``before``."""
    lines = with_line_feeds(before)
    return position_at(lines, len(lines))
