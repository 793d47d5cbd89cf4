"""For each way a server can fail: what each recipient's receipt says, and what has arrived."""

import signal

import pytest

from publisher.errors import SenderError
from publisher.message import Outcome, Receipt
from tests.fault_server import Action, Fault, FaultServer
from tests.smtp_sending import Sending, accepted_by

ANN, BEN, CAT = "ann@example.com", "ben@example.com", "cat@example.com"
HANG_UP, SILENCE = Fault.HANG_UP, Fault.SILENCE
ACCEPTED, DEFERRED = Outcome.ACCEPTED, Outcome.DEFERRED
REFUSED, UNKNOWN = Outcome.REFUSED, Outcome.UNKNOWN


def outcomes(receipts: tuple[Receipt, ...]) -> dict[str, Outcome]:
    return {receipt.recipient: receipt.outcome for receipt in receipts}


# --- one fault, no retry -----------------------------------------------------------------

BEFORE_THE_END = ["connect", "EHLO", "MAIL", "RCPT", "DATA"]


@pytest.mark.parametrize("pipelining", [True, False])
@pytest.mark.parametrize("action", [HANG_UP, "421 4.3.2 closing", "450 4.2.0 not now"])
@pytest.mark.parametrize("stage", BEFORE_THE_END)
def test_temporary_failure_before_the_message_defers_all_recipients(
    stage: str, action: Action, pipelining: bool
) -> None:
    recipient_faults: list[Action] = [action] * 2
    with (
        FaultServer({stage: recipient_faults if stage == "RCPT" else [action]}) as server,
        Sending(server, pipelining=pipelining) as send,
    ):
        receipts = send(ANN, BEN)
    assert outcomes(receipts) == {ANN: DEFERRED, BEN: DEFERRED}
    assert accepted_by(server) == []
    assert all(receipt.detail for receipt in receipts)
    if isinstance(action, str):
        assert {receipt.code for receipt in receipts} == {int(action[:3])}


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "dot"])
def test_a_refusal_is_a_receipt_with_the_servers_words(stage: str) -> None:
    with (
        FaultServer({stage: ["550 5.7.1 not from you"] * 2}) as server,
        Sending(server, retry_limit=3) as send,
    ):
        receipts = send(ANN, BEN)
    assert receipts == tuple(
        Receipt(recipient, REFUSED, 550, "5.7.1", "not from you", attempts=1)
        for recipient in (ANN, BEN)
    )
    assert (accepted_by(server), send.waits) == ([], [])


@pytest.mark.parametrize("stage", ["connect", "EHLO"])
def test_a_server_that_takes_no_mail_at_all_stops_the_sender(stage: str) -> None:
    faults: dict[str, list[Action]] = {stage: ["554 5.7.1 go away"], "HELO": ["554 5.7.1 go away"]}
    with (
        FaultServer(faults) as server,
        Sending(server, retry_limit=3) as send,
        pytest.raises(SenderError, match=r"554 5\.7\.1 go away"),
    ):
        send()
    assert (server.accepted, send.waits) == ([], [])


def test_closed_port_defers_all_recipients() -> None:
    with FaultServer() as server:
        pass
    with Sending(server) as send:
        (receipt,) = send()
    assert (receipt.outcome, receipt.code) == (DEFERRED, 0)
    assert f"cannot connect to 127.0.0.1:{server.port}" in receipt.detail


@pytest.mark.parametrize("action", [HANG_UP, Fault.ACCEPT_AND_HANG_UP, SILENCE])
def test_a_message_that_was_handed_over_and_not_answered_is_unknown(action: Action) -> None:
    with (
        FaultServer({"dot": [action]}) as server,
        Sending(server, retry_limit=3, data_timeout_s=0.2) as send,
    ):
        receipts = send(ANN, BEN)
    assert outcomes(receipts) == {ANN: UNKNOWN, BEN: UNKNOWN}
    assert all(receipt.code == 0 and receipt.attempts == 1 for receipt in receipts)
    # It was not tried again: whoever has got it has got it once.
    assert accepted_by(server) == ([ANN, BEN] if action is Fault.ACCEPT_AND_HANG_UP else [])
    assert server.verbs().count("MAIL") == 1


