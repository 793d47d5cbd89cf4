"""What a receipt says of the answer of a server."""

import pytest

from publisher.message import Outcome, Receipt


@pytest.mark.parametrize(
    "code,enhanced_status,codes",
    [(550, "5.1.1", "550 5.1.1"), (250, "", "250"), (0, "", "")],
)
def test_a_receipt_shows_the_codes_that_the_server_gave(
    code: int, enhanced_status: str, codes: str
) -> None:
    receipt = Receipt("reader@example.com", Outcome.REFUSED, code, enhanced_status)
    assert receipt.codes == codes
