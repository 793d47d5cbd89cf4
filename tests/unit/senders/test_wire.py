"""What follows DATA can be read in one way only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.senders.smtp.dialogue.wire_form import FINAL_DOT, LONGEST_LINE, wire_form

LINES = st.lists(
    st.binary(max_size=60).filter(lambda line: not set(line) & set(b"\r\n\0")), max_size=20
)


def received(octets: bytes) -> tuple[bytes, bytes]:
    """What a server makes of the data by RFC 5321, section 4.5.2, and what it has left."""
    lines: list[bytes] = []
    while True:
        line, octets = octets.split(b"\r\n", 1)
        if line == b".":
            return b"".join(each + b"\r\n" for each in lines), octets
        lines.append(line[1:] if line.startswith(b".") else line)


@given(LINES)
def test_the_server_reads_what_was_written_and_nothing_after_it(lines: list[bytes]) -> None:
    data = b"".join(line + b"\r\n" for line in lines)
    assert received(wire_form(data).body + FINAL_DOT) == (data, b"")


@pytest.mark.parametrize(
    "text,written",
    [
        (b".", b"..\r\n"),
        (b".\r\n", b"..\r\n"),
        (b"..\r\n.\r\n", b"...\r\n..\r\n"),
        (b"a\r\n.\r\nb\r\n", b"a\r\n..\r\nb\r\n"),
        (b"a.\r\n", b"a.\r\n"),
        (b"", b""),
        (b"\r\n", b"\r\n"),
        (b"no line end", b"no line end\r\n"),
    ],
)
def test_a_dot_at_the_start_of_a_line_is_doubled(text: bytes, written: bytes) -> None:
    assert wire_form(text).body == written


@pytest.mark.parametrize(
    "text",
    [
        b"a\nb\r\n",
        b"a\rb\r\n",
        b"a\n.\nMAIL FROM:<x@example.com>\r\n",
        b"a\r\n.\rb\r\n",
        b"a\n.\r\nb\r\n",
        b"a\r\n\r",
        b"\n\r\n\r",
        b"a\r\r\n",
        b"a\n",
    ],
)
def test_a_line_end_of_one_character_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match="CR or LF"):
        wire_form(text)


@given(
    st.binary(max_size=40).map(lambda octets: octets.replace(b"x", b"\r\n").replace(b"y", b"\r"))
)
def test_what_is_let_through_has_no_lone_cr_or_lf(octets: bytes) -> None:
    try:
        body = wire_form(octets).body
    except ValueError:
        assert b"\0" in octets or set(octets.replace(b"\r\n", b"")) & set(b"\r\n")
    else:
        assert not set(body.replace(b"\r\n", b"")) & set(b"\r\n\0")


def test_a_line_may_have_998_octets_and_no_more() -> None:
    assert wire_form(b"x" * LONGEST_LINE + b"\r\n").size == 1000
    with pytest.raises(ValueError, match="998"):
        wire_form(b"x" * 999 + b"\r\n")


def test_a_nul_is_refused() -> None:
    with pytest.raises(ValueError, match="NUL"):
        wire_form(b"a\0b\r\n")


def test_the_size_is_the_messages_own() -> None:
    assert wire_form(b".\r\n.\r\n").size == 6


def test_eight_bits_are_noticed_in_header_and_body() -> None:
    body = wire_form("Subject: a\r\n\r\nü\r\n".encode())
    assert (body.is_eight_bit, body.has_utf8_header) == (True, False)
    header = wire_form("Subject: ü\r\n\r\na\r\n".encode())
    assert (header.is_eight_bit, header.has_utf8_header) == (True, True)