def test_a_message_that_could_not_be_handed_over_whole_is_deferred() -> None:
    line = "x" * 990 + "\r\n"
    with FaultServer({"body": [HANG_UP]}) as server, Sending(server) as send:
        receipts = send(ANN, text=line * 20_000)  # more than fits between two sockets
    assert outcomes(receipts) == {ANN: DEFERRED}
    assert server.accepted == []


@pytest.mark.parametrize(
    "action,outcome",
    [("451 4.3.0 later", DEFERRED), ("552 5.3.4 too big", REFUSED), ("421 4.3.2 bye", DEFERRED)],
)
def test_reply_to_the_message_is_the_outcome_of_all_recipients(
    action: str, outcome: Outcome
) -> None:
    with FaultServer({"dot": [action]}) as server, Sending(server) as send:
        receipts = send(ANN, BEN)
    assert {(receipt.outcome, receipt.code) for receipt in receipts} == {(outcome, int(action[:3]))}
    assert server.accepted == []


def test_an_answer_that_makes_no_sense_is_a_loss() -> None:
    with FaultServer({"dot": ["hello?"]}) as server, Sending(server) as send:
        assert outcomes(send()) == {ANN: UNKNOWN}
    with FaultServer({"MAIL": ["354 go on"]}) as server, Sending(server) as send:
        assert outcomes(send()) == {ANN: DEFERRED}
    with FaultServer({"DATA": ["250 fine"]}) as server, Sending(server) as send:
        assert outcomes(send()) == {ANN: DEFERRED}
    assert server.accepted == []


def test_many_lines_are_one_answer() -> None:
    faults: dict[str, list[Action]] = {
        "connect": ["220-one\n220 two"],
        "RCPT": ["550-5.1.1 there is\n550 5.1.1 no ann"],
    }
    with FaultServer(faults) as server, Sending(server) as send:
        (receipt,) = send()
    assert receipt == Receipt(ANN, REFUSED, 550, "5.1.1", "there is no ann")


# --- some recipients ---------------------------------------------------------------------


@pytest.mark.parametrize("pipelining", [True, False])
def test_each_recipient_has_their_own_receipt(pipelining: bool) -> None:
    faults: dict[str, list[Action]] = {
        f"RCPT {ANN}": ["550 5.1.1 no ann"],
        f"RCPT {BEN}": ["450 4.2.1 ben is away"],
    }
    with FaultServer(faults) as server, Sending(server, pipelining=pipelining) as send:
        receipts = send(ANN, BEN, CAT)
    assert receipts == (
        Receipt(ANN, REFUSED, 550, "5.1.1", "no ann"),
        Receipt(BEN, DEFERRED, 450, "4.2.1", "ben is away"),
        Receipt(CAT, ACCEPTED, 250, "2.0.0", "taken"),
    )
    assert accepted_by(server) == [CAT]


@pytest.mark.parametrize("pipelining", [True, False])
def test_data_is_not_sent_without_an_accepted_recipient(pipelining: bool) -> None:
    with (
        FaultServer({"RCPT": ["550 5.1.1 no"] * 2}) as server,
        Sending(server, pipelining=pipelining) as send,
    ):
        assert outcomes(send(ANN, BEN)) == {ANN: REFUSED, BEN: REFUSED}
        assert "DATA" not in server.verbs()
        assert outcomes(send(CAT)) == {CAT: ACCEPTED}
    assert server.connections == 1
    assert server.verbs() == ["EHLO", *"MAIL RCPT RCPT RSET MAIL RCPT DATA QUIT".split()]


def test_a_refused_mail_is_not_followed_by_recipients_of_later_groups() -> None:
    many = tuple(f"reader{number}@example.com" for number in range(250))
    with FaultServer({"MAIL": ["550 5.7.1 no"]}) as server, Sending(server) as send:
        assert set(outcomes(send(*many)).values()) == {REFUSED}
        assert outcomes(send(ANN)) == {ANN: ACCEPTED}
    assert server.verbs().count("RCPT") == 99 + 1


