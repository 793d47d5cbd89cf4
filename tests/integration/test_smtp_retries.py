"""What is tried again, and how one connection serves many messages."""

import pytest

from publisher.errors import SenderError
from publisher.message import Outcome, Receipt
from tests.fault_server import Action, Fault, FaultServer
from tests.smtp_sending import Sending, accepted_by

ANN, BEN, CAT = "ann@example.com", "ben@example.com", "cat@example.com"
HANG_UP = Fault.HANG_UP


# --- retries -----------------------------------------------------------------------------


@pytest.mark.parametrize("action", [HANG_UP, "421 4.3.2 closing", "450 4.2.0 not now"])
@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "DATA"])
def test_what_was_not_handed_over_is_sent_again(stage: str, action: Action) -> None:
    with FaultServer({stage: [action] * 2}) as server, Sending(server, retry_limit=3) as send:
        (receipt,) = send()
    assert (receipt.outcome, receipt.attempts) == (Outcome.ACCEPTED, 3)
    assert send.waits == [2, 4]
    assert accepted_by(server) == [ANN]


def test_an_answer_of_not_now_to_the_message_is_tried_again() -> None:
    with (
        FaultServer({"dot": ["451 4.3.0 later"]}) as server,
        Sending(server, retry_limit=3) as send,
    ):
        (receipt,) = send()
    assert (receipt.outcome, receipt.attempts) == (Outcome.ACCEPTED, 2)
    assert accepted_by(server) == [ANN]


def test_retries_end_at_the_limit() -> None:
    with (
        FaultServer({"RCPT": ["450 4.2.0 not now"] * 9}) as server,
        Sending(server, retry_limit=4, retry_base_s=1, retry_max_s=5) as send,
    ):
        (receipt,) = send()
    assert receipt == Receipt(ANN, Outcome.DEFERRED, 450, "4.2.0", "not now", attempts=5)
    assert send.waits == [1, 2, 4, 5]
    assert server.connections == 1


def test_only_the_deferred_recipients_are_tried_again() -> None:
    faults: dict[str, list[Action]] = {
        f"RCPT {ANN}": ["550 5.1.1 no ann"],
        f"RCPT {BEN}": ["450 4.2.1 ben is away"],
    }
    with FaultServer(faults) as server, Sending(server, retry_limit=3) as send:
        receipts = send(ANN, BEN, CAT)
    assert [(receipt.outcome, receipt.attempts) for receipt in receipts] == [
        (Outcome.REFUSED, 1),
        (Outcome.ACCEPTED, 2),
        (Outcome.ACCEPTED, 1),
    ]
    assert accepted_by(server) == [BEN, CAT]
    assert sum(f"RCPT TO:<{ANN}>" in line for line in server.said) == 1


def test_unknown_outcome_is_retried_only_if_set() -> None:
    faults: dict[str, list[Action]] = {"dot": [Fault.ACCEPT_AND_HANG_UP]}
    with FaultServer(faults) as server, Sending(server, retry_limit=3, retry_unknown=True) as send:
        (receipt,) = send()
    assert (receipt.outcome, receipt.attempts) == (Outcome.ACCEPTED, 2)
    assert accepted_by(server) == [ANN, ANN]  # which is what the setting says


def test_what_may_have_arrived_stays_unknown_when_the_second_try_fails() -> None:
    faults: dict[str, list[Action]] = {"dot": [HANG_UP], "RCPT": ["250 fine", "550 5.1.1 no"]}
    with FaultServer(faults) as server, Sending(server, retry_limit=3, retry_unknown=True) as send:
        (receipt,) = send()
    assert receipt.outcome is Outcome.UNKNOWN


