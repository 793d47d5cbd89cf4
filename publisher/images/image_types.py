"""Detect an image's media type from its first bytes. Uses no type table of the system."""

import re

SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    "image/jxl": ".jxl",
    "image/x-icon": ".ico",
    "image/svg+xml": ".svg",
}
"""The file name extension for each type that is detected."""

_STARTS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftyp(?:avif|avis)", re.DOTALL), "image/avif"),
    (re.compile(rb"BM....\0\0\0\0", re.DOTALL), "image/bmp"),
    (re.compile(rb"II\*\0|MM\0\*"), "image/tiff"),
    (re.compile(rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n"), "image/jxl"),
    (re.compile(rb"\0\0\x01\0"), "image/x-icon"),
)
"""Signatures (WHATWG MIME Sniffing, section 6.1, and the formats' own specifications)."""

_SVG_HEAD = 4096
"""Bytes that are searched for the root element of an SVG, after a prolog and comments."""


def image_type(data: bytes) -> str:
    """Return the media type of an image's bytes, or '' if they are not of a known format."""
    for start, media_type in _STARTS:
        if start.match(data):
            return media_type
    head = data[:_SVG_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "image/svg+xml" if head.startswith(b"<") and b"<svg" in head else ""
