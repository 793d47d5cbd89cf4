"""Who is tried again, and when."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.message import Outcome, Receipt
from publisher.senders.smtp.rate import Pace
from publisher.senders.smtp.retry import merged, retry_wait_s, took_some_for_now, wants_retry
from publisher.senders.smtp.smtp_options import SmtpOptions

OPTIONS = SmtpOptions()
ANN, BEN = "ann@example.com", "ben@example.com"


def given_receipt(outcome: Outcome, code: int = 0, recipient: str = ANN) -> Receipt:
    return Receipt(recipient, outcome, code)


@pytest.mark.parametrize(
    "outcome,wanted",
    [
        (Outcome.ACCEPTED, False),
        (Outcome.DEFERRED, True),
        (Outcome.REFUSED, False),
        (Outcome.UNKNOWN, False),
    ],
)
def test_only_the_deferred_are_tried_again(outcome: Outcome, wanted: bool) -> None:
    assert wants_retry(given_receipt(outcome), OPTIONS) is wanted


def test_unknown_outcomes_are_retried_if_set() -> None:
    options = SmtpOptions(retry_unknown=True)
    assert wants_retry(given_receipt(Outcome.UNKNOWN), options)
    assert not wants_retry(given_receipt(Outcome.REFUSED), options)


def test_waits_double_up_to_the_longest() -> None:
    waits = [retry_wait_s(OPTIONS, retry, 0) for retry in range(1, 8)]
    assert waits == [2, 4, 8, 16, 32, 60, 60]


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_chance_takes_up_to_half_off(retry: int, chance: float) -> None:
    full = retry_wait_s(OPTIONS, retry, 0)
    assert full / 2 <= retry_wait_s(OPTIONS, retry, chance) <= full <= 60


def test_recipients_beyond_the_servers_limit_belong_into_a_next_transaction() -> None:
    taken = given_receipt(Outcome.ACCEPTED, 250)
    too_many = given_receipt(Outcome.DEFERRED, 452, BEN)
    assert took_some_for_now([taken, too_many])
    assert not took_some_for_now([too_many])
    assert not took_some_for_now([taken])
    assert not took_some_for_now([taken, given_receipt(Outcome.DEFERRED, 451, BEN)])


def test_what_may_have_arrived_is_not_undone_by_a_later_failure() -> None:
    unknown = given_receipt(Outcome.UNKNOWN)
    assert merged(unknown, given_receipt(Outcome.DEFERRED)) is unknown
    assert merged(unknown, given_receipt(Outcome.REFUSED, 550)) is unknown
    taken = given_receipt(Outcome.ACCEPTED, 250)
    assert merged(unknown, taken) is taken
    assert merged(given_receipt(Outcome.DEFERRED), taken) is taken
    assert merged(None, unknown) is unknown


def test_a_pace_spaces_messages_evenly() -> None:
    now, waits = [100.0], []

    def sleep(seconds: float) -> None:
        waits.append(round(seconds, 6))
        now[0] += seconds

    pace = Pace(4, clock=lambda: now[0], sleep=sleep)
    starts = []
    for _ in range(3):
        pace.wait()
        starts.append(now[0])
    assert [later - earlier for earlier, later in pairwise(starts)] == [0.25, 0.25]
    now[0] += 10
    pace.wait()
    assert len(waits) == 2  # whoever is late does not wait, and does not catch up


def test_pace_without_a_rate_does_not_wait() -> None:
    def never(_: float) -> None:
        raise AssertionError

    pace = Pace(0, sleep=never)
    for _ in range(3):
        pace.wait()
