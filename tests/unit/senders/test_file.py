"""Files have names that lead nowhere else, and appear whole or not at all."""

import os
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.message import Envelope, Message, Outcome
from publisher.senders.file import FileSender, eml_names, safe_part

ANN = "ann@example.com"


def message(text: str = "Hello.", name: str = "059-hello") -> Message:
    return Message("<1.059@example.com>", f"Subject: x\r\n\r\n{text}\r\n".encode(), name)


def send(outbox: Path, *, maildir: bool = False, text: str = "Hello.") -> Path:
    with FileSender(outbox, maildir=maildir) as sender:
        (receipt,) = sender.send(message(text), Envelope("", (ANN,)))
    assert receipt.is_accepted
    return Path(receipt.detail)


def test_a_file_is_named_by_issue_and_recipient(tmp_path: Path) -> None:
    assert send(tmp_path).name == "059-hello--ann@example.com.eml"


def test_a_message_without_a_name_is_named_by_its_id() -> None:
    names = eml_names(message(name=""), ANN)
    assert next(names) == "1.059@example.com--ann@example.com.eml"


def test_second_message_with_the_same_name_gets_a_number(tmp_path: Path) -> None:
    first, second = send(tmp_path, text="one"), send(tmp_path, text="two")
    assert (first.name, second.name) == tuple(islice(eml_names(message(), ANN), 2))
    assert b"one" in first.read_bytes()
    assert b"two" in second.read_bytes()


def test_the_very_same_message_needs_no_second_file(tmp_path: Path) -> None:
    assert send(tmp_path) == send(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "text,part",
    [
        ("ann@example.com", "ann@example.com"),
        ("059-日本語", "059-日本語"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"),
        ("a\\b:c*d?e", "a%5Cb%3Ac%2Ad%3Fe"),
        ("100%", "100%25"),
        ("", ""),
    ],
)
def test_a_part_of_a_name_keeps_letters_and_encodes_the_rest(text: str, part: str) -> None:
    assert safe_part(text) == part


@given(st.text(max_size=300), st.text(max_size=300))
def test_different_texts_have_different_safe_names(one: str, other: str) -> None:
    for part in (safe_part(one), safe_part(other)):
        assert not set(part) & set('/\\:*?"<>|\0')
        assert not part.startswith(".")
        assert len(part.encode()) <= 100
    assert (safe_part(one) == safe_part(other)) == (one == other)


def test_nothing_but_messages_is_left_behind(tmp_path: Path) -> None:
    send(tmp_path)
    send(tmp_path, maildir=True)
    assert list(tmp_path.glob(".*")) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_maildir_file_has_system_line_ends_and_its_recipient(tmp_path: Path) -> None:
    path = send(tmp_path, maildir=True)
    assert path.parent == tmp_path / "new"
    assert path.read_bytes() == (
        b"Return-Path: <>\nDelivered-To: ann@example.com\nSubject: x\n\nHello.\n"
    )


def test_maildir_names_have_no_character_that_means_something(tmp_path: Path) -> None:
    with FileSender(
        tmp_path, maildir=True, clock_ns=lambda: 1_700_000_000_123_456_789, hostname=lambda: "a/b:c"
    ) as sender:
        receipts = sender.send(message(), Envelope("", (ANN, "ben@example.com")))
    names = [Path(receipt.detail).name for receipt in receipts]
    assert len(set(names)) == 2
    for name in names:
        assert name.startswith(f"1700000000.M123456P{os.getpid()}Q")
        assert name.endswith(r".a\057b\072c")


@pytest.mark.parametrize("maildir", [False, True])
def test_a_folder_that_went_away_defers(tmp_path: Path, maildir: bool) -> None:
    outbox = tmp_path / "outbox"
    with FileSender(outbox, maildir=maildir) as sender:
        for folder in (*outbox.iterdir(), outbox):
            folder.rmdir()
        (receipt,) = sender.send(message(), Envelope("", (ANN,)))
    assert receipt.outcome is Outcome.DEFERRED
    assert "cannot write" in receipt.detail


def test_a_file_system_without_links_is_written_to_as_carefully(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")  # what FAT answers

    monkeypatch.setattr(os, "link", no_links)
    first, second = send(tmp_path, text="one"), send(tmp_path, text="two")
    assert b"one" in first.read_bytes()
    assert b"two" in second.read_bytes()
    assert len(list(tmp_path.iterdir())) == 2