def test_recipients_beyond_the_servers_limit_follow_at_once() -> None:
    many = [f"reader{number}@example.com" for number in range(5)]
    faults: dict[str, list[Action]] = {
        f"RCPT {reader}": ["452 4.5.3 too many recipients"] * (number // 2)
        for number, reader in enumerate(many)
    }
    with FaultServer(faults) as server, Sending(server) as send:
        receipts = send(*many)
    assert [receipt.attempts for receipt in receipts] == [1, 1, 2, 2, 3]
    assert send.waits == []
    assert accepted_by(server) == many


def test_a_server_that_turns_us_away_between_tries_takes_no_receipt_away() -> None:
    faults: dict[str, list[Action]] = {
        f"RCPT {ANN}": ["550 5.1.1 no ann"],
        f"RCPT {BEN}": ["421 4.3.2 closing"],
        "connect": ["220 ready", *["554 5.7.1 go away"] * 3],
    }
    with FaultServer(faults) as server, Sending(server, retry_limit=3) as send:
        ann, ben = send(ANN, BEN)
    assert ann == Receipt(ANN, Outcome.REFUSED, 550, "5.1.1", "no ann")
    assert ben.outcome is Outcome.DEFERRED
    assert "go away" in ben.detail
    assert server.accepted == []


def test_rejection_before_any_receipt_stops_the_sender() -> None:
    faults: dict[str, list[Action]] = {"connect": [HANG_UP, "554 5.7.1 go away"]}
    with (
        FaultServer(faults) as server,
        Sending(server, retry_limit=3) as send,
        pytest.raises(SenderError, match="go away"),
    ):
        send(ANN, BEN)
    assert (len(send.waits), server.accepted) == (1, [])


def test_a_server_that_is_down_is_not_waited_for_again_with_each_message() -> None:
    with FaultServer({"connect": [HANG_UP] * 6}) as server, Sending(server, retry_limit=3) as send:
        outcomes = [send()[0].outcome for _ in range(4)]
        assert outcomes == [Outcome.DEFERRED] * 3 + [Outcome.ACCEPTED]
    assert len(send.waits) == 3


# --- one connection, many messages -------------------------------------------------------


def test_one_connection_carries_many_messages() -> None:
    with FaultServer() as server, Sending(server, retry_limit=3) as send:
        assert all(send()[0].is_accepted for _ in range(20))
    assert server.connections == 1
    assert server.verbs()[-1] == "QUIT"


def test_connection_is_reopened_after_the_set_number_of_messages() -> None:
    with FaultServer() as server, Sending(server, max_per_connection=3) as send:
        assert all(send()[0].is_accepted for _ in range(7))
    assert server.connections == 3
    assert server.verbs().count("QUIT") == 3


def test_dropped_connection_is_reopened_without_a_wait() -> None:
    with FaultServer(messages_per_connection=2) as server, Sending(server, retry_limit=3) as send:
        receipts = [send()[0] for _ in range(7)]
    assert {(receipt.outcome, receipt.attempts) for receipt in receipts} == {(Outcome.ACCEPTED, 1)}
    assert (server.connections, send.waits) == (4, [])
    assert len(server.accepted) == 7


def test_a_server_that_says_goodbye_to_a_used_connection_is_asked_again_at_once() -> None:
    faults: dict[str, list[Action]] = {"MAIL": ["250 fine", "421 4.7.0 enough for now"]}
    with FaultServer(faults) as server, Sending(server, retry_limit=3) as send:
        receipts = [send()[0] for _ in range(2)]
    assert {(receipt.outcome, receipt.attempts) for receipt in receipts} == {(Outcome.ACCEPTED, 1)}
    assert (server.connections, send.waits) == (2, [])


@pytest.mark.parametrize("action", [HANG_UP, "502 5.5.1 what?"])
def test_a_connection_that_cannot_be_reset_is_not_used_again(action: Action) -> None:
    with (
        FaultServer({"RCPT": ["550 5.1.1 no"], "RSET": [action]}) as server,
        Sending(server) as send,
    ):
        assert [send()[0].outcome for _ in range(2)] == [Outcome.REFUSED, Outcome.ACCEPTED]
    assert server.connections == 2


def test_messages_start_no_faster_than_set() -> None:
    # The first starts at once, the others wait for their turn.
    with FaultServer() as server, Sending(server, max_per_second=1) as send:
        for _ in range(3):
            send()
    assert [round(wait) for wait in send.waits] == [1, 2]
    assert len(server.accepted) == 3
