"""Nothing but an address stands between the angle brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.senders.smtp.dialogue.smtp_path import LONGEST_PATH, smtp_path


@pytest.mark.parametrize(
    "address,path",
    [
        ("", ""),
        ("ann@example.com", "ann@example.com"),
        ("ann@[192.0.2.1]", "ann@[192.0.2.1]"),
        ('"ann lee"@example.com', '"ann lee"@example.com'),
        (r'"a\"b"@example.com', r'"a\"b"@example.com'),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@faß.example", "ann@xn--fa-hia.example"),
        ("ann@例え.example", "ann@xn--r8jz45g.example"),
        ("postmaster", "postmaster"),
    ],
)
def test_an_address_that_any_server_takes(address: str, path: str) -> None:
    assert smtp_path(address, has_smtputf8=False) == path
    assert smtp_path(address, has_smtputf8=True) == path


def test_a_local_part_beyond_ascii_needs_smtputf8() -> None:
    assert smtp_path("jörg@bücher.example", has_smtputf8=True) == "jörg@bücher.example"
    with pytest.raises(ValueError, match=r"jörg@.* needs SMTPUTF8"):
        smtp_path("jörg@bücher.example", has_smtputf8=False)


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.com>\r\nRCPT TO:<eve@example.com",
        "ann@example.com\nDATA",
        "ann@example.com\0",
        "ann@example.com> NOTIFY=NEVER",
        "ann@example.com SIZE=1",
        "<ann@example.com",
        '"',
        '"ann@example.com',
        'ann"@example.com',
        '"ann" lee@example.com',
        '"ann"lee"@example.com',
        '"ann\\"@example.com',
        "ann\\@example.com",
        '"ann"@example.com SIZE=1',
        "ann\x7f@example.com",
        "ann\u2028@example.com",
        "ann\x85@example.com",
        "a\ud800@example.com",
        "x" * LONGEST_PATH + "@example.com",
        "ann@" + "ü" * 70 + ".example",
    ],
)
@pytest.mark.parametrize("has_smtputf8", [True, False])
def test_what_is_more_than_an_address_is_refused(address: str, has_smtputf8: bool) -> None:
    with pytest.raises(ValueError):
        smtp_path(address, has_smtputf8=has_smtputf8)


@given(st.text(max_size=40), st.booleans())
def test_no_text_ends_the_path_or_the_line(address: str, has_smtputf8: bool) -> None:
    try:
        path = smtp_path(address, has_smtputf8=has_smtputf8)
    except ValueError:
        return
    assert not set(path) & set("<>\r\n\0")
    assert " " not in path or path.startswith('"')
    assert has_smtputf8 or path.isascii()
