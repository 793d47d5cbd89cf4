"""Read width and height of an image from its first bytes.

Only of formats known by their signature, all of them binary: imagesize also reads text formats
(Netpbm, SVG), whose numbers may have any number of digits.
"""

from io import BytesIO

import imagesize

HEAD_OCTETS = 1 << 20
"""Bytes of a file that are read: the size may follow a camera's metadata and thumbnails."""

MAX_PX = 65_535
"""The longest side of a JPEG or GIF (16 bits); more means a damaged file."""

_SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n"),
    (0, b"\xff\xd8\xff"),  # JPEG
    (0, b"GIF87a"),
    (0, b"GIF89a"),
    (8, b"WEBP"),
    (0, b"BM"),
    (4, b"ftyp"),  # AVIF, HEIC
)


def image_size(head: bytes) -> tuple[int, int]:
    """Return width and height in pixels; 0 and 0 where they are unknown or impossible."""
    if not any(head.startswith(mark, at) for at, mark in _SIGNATURES):
        return 0, 0
    try:
        width, height = imagesize.get(BytesIO(head[:HEAD_OCTETS]))
    except (ValueError, OSError, RuntimeError, LookupError):
        return 0, 0
    if not (isinstance(width, int) and isinstance(height, int)):
        return 0, 0
    return (width, height) if 0 < width <= MAX_PX and 0 < height <= MAX_PX else (0, 0)
