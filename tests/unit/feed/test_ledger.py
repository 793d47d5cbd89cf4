"""The ledger is a text that people can read and merge, and a damaged one is never ignored."""

import json

import pytest

from publisher.errors import UsageError
from publisher.feed.ledger import Ledger, Row

ROWS = (
    Row(
        "tag:example.com,2024-02-01:b", "b", "https://example.com/b/", "Zwei & <T>", "2024-02-01", 2
    ),
    Row("tag:example.com,2024-01-01:a", "a", "https://example.com/a/", "一", "2024-01-01"),
)


def test_a_ledger_is_read_back_as_it_was_written() -> None:
    ledger = Ledger(ROWS)
    again = Ledger.from_bytes(ledger.to_bytes())
    assert set(again.rows) == set(ROWS)
    assert again.to_bytes() == ledger.to_bytes()
    assert Ledger.from_bytes(Ledger().to_bytes()) == Ledger()


def test_each_id_has_a_line_of_its_own_in_the_order_of_dates() -> None:
    lines = Ledger(ROWS).to_bytes().decode().splitlines()
    assert len(lines) == 4
    assert json.loads(lines[1].rstrip(","))["title"] == "一"
    assert json.loads(lines[2])["number"] == 2


def test_the_order_of_rows_does_not_matter() -> None:
    assert Ledger(ROWS).to_bytes() == Ledger(ROWS[::-1]).to_bytes()


@pytest.mark.parametrize(
    "data,says",
    [
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"<<<<<<< HEAD\n{}", "no JSON"),
        (b"[]", "no list of ids"),
        (b'{"version": 1}', "no list of ids"),
        (b'{"version": 99, "ids": []}', "another version"),
        (b'{"version": 1, "ids": [{"id": "x"}]}', "names no issue"),
        (b'{"version": 1, "ids": ["x"]}', "names no issue"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_a_damaged_ledger_is_an_error_that_names_the_file(data: bytes, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        Ledger.from_bytes(data, "feeds/ids.json")
    assert "feeds/ids.json" in caught.value.message
    assert "version control" in caught.value.hint


def test_an_id_that_stands_twice_is_an_error() -> None:
    with pytest.raises(UsageError, match="two issues"):
        Ledger.from_bytes(Ledger((ROWS[0], ROWS[0])).to_bytes())
