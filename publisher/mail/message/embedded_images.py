"""Embed images in a message (RFC 2387, RFC 2392). No file access: octets are arguments."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from publisher.diagnostics import Position
from publisher.errors import HeaderFault
from publisher.images.image_types import SUFFIXES
from publisher.mail.message.header_fields import structured
from publisher.mail.message.mime import MimeEntity, binary_part
from publisher.positions import Lines


@dataclass(frozen=True, slots=True)
class EmbeddedImage:
    """An image inside the message."""

    data: bytes
    mime_type: str
    """Such as ``image/png``."""


def with_images_inside(
    html: str, images: Mapping[str, EmbeddedImage], domain: str
) -> tuple[str, tuple[MimeEntity, ...]]:
    """Return the HTML with ``cid:`` URLs for the available images, and a part for each.

    ``images`` is by ``src``; one that the HTML does not show is left out, and one that it
    shows twice is included once. All but the tags of these images stays as it is, byte
    for byte: no parser preserves conditional comments for Outlook.
    """
    rewriter = _Rewriter(html, images, domain)
    rewriter.feed(html)
    rewriter.close()
    parts = tuple(
        _image_part(image, content_id, number)
        for number, (content_id, image) in enumerate(rewriter.used.items(), start=1)
    )
    return rewriter.rewritten(), parts


def _image_part(image: EmbeddedImage, content_id: str, number: int) -> MimeEntity:
    kind, _, subtype = image.mime_type.partition("/")
    if kind != "image" or not subtype.replace("+", "").replace("-", "").replace(".", "").isalnum():
        raise HeaderFault(f"{image.mime_type!r} is not an image type")
    suffix = SUFFIXES.get(image.mime_type, "")
    return binary_part(
        image.mime_type,
        image.data,
        structured("Content-ID", f"<{content_id}>"),
        # A name, since some clients list a part without one as "noname".
        structured("Content-Disposition", "inline;", f'filename="image-{number}{suffix}"'),
    )


class _Rewriter(HTMLParser):
    """Finds the start tags of images by line and column, and rewrites them."""

    def __init__(self, html: str, images: Mapping[str, EmbeddedImage], domain: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html = html
        self.images = images
        self.domain = domain
        self.used: dict[str, EmbeddedImage] = {}
        self.replaced: list[tuple[int, int, str]] = []
        self.lines = Lines(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = dict(attrs).get("src")
        image = self.images.get(source) if source and tag == "img" else None
        written = self.get_starttag_text()
        if image is None or written is None:
            return
        digest = hashlib.sha256(image.mime_type.encode() + b"\n" + image.data).hexdigest()
        content_id = f"{digest[:32]}@{self.domain}"
        self.used[content_id] = image
        line, column = self.getpos()
        start = self.lines.offset_of(Position(line, column + 1))
        new = [(name, f"cid:{content_id}" if name == "src" else value) for name, value in attrs]
        self.replaced.append((start, start + len(written), _tag(tag, new)))

    def rewritten(self) -> str:
        pieces, place = [], 0
        for start, end, tag in self.replaced:
            pieces += [self.html[place:start], tag]
            place = end
        return "".join([*pieces, self.html[place:]])


def _tag(name: str, attributes: list[tuple[str, str | None]]) -> str:
    written = "".join(
        f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes
    )
    return f"<{name}{written}>"
