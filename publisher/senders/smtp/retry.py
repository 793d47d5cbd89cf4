"""Decide from receipts whether and when to retry. Pure: the random number is an argument."""

from collections.abc import Sequence

from publisher.message import Outcome, Receipt
from publisher.senders.smtp.smtp_options import SmtpOptions


def wants_retry(receipt: Receipt, options: SmtpOptions) -> bool:
    """Return whether to try this recipient again.

    Never after acceptance or rejection; after an unknown outcome only if the options say so,
    since some recipients could then get the message twice (RFC 1047).
    """
    if receipt.outcome is Outcome.UNKNOWN:
        return options.retry_unknown
    return receipt.outcome is Outcome.DEFERRED


def retry_wait_s(options: SmtpOptions, retry: int, chance: float) -> float:
    """Return the seconds before retry number 1, 2, ...: doubled each time up to a limit.

    ``chance``, from 0 to 1, subtracts up to half, so that senders that were rejected at the
    same time do not return at the same time.
    """
    # Powers beyond 2**64 would overflow long before they matter.
    full = min(options.retry_max_s, options.retry_base_s * 2.0 ** min(retry - 1, 64))
    return full * (1 - chance / 2)


def took_some_for_now(receipts: Sequence[Receipt]) -> bool:
    """Return whether the server accepted as many recipients as it allows per transaction.

    The others, rejected with 452, are sent in the next transaction without a wait (RFC 5321,
    section 4.5.3.1.10).
    """
    deferred = [receipt for receipt in receipts if receipt.outcome is Outcome.DEFERRED]
    return (
        bool(deferred)
        and all(receipt.code == 452 for receipt in deferred)
        and any(receipt.is_accepted for receipt in receipts)
    )


def merged(earlier: Receipt | None, later: Receipt) -> Receipt:
    """Return the receipt of a recipient after another try.

    A later failure does not change that an earlier message may have arrived.
    """
    if earlier and earlier.outcome is Outcome.UNKNOWN and not later.is_accepted:
        return earlier
    return later
