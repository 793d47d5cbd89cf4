"""A mail server of the real world takes what our sender says, and delivers it."""

import mailbox
import os
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from publisher.message import Envelope, Message, Outcome, Receipt
from publisher.senders.smtp.sender import SmtpSender
from publisher.senders.smtp.smtp_options import SmtpOptions
from tests.conftest import Requires
from tests.postfix_server import Postfix, postfix, smtp_sink

ANN, BEN = "ann@example.com", "ben@example.com"
pytestmark = pytest.mark.xdist_group("postfix")  # one real Postfix for all tests of this file


@pytest.fixture(scope="module")
def server(requires: Requires) -> Iterator[Postfix]:
    program = requires("postfix")
    if os.geteuid() != 0:
        pytest.skip("only root may start Postfix")
    with postfix(program) as running:
        yield running


def sender_to(port: int, **options: Any) -> SmtpSender:
    values = {"host": "127.0.0.1", "port": port, "security": "none", "retry_limit": 0}
    return SmtpSender(SmtpOptions.model_validate(values | options))


def letter(subject: str, text: str = "Hello.") -> Message:
    email = EmailMessage(policy=SMTP)
    email["From"] = "The Example Letter <letter@example.org>"
    email["To"] = "readers@example.com"
    email["Subject"] = subject
    email["Date"] = "Thu, 01 Jan 2026 09:00:00 +0000"
    email["Message-ID"] = f"<{subject.replace(' ', '.')}@example.org>"
    email.set_content(text)
    return Message(email["Message-ID"], email.as_bytes())


def test_letters_are_delivered_to_each_reader_once(server: Postfix) -> None:
    letters = [letter(f"Letter {n}", f".\n..dots\n.\nGrüße {n} 🎉\n") for n in range(5)]
    with sender_to(server.port) as sender:
        receipts = [
            receipt
            for each in letters
            for receipt in sender.send(each, Envelope("bounces@example.org", (ANN, BEN)))
        ]
    assert [receipt.outcome for receipt in receipts] == [Outcome.ACCEPTED] * 10
    assert all("queued as" in receipt.detail for receipt in receipts)
    assert {receipt.enhanced_status for receipt in receipts} == {"2.0.0"}
    server.wait_for_deliveries(10)
    for reader in ("ann", "ben"):
        # Postfix's own header fields, then ours as they were sent.
        box = mailbox.Maildir(server.boxes / reader, create=False)
        arrived = [box.get_bytes(key) for key in box.keys()]  # noqa: SIM118 - iterates over messages
        assert len(arrived) == 5
        for each in letters:
            sent = each.data.replace(b"\r\n", b"\n")
            assert sum(data.endswith(sent) for data in arrived) == 1
        assert all(b"Return-Path: <bounces@example.org>" in data for data in arrived)


@pytest.mark.parametrize("pipelining", [True, False])
def test_unknown_recipient_is_refused_and_the_other_accepted(
    server: Postfix, pipelining: bool
) -> None:
    with sender_to(server.port, pipelining=pipelining) as sender:
        refused, other = sender.send(
            letter("Nobody"),
            Envelope("letter@example.org", ("zoe@example.com", "jörg@example.com")),
        )
        # The same connection goes on.
        (accepted,) = sender.send(letter(f"Ann {pipelining}"), Envelope("", (ANN,)))
    assert (refused.outcome, refused.code, refused.enhanced_status) == (
        Outcome.REFUSED,
        550,
        "5.1.1",
    )
    assert other.outcome is Outcome.REFUSED
    assert accepted.outcome is Outcome.ACCEPTED


# --- its test server, which can fail on purpose ------------------------------------------


def send_to_sink(requires: Requires, *options: str, **settings: Any) -> tuple[Receipt, ...]:
    with (
        smtp_sink(requires("smtp-sink"), *options) as port,
        sender_to(port, **settings) as sender,
    ):
        return sender.send(letter("Sink"), Envelope("letter@example.org", (ANN, BEN)))


@pytest.mark.parametrize("pipelining", [True, False])
@pytest.mark.parametrize(
    "options,outcome",
    [
        ((), Outcome.ACCEPTED),
        (("-p",), Outcome.ACCEPTED),  # offers no PIPELINING
        (("-e",), Outcome.ACCEPTED),  # knows no EHLO
        (("-f", "mail"), Outcome.REFUSED),
        (("-f", "rcpt"), Outcome.REFUSED),
        (("-f", "data"), Outcome.REFUSED),
        (("-f", "."), Outcome.REFUSED),
        (("-r", "mail"), Outcome.DEFERRED),
        (("-r", "rcpt"), Outcome.DEFERRED),
        (("-r", "data"), Outcome.DEFERRED),
        (("-r", "."), Outcome.DEFERRED),
        (("-q", "connect"), Outcome.DEFERRED),
        (("-q", "ehlo"), Outcome.DEFERRED),
        (("-q", "mail"), Outcome.DEFERRED),
        (("-q", "rcpt"), Outcome.DEFERRED),
        (("-q", "data"), Outcome.DEFERRED),
        (("-q", "."), Outcome.UNKNOWN),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_each_way_to_fail_has_its_outcome(
    requires: Requires, options: tuple[str, ...], outcome: Outcome, pipelining: bool
) -> None:
    receipts = send_to_sink(requires, *options, pipelining=pipelining)
    assert {receipt.recipient: receipt.outcome for receipt in receipts} == {
        ANN: outcome,
        BEN: outcome,
    }
