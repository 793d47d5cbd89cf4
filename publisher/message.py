"""Messages and envelopes for senders, and receipts. ``mail`` creates them, ``senders`` use them.

The names are those of the standards: an envelope is RFC 5321's, a message RFC 5322's.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Message:
    """A finished RFC 5322 message in octets; senders do not look inside."""

    message_id: str
    """With its angle brackets, as in the header."""
    data: bytes
    """Headers and body, CRLF line ends, no line over 998 octets, no bare CR or LF."""
    name: str = ""
    """A file name for people, such as the issue's slug; '' for none."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The sender and the recipients that the server uses (RFC 5321, section 2.3.1).

    An envelope without a recipient cannot be created.
    """

    mail_from: str
    """The reverse path, to which bounces are sent; '' is the null path."""
    rcpt_to: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.rcpt_to or not all(self.rcpt_to):
            raise ValueError("an envelope needs at least one recipient, and an address of each")
        for address in (self.mail_from, *self.rcpt_to):
            if any(character in address for character in "\r\n\0<>"):
                raise ValueError(f"not an address: {address!r}")


class Outcome(StrEnum):
    """One recipient's outcome.

    ``unknown``: the connection was lost after the message was sent and before the reply, so
    it may or may not have been accepted (RFC 1047).
    """

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome for one recipient of one message; a rejection is not an exception."""

    recipient: str
    outcome: Outcome
    code: int = 0
    """The server's reply code (RFC 5321, section 4.2), 0 if there was no reply."""
    enhanced_status: str = ""
    """Such as ``5.1.1`` (RFC 3463), '' if the server gave none."""
    detail: str = ""
    """The server's reply text, or the path of the file that was written."""
    attempts: int = 1

    @property
    def is_accepted(self) -> bool:
        """Whether the next hop has taken responsibility for this recipient."""
        return self.outcome is Outcome.ACCEPTED

    @property
    def codes(self) -> str:
        """The reply code and enhanced status that exist, such as ``550 5.1.1``."""
        return " ".join(filter(None, (str(self.code or ""), self.enhanced_status)))
