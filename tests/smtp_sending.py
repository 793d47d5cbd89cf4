"""An SMTP sender to a server on loopback, whose waits are noted instead of waited."""

from typing import Any, Self

from publisher.message import Envelope, Message, Receipt
from publisher.senders.smtp.sender import SmtpSender
from publisher.senders.smtp.smtp_options import SmtpOptions
from tests.fault_server import FaultServer


def message(text: str = "Hello.") -> Message:
    return Message("<1@example.com>", f"Subject: x\r\n\r\n{text}\r\n".encode(), "1")


class Sending:
    """``send("ann@example.com")`` to a server, in clear text and without retries if not told."""

    def __init__(self, server: FaultServer, **options: Any) -> None:
        self.waits: list[float] = []
        values = {"host": "127.0.0.1", "port": server.port, "security": "none", "retry_limit": 0}
        self.sender = SmtpSender(
            SmtpOptions.model_validate(values | options),
            sleep=self.waits.append,
            chance=lambda: 0.0,
        )

    def __call__(self, *recipients: str, text: str = "Hello.") -> tuple[Receipt, ...]:
        envelope = Envelope("letter@example.com", recipients or ("ann@example.com",))
        return self.sender.send(message(text), envelope)

    def __enter__(self) -> Self:
        self.sender.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.sender.__exit__(None, None, None)


def accepted_by(server: FaultServer) -> list[str]:
    """Each recipient of each message that the server took, twice where it took it twice."""
    return sorted(recipient for accepted in server.accepted for recipient in accepted.rcpt_to)
