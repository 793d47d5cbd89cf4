"""What every sender is: a message and an envelope in, one receipt for each recipient out.

Knows no adapter, no setting and no wire.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from publisher.message import Envelope, Message, Receipt


class Sender(Protocol):
    """Takes messages somewhere, and tells what became of each recipient.

    A sender is opened with ``with``, used from one thread, and closed with the block. Several
    senders may work side by side.
    """

    def __enter__(self) -> Self:
        """Make ready. Raises SenderError when it cannot work at all."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let go of connections and files; never raises, and never hides an exception."""
        ...

    def send(self, message: Message, envelope: Envelope) -> tuple[Receipt, ...]:
        """Hand a message over to the recipients of its envelope.

        Returns one receipt for each recipient, in the envelope's order; a recipient who is
        named twice is sent to once and has one receipt. A refusal is a receipt, never an
        exception. Raises SenderError when nothing can be sent until somebody mends something
        (a setting, a login, a certificate); then this message has been handed over to nobody.
        """
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One stage on the way to where a sender delivers, and how it went, in plain words."""

    stage: str
    """For SMTP: settings, name, port, TLS, greeting, server or login."""
    is_ok: bool
    words: str
    hint: str = ""


@runtime_checkable
class Diagnosable(Protocol):
    """What a sender has besides, if it can check the way to where it delivers."""

    def diagnose(self) -> Iterable[Finding]:
        """Return what works, up to the first failure. Sends nothing and raises nothing.

        Called on a sender that is not in a ``with`` block.
        """
        ...


def distinct_recipients(envelope: Envelope) -> tuple[str, ...]:
    """The recipients in the envelope's order, each once."""
    return tuple(dict.fromkeys(envelope.rcpt_to))
