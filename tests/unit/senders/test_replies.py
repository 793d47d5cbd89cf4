"""A server's words become an outcome, whatever else they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.message import Outcome
from publisher.senders.smtp.dialogue.replies import (
    LONGEST_WORDS,
    Reply,
    one_line,
    parse_reply,
    receipt,
)


@pytest.mark.parametrize(
    "code,outcome",
    [
        (250, Outcome.ACCEPTED),
        (251, Outcome.ACCEPTED),
        (421, Outcome.DEFERRED),
        (450, Outcome.DEFERRED),
        (550, Outcome.REFUSED),
        (599, Outcome.REFUSED),
        (354, Outcome.DEFERRED),
        (0, Outcome.DEFERRED),
    ],
)
def test_first_digit_decides_the_outcome(code: int, outcome: Outcome) -> None:
    assert receipt("ann@example.com", Reply(code)).outcome is outcome


def test_a_receipt_has_the_servers_code_status_and_words() -> None:
    given_receipt = receipt("ann@example.com", parse_reply(550, b"5.1.1 no such reader"))
    assert given_receipt.code == 550
    assert given_receipt.enhanced_status == "5.1.1"
    assert given_receipt.detail == "no such reader"


@pytest.mark.parametrize(
    "code,text,status,words",
    [
        (250, b"2.0.0 taken", "2.0.0", "taken"),
        (250, b"2.0.0", "2.0.0", ""),
        (550, b"5.7.1 one\n5.7.1 two", "5.7.1", "one two"),
        (550, b"no\nsuch reader", "", "no such reader"),
        (
            250,
            b"5.1.1 of another class is only a text",
            "",
            "5.1.1 of another class is only a text",
        ),
        (550, b"5.1.1.2 is a version", "", "5.1.1.2 is a version"),
        (550, b"5.1.12345 is none", "", "5.1.12345 is none"),
        (550, b"5.123.45\ttab", "5.123.45", "tab"),
    ],
)
def test_enhanced_status_is_read_per_line(code: int, text: bytes, status: str, words: str) -> None:
    assert parse_reply(code, text) == Reply(code, status, words)


@given(st.integers(200, 599), st.binary(max_size=3000))
def test_any_words_become_one_printable_line(code: int, text: bytes) -> None:
    reply = parse_reply(code, text)
    assert reply.words.isprintable()
    assert len(reply.words) <= LONGEST_WORDS
    assert reply.code == code


def test_a_terminals_commands_are_taken_out() -> None:
    assert one_line("\x1b[31mred\x07\r\nnext") == "[31mred next"
