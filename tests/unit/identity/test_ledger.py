"""The ledger is a text that people can read and merge, and a damaged one is never ignored."""

import json

import pytest

from publisher.errors import UsageError
from publisher.identity.ledger import Ledger, LedgerRow

ROWS = (
    LedgerRow(
        "tag:example.com,2024-02-01:b", "b", "https://example.com/b/", "Zwei & <T>", "2024-02-01", 2
    ),
    LedgerRow("tag:example.com,2024-01-01:a", "a", "https://example.com/a/", "一", "2024-01-01"),
)


def test_ledger_survives_writing_and_reading() -> None:
    ledger = Ledger(ROWS)
    again = Ledger.from_bytes(ledger.to_bytes())
    assert set(again.rows) == set(ROWS)
    assert again.to_bytes() == ledger.to_bytes()
    assert Ledger.from_bytes(Ledger().to_bytes()) == Ledger()


def test_each_id_has_a_line_sorted_by_date() -> None:
    lines = Ledger(ROWS).to_bytes().decode().splitlines()
    assert len(lines) == 4
    assert json.loads(lines[1].rstrip(","))["title"] == "一"
    assert json.loads(lines[2])["number"] == 2


def test_the_order_of_rows_does_not_matter() -> None:
    assert Ledger(ROWS).to_bytes() == Ledger(ROWS[::-1]).to_bytes()


@pytest.mark.parametrize(
    "data,says",
    [
        (b"", "is not valid JSON"),
        (b"\xff\xfe", "is not valid JSON"),
        (b"<<<<<<< HEAD\n{}", "is not valid JSON"),
        (b"[]", "no list of ids"),
        (b'{"version": 1}', "no list of ids"),
        (b'{"version": 99, "ids": []}', "another version"),
        (b"[" * 100_000, "is not valid JSON"),
    ],
)
def test_a_damaged_ledger_is_an_error_that_names_the_file(data: bytes, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        Ledger.from_bytes(data, "feeds/ids.json")
    assert "feeds/ids.json" in caught.value.message
    assert "version control" in caught.value.hint


@pytest.mark.parametrize(
    "change,says",
    [
        ({"id": "a\0b"}, "cannot contain"),
        ({"id": "a\ud800"}, "cannot contain"),
        ({"id": "a\x85"}, "cannot contain"),
        ({"id": "a\tb"}, "whitespace"),
        ({"id": " a"}, "whitespace"),
        ({"id": ""}, "is empty"),
        ({"id": 7}, "is not text"),
        ({"id": None}, "is not text"),
        ({"id": "x" * 3_000}, "3,000 characters"),
        ({"title": "a\udfff"}, "'title'"),
        ({"slug": ["b"]}, "'slug'"),
        ({"permalink": None}, "'permalink'"),
    ],
)
def test_a_bad_line_is_a_finding_with_its_line_and_the_rest_is_used(
    change: dict[str, object], says: str
) -> None:
    lines = Ledger(ROWS).to_bytes().decode().splitlines()
    lines[2] = json.dumps({**json.loads(lines[2]), **change})
    ledger = Ledger.from_bytes("\n".join(lines).encode(), "feeds/ids.json")
    (finding,) = ledger.diagnostics
    assert (finding.code, finding.path, finding.position.line) == ("F104", "feeds/ids.json", 3)
    assert says in finding.message
    assert ROWS[1] in ledger.rows
    assert len(ledger.rows) == (1 if "id" in change else 2)
    assert ledger.to_bytes()


def test_a_merge_conflict_is_a_finding_for_each_line_that_is_not_json() -> None:
    lines = Ledger(ROWS).to_bytes().decode().splitlines()
    conflict = [*lines[:2], "<<<<<<< HEAD", lines[2], "=======", ">>>>>>> b", lines[3]]
    ledger = Ledger.from_bytes("\n".join(conflict).encode())
    assert set(ledger.rows) == set(ROWS)
    assert [finding.position.line for finding in ledger.diagnostics] == [3, 5, 6]


def test_an_id_in_two_lines_is_a_finding_and_the_first_line_is_used() -> None:
    ledger = Ledger.from_bytes(Ledger((ROWS[0], ROWS[0])).to_bytes())
    assert ledger.rows == (ROWS[0],)
    assert "repeats the id" in ledger.diagnostics[0].message
    assert ledger.diagnostics[0].position.line == 3
