"""An image's type is read from its bytes."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from publisher.images.image_types import SUFFIXES, image_type

FORMATS = {
    "PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp",
    "AVIF": "image/avif", "BMP": "image/bmp", "TIFF": "image/tiff", "ICO": "image/x-icon",
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_what_pillow_writes_is_known(name: str) -> None:
    written = io.BytesIO()
    Image.new("RGB", (16, 16), "teal").save(written, name)
    assert image_type(written.getvalue()) == FORMATS[name]
    assert FORMATS[name] in SUFFIXES


@pytest.mark.parametrize(
    "text",
    [
        "<svg/>",
        "\ufeff<?xml version='1.0'?>\n<!-- a -->\n<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_an_svg_is_known_by_its_root(text: str) -> None:
    assert image_type(text.encode()) == "image/svg+xml"


@pytest.mark.parametrize("data", [b"", b"GIF", b"<html><p>x</p>", b"P5 1 1 1 x", b"words <svg"])
def test_what_is_not_an_image_has_no_type(data: bytes) -> None:
    assert image_type(data) == ""


@given(st.binary(max_size=64))
def test_any_bytes_have_a_known_type_or_none(data: bytes) -> None:
    assert image_type(data) in {"", *SUFFIXES}
