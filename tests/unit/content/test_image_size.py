"""Sizes of images: right for the formats that mail clients show, bounded for everything else."""

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from publisher.images.image_size import MAX_PX, image_size
from tests.unit.content.conftest import ReadShelf

DIGITS = b"1" * 4000


def _image(kind: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (64, 48)).save(data, kind)
    return data.getvalue()


def _png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\2\0\0\0"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_the_size_of_an_image_is_read_from_its_first_bytes(kind: str) -> None:
    assert image_size(_image(kind)) == (64, 48)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"P5 " + b"1" * 1_000_000,
        b"P5 " + DIGITS + b" " + DIGITS + b" 255 ",
        b"P7\nWIDTH " + DIGITS + b"\nHEIGHT 1\nENDHDR\n",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='" + DIGITS + b"' height='1.5'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='10.5' height='1.5'/>",
        _png(MAX_PX + 1, 10),
        _png(10, 2**31 - 1),
        _png(0, 10),
        _png(10, 10)[:20],
    ],
)
def test_image_of_impossible_size_has_no_size(data: bytes) -> None:
    assert image_size(data) == (0, 0)


@given(
    st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 "]
    ),
    st.binary(max_size=200),
)
def test_a_size_is_two_whole_numbers_within_bounds_whatever_the_bytes(
    start: bytes, rest: bytes
) -> None:
    width, height = image_size(start + rest)
    assert (width, height) == (0, 0) or (0 < width <= MAX_PX and 0 < height <= MAX_PX)
    assert isinstance(width, int)
    assert isinstance(height, int)


def test_a_text_with_the_name_of_an_image_gives_no_size(shelf_of: ReadShelf) -> None:
    shelf = shelf_of(
        {
            "001.md": "---\ntitle: One\ndate: 2026-01-02\n---\n![a](a.png) ![b](b.png)",
            "a.png": b"P5 " + DIGITS + b" " + DIGITS + b" 255 ",
            "b.png": _image("PNG"),
        }
    )
    sizes = [(image.width, image.height) for image in shelf.issue(shelf.manuscripts[0]).images]
    assert sizes == [(0, 0), (64, 48)]
