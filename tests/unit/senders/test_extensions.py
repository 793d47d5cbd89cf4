"""What a server offers is read from its answer, whatever it says there."""

import pytest

from publisher.senders.smtp.dialogue.extensions import Extensions


@pytest.mark.parametrize(
    "said,limit",
    [("", 0), ("0", 0), ("35882577", 35_882_577), (" 10 ", 10), ("10 MB", 0), ("-1", 0),
     ("\u0661\u0662", 0), ("9" * 5000, 0)],
)  # fmt: skip
def test_invalid_size_sets_no_limit(said: str, limit: int) -> None:
    offered = Extensions.of({"size": said})
    assert offered.size
    assert offered.size_limit == limit