@pytest.mark.parametrize("pipelining", [True, False])
def test_a_thousand_recipients_have_a_thousand_receipts(pipelining: bool) -> None:
    many = tuple(f"reader{number}@example.com" for number in range(1000))
    with FaultServer() as server, Sending(server, pipelining=pipelining) as send:
        receipts = send(*many)
    assert outcomes(receipts) == dict.fromkeys(many, ACCEPTED)
    assert accepted_by(server) == sorted(many)


@pytest.mark.parametrize("pipelining", [True, False])
def test_a_hang_up_between_recipients_keeps_what_was_said_before(pipelining: bool) -> None:
    faults: dict[str, list[Action]] = {
        f"RCPT {ANN}": ["550 5.1.1 no ann"],
        f"RCPT {CAT}": [HANG_UP],
    }
    with FaultServer(faults) as server, Sending(server, pipelining=pipelining) as send:
        assert outcomes(send(ANN, BEN, CAT)) == {ANN: REFUSED, BEN: DEFERRED, CAT: DEFERRED}
    assert server.accepted == []


# --- replies that are none ---------------------------------------------------------------

ENDLESS = "250-and more\n" * 10_000
MIXED = "250-2.0.0 taken\n451 4.3.0 not taken"


@pytest.mark.parametrize("words", [ENDLESS, MIXED, "250-" + "x" * 100_000, "hello"])
@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "dot", "RSET"])
def test_an_unreadable_reply_is_a_lost_connection(stage: str, words: str) -> None:
    faults: dict[str, list[Action]] = {stage: [words]}
    if stage == "RSET":
        faults["RCPT"] = ["550 5.1.1 unknown"]
    with FaultServer(faults) as server, Sending(server) as send:
        (receipt,) = send()
    expected = {"dot": UNKNOWN, "RSET": REFUSED}.get(stage, DEFERRED)
    assert receipt.outcome is expected
    assert server.accepted == [] or stage == "dot"


@pytest.mark.parametrize("words", [MIXED, "250-", "354 go on", "999 what", ENDLESS])
def test_an_unreadable_reply_to_the_message_is_not_sent_again(words: str) -> None:
    with (
        FaultServer({"dot": [words] * 9}) as server,
        Sending(server, retry_limit=3, data_timeout_s=0.5) as send,
    ):
        (receipt,) = send()
    assert (receipt.outcome, receipt.attempts) == (UNKNOWN, 1)
    assert server.verbs().count("DATA") == 1


# --- slow servers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stage,timeout", [("connect", "connect_timeout_s"), ("EHLO", "command_timeout_s"),
                      ("MAIL", "command_timeout_s"), ("RCPT", "command_timeout_s"),
                      ("DATA", "command_timeout_s"), ("dot", "data_timeout_s")],
)  # fmt: skip
def test_a_silent_server_is_waited_for_as_long_as_set(stage: str, timeout: str) -> None:
    with FaultServer({stage: [SILENCE]}) as server, Sending(server, **{timeout: 0.3}) as send:
        (receipt,) = send()
    assert "did not respond within 0.3 s" in receipt.detail
    assert receipt.outcome is (UNKNOWN if stage == "dot" else DEFERRED)
    assert server.accepted == []


def test_missing_reply_to_quit_does_not_delay_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publisher.senders.smtp.dialogue.connection.GOODBYE_S", 0.1)
    with FaultServer({"QUIT": [SILENCE]}) as server, Sending(server) as send:
        assert outcomes(send()) == {ANN: ACCEPTED}


# --- an interruption ---------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["RCPT", "DATA", "dot"])
def test_an_interrupted_message_is_not_ended_by_a_farewell(stage: str) -> None:
    """In the middle of DATA, QUIT would be a line of the message."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    def send_to(server: FaultServer) -> None:
        with Sending(server) as send:
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            send()

    earlier = signal.signal(signal.SIGALRM, interrupt)
    try:
        with FaultServer({stage: [SILENCE]}) as server, pytest.raises(KeyboardInterrupt):
            send_to(server)
    finally:
        signal.signal(signal.SIGALRM, earlier)
    assert "QUIT" not in server.verbs()
    assert server.accepted == []
