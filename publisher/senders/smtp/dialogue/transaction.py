"""Send one message over one connection; return a receipt per recipient (RFC 5321, 3.3).

Does not retry. A recipient is deferred if it was not sent to the server, or if the message was
not sent completely; the outcome is unknown only for a complete message without a reply.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from publisher.message import Outcome, Receipt
from publisher.senders.smtp.dialogue.connection import Connection
from publisher.senders.smtp.dialogue.replies import NO_REPLY, ConnectionFault, Reply, receipt
from publisher.senders.smtp.dialogue.wire_form import FINAL_DOT, Wire

LARGEST_GROUP = 100
"""Commands sent before replies are read (RFC 2920, section 3.1: buffers are finite)."""

LAST_WORDS_S = 1.0
"""Seconds to wait for what a server sent before it disconnected during a message."""


@dataclass(slots=True)
class Transaction:
    """The commands for the server, and the receipts so far."""

    connection: Connection
    mail: str
    """The text after ``MAIL FROM:``: the reverse path and its parameters."""
    paths: Mapping[str, str]
    """The path in RCPT for each recipient."""
    wire: Wire
    data_timeout_s: float
    has_pipelining: bool
    _mail_reply: Reply = NO_REPLY
    _receipts: dict[str, Receipt] = field(default_factory=dict)

    def run(self) -> tuple[Receipt, ...]:
        """Run the transaction, and return the receipts in the order of the recipients.

        Raises ConnectionFault if the server did not reply to MAIL, or only closed the connection:
        then nothing was started. Later losses of the connection become receipts.
        """
        try:
            self._run()
        except BaseException:
            self.connection.drop()  # a QUIT could now become part of the message
            raise
        was_taken = any(given.is_accepted for given in self._receipts.values())
        if self._mail_reply.is_positive and not was_taken:
            _reset(self.connection)
        return tuple(self._receipts[recipient] for recipient in self.paths)

    def _run(self) -> None:
        replies = self._replies()
        self._mail_reply = next(replies)
        if self.connection.is_lost:
            raise ConnectionFault(self._mail_reply.words, self._mail_reply)
        self.connection.transactions += 1
        try:
            accepted = self._tell_recipients(replies)
            if accepted:
                self._hand_over(accepted)
        except ConnectionFault as fault:
            self.connection.drop()
            for recipient in self._unsettled():
                self._receipts[recipient] = deferred(recipient, fault)

    # --- before the message --------------------------------------------------------------

    def _replies(self) -> Iterator[Reply]:
        """Yield the reply to MAIL, then one for each RCPT that was sent.

        After a rejected MAIL no more is sent, but replies to commands sent with it are read.
        """
        commands = [f"MAIL FROM:{self.mail}\r\n".encode()]
        commands += [f"RCPT TO:<{path}>\r\n".encode() for path in self.paths.values()]
        size = LARGEST_GROUP if self.has_pipelining else 1
        for start in range(0, len(commands), size):
            if start and not self._mail_reply.is_positive:
                return
            group = commands[start : start + size]
            self.connection.write(b"".join(group))
            for _ in group:
                yield self.connection.read_reply()

    def _tell_recipients(self, replies: Iterator[Reply]) -> list[str]:
        """Return the recipients that the server accepts; store receipts for the others."""
        accepted = []
        for recipient, reply in zip(self.paths, replies, strict=False):
            if not self._mail_reply.is_positive:
                continue  # the reply says only that MAIL is missing
            if reply.is_positive:
                accepted.append(recipient)
            else:
                self._receipts[recipient] = receipt(recipient, reply)
        if not self._mail_reply.is_positive:
            self._settle(self.paths, self._mail_reply)
        return accepted

    # --- the message ---------------------------------------------------------------------

    def _hand_over(self, accepted: list[str]) -> None:
        reply = self.connection.command("DATA", may_continue=True)
        if reply.is_positive:
            raise ConnectionFault(f"invalid response to DATA: {reply}")
        if not reply.is_intermediate:
            self._settle(accepted, reply)
            return
        self._write_body()
        # Separate from the body: if this cannot be written, the message cannot have arrived. If
        # it can, the server has the whole message.
        self.connection.write(FINAL_DOT)
        try:
            reply = self.connection.read_reply(self.data_timeout_s)
        except ConnectionFault as fault:
            self.connection.drop()
            for recipient in accepted:
                self._receipts[recipient] = unknown(recipient, fault)
        else:
            self._settle(accepted, reply)

    def _write_body(self) -> None:
        try:
            self.connection.write(self.wire.body, self.data_timeout_s)
        except ConnectionFault as fault:
            raise ConnectionFault(fault.words, _last_words(self.connection)) from fault

    # --- receipts ------------------------------------------------------------------------

    def _settle(self, recipients: Iterable[str], reply: Reply) -> None:
        for recipient in recipients:
            self._receipts[recipient] = receipt(recipient, reply)

    def _unsettled(self) -> list[str]:
        return [recipient for recipient in self.paths if recipient not in self._receipts]


def deferred(recipient: str, fault: ConnectionFault) -> Receipt:
    """Return the receipt of a recipient for whom no message was sent.

    If the server rejects permanently and disconnects, the recipient is rejected.
    """
    if fault.reply.is_permanent_failure:
        return receipt(recipient, fault.reply)
    reply = fault.reply
    return Receipt(recipient, Outcome.DEFERRED, reply.code, reply.enhanced_status, fault.words)


def unknown(recipient: str, fault: ConnectionFault) -> Receipt:
    """Return the receipt of a recipient whose sent message got no reply (RFC 1047)."""
    words = f"sent, but {fault.words}"
    return Receipt(recipient, Outcome.UNKNOWN, detail=words)


def _last_words(connection: Connection) -> Reply:
    """Return a rejection that the server sent before it stopped reading, if there is one."""
    try:
        reply = connection.read_reply(LAST_WORDS_S)
    except ConnectionFault:
        return NO_REPLY
    return NO_REPLY if reply.is_positive else reply


def _reset(connection: Connection) -> None:
    """Abort a transaction; drop a connection that cannot be reset."""
    try:
        is_clean = not connection.is_lost and connection.command("RSET").is_positive
    except ConnectionFault:
        is_clean = False
    if not is_clean:
        connection.drop()
