"""The interface of every sender: takes a message and an envelope, returns receipts.

Imports no adapter, no setting and no protocol.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from publisher.message import Envelope, Message, Receipt


class Sender(Protocol):
    """Delivers messages, and returns the outcome for each recipient.

    A sender is opened by a ``with`` block, used from one thread, and closed when the block ends.
    Several senders may work in parallel.
    """

    def __enter__(self) -> Self:
        """Prepare for sending. Raises SenderError if the sender cannot work at all."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close connections and files; never raise, and never hide an exception."""
        ...

    def send(self, message: Message, envelope: Envelope) -> tuple[Receipt, ...]:
        """Deliver a message to the recipients of its envelope.

        Returns one receipt for each recipient, in the envelope's order; a recipient who is
        listed twice gets one message and one receipt. A rejection is a receipt, never an
        exception. Raises SenderError if nothing can be sent until a person fixes something (a
        setting, a login, a certificate); then this message was delivered to no recipient.
        """
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One stage of a connection check, and its result in plain words."""

    stage: str
    """For SMTP: settings, name, port, TLS, greeting, server or login."""
    is_ok: bool
    words: str
    hint: str = ""


@runtime_checkable
class Diagnosable(Protocol):
    """An additional method of senders that can check their connection."""

    def diagnose(self) -> Iterable[Finding]:
        """Return the findings up to the first failure. Sends nothing and raises nothing.

        Called on a sender that is not in a ``with`` block.
        """
        ...


def distinct_recipients(envelope: Envelope) -> tuple[str, ...]:
    """Return the recipients in the envelope's order, each once."""
    return tuple(dict.fromkeys(envelope.rcpt_to))
