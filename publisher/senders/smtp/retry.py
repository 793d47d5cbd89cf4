"""Receipts to the decision whether, and how soon, to try again. Pure: chance is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.message import Outcome, Receipt
from publisher.senders.smtp.smtp_options import SmtpOptions


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how soon; waits are in seconds."""

    limit: int
    base_s: float
    max_s: float
    unknown_too: bool = False

    @classmethod
    def of(cls, options: SmtpOptions) -> "RetryPolicy":
        """The policy that the options ask for."""
        return cls(
            options.retry_limit, options.retry_base_s, options.retry_max_s, options.retry_unknown
        )

    def wants(self, receipt: Receipt) -> bool:
        """Whether this recipient is worth another try.

        Never after acceptance or refusal; after an unknown outcome only when told to, as the
        message would then arrive twice with some (RFC 1047).
        """
        if receipt.outcome is Outcome.UNKNOWN:
            return self.unknown_too
        return receipt.outcome is Outcome.DEFERRED

    def wait_s(self, retry: int, chance: float) -> float:
        """Seconds before retry number 1, 2, ...: doubled each time up to a limit.

        ``chance``, from 0 to 1, takes up to half off, so that senders who were turned away
        together do not come back together.
        """
        # Powers beyond 2**64 would overflow long before they matter.
        full = min(self.max_s, self.base_s * 2.0 ** min(retry - 1, 64))
        return full * (1 - chance / 2)


def took_some_for_now(receipts: Sequence[Receipt]) -> bool:
    """Whether the server took as many recipients as it takes in one go.

    The others, answered with 452, belong into a next transaction at once (RFC 5321, section
    4.5.3.1.10).
    """
    deferred = [receipt for receipt in receipts if receipt.outcome is Outcome.DEFERRED]
    return (
        bool(deferred)
        and all(receipt.code == 452 for receipt in deferred)
        and any(receipt.is_accepted for receipt in receipts)
    )


def merged(earlier: Receipt | None, later: Receipt) -> Receipt:
    """What is known of a recipient after another try.

    A message that may have arrived is not made unarrived by a later failure.
    """
    if earlier and earlier.outcome is Outcome.UNKNOWN and not later.is_accepted:
        return earlier
    return later
