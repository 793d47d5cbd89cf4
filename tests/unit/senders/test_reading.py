"""A reply is read to its end, in bounded size and time, however the server cuts it up."""

import contextlib
import itertools
import smtplib
import socket
import threading
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.senders.smtp.auth import log_in
from publisher.senders.smtp.dialogue.connection import Connection
from publisher.senders.smtp.dialogue.reply_reader import (
    LARGEST_REPLY,
    LONGEST_LINE,
    BoundedClient,
    UnreadableReply,
)
from publisher.senders.smtp.smtp_options import SmtpOptions


@contextlib.contextmanager
def client_of(
    pieces: Sequence[bytes] | Iterator[bytes], seconds: float = 0
) -> Iterator[BoundedClient]:
    """A client of a server that sends pieces; each look at the clock takes ``seconds``."""
    here, there = socket.socketpair()

    def serve() -> None:
        with contextlib.suppress(OSError), there:
            for piece in pieces:
                there.sendall(piece)

    server = threading.Thread(target=serve)
    client = BoundedClient(30, itertools.count(0, seconds or 1e-9).__next__)
    client.sock = here
    server.start()
    try:
        yield client
    finally:
        here.close()
        server.join()


def test_lines_without_end_are_given_up() -> None:
    with (
        client_of(itertools.repeat(b"250-and more\r\n")) as client,
        pytest.raises(UnreadableReply, match=f"{LARGEST_REPLY:,}"),
    ):
        client.getreply()


def test_a_line_without_end_is_given_up() -> None:
    with (
        client_of(itertools.repeat(b"250 and more")) as client,
        pytest.raises(UnreadableReply, match=f"{LONGEST_LINE:,}"),
    ):
        client.getreply()


@pytest.mark.parametrize("piece", [b"2", b"250-x\r\n"])
def test_a_reply_has_one_time_limit_and_not_one_for_each_octet(piece: bytes) -> None:
    # A server that is quick fills a line to its own limit before the time is up.
    ends = TimeoutError if piece.endswith(b"\n") else (TimeoutError, UnreadableReply)
    with client_of(itertools.repeat(piece), seconds=11) as client, pytest.raises(ends):
        client.getreply()


def test_a_reply_with_two_codes_is_none() -> None:
    with (
        client_of([b"250-taken\r\n451 not taken\r\n"]) as client,
        pytest.raises(UnreadableReply, match="250 and 451"),
    ):
        client.getreply()


@pytest.mark.parametrize(
    "line", [b"", b"x", b"25", b"2500 x", b"250x", b" 250 x", b"-25 x", b"2\xb250"]
)
def test_line_without_a_code_is_not_a_reply(line: bytes) -> None:
    with client_of([line + b"\r\n"]) as client:
        assert client.getreply()[0] == -1


def test_a_reply_that_is_cut_off_is_none() -> None:
    with client_of([b"250-a\r\n250 b"]) as client, pytest.raises(smtplib.SMTPServerDisconnected):
        client.getreply()


def test_what_was_received_in_the_clear_is_forgotten() -> None:
    with client_of([b"220 go\r\n250 injected\r\n"]) as client:
        assert client.getreply() == (220, b"go")
        client.forget()
        with pytest.raises(smtplib.SMTPServerDisconnected):
            client.getreply()


LINES = st.lists(
    st.binary(max_size=30).map(lambda it: it.replace(b"\n", b"")), min_size=1, max_size=5
)


@given(st.integers(200, 599), LINES, st.lists(st.integers(1, 9), max_size=40))
def test_a_reply_is_the_same_however_it_is_cut(
    code: int, lines: list[bytes], cuts: list[int]
) -> None:
    whole = b"".join(b"%d-%b\r\n" % (code, line) for line in lines) + b"%d end\r\n" % code
    pieces, rest = [], whole
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    text = b"\n".join([*(line.strip(b" \t\r\n") for line in lines), b"end"])
    with client_of([*filter(None, pieces), rest, b"250 next\r\n"]) as client:
        assert client.getreply() == (code, text)
        assert client.getreply() == (250, b"next")


@pytest.mark.parametrize("mechanism", ["plain", "login", "cram-md5", "xoauth2"])
def test_challenges_without_end_are_not_answered_without_end(mechanism: str) -> None:
    options = SmtpOptions.model_validate({"user": "ann", "password": "secret-word", "token": "t"})
    with client_of(itertools.repeat(b"334 VXNlcm5hbWU6\r\n")) as client:
        assert client.sock is not None
        assert not log_in(Connection(client.sock, 30), mechanism, options).is_positive
