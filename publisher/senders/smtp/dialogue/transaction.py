"""One message over one connection to a receipt for each recipient (RFC 5321, section 3.3).

Knows no retry. Who was not told to the server, or whose message was not handed over to its
end, is deferred; only a message that was handed over and not answered is unknown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from publisher.message import Outcome, Receipt
from publisher.senders.smtp.dialogue.connection import Connection
from publisher.senders.smtp.dialogue.connection_fault import ConnectionFault
from publisher.senders.smtp.dialogue.replies import NO_REPLY, Reply, receipt
from publisher.senders.smtp.dialogue.wire_form import FINAL_DOT, Wire

LARGEST_GROUP = 100
"""Commands sent before answers are read (RFC 2920, section 3.1: buffers are finite)."""

LAST_WORDS_S = 1.0
"""Seconds to wait for what a server said before it hung up in the middle of a message."""


@dataclass(slots=True)
class Transaction:
    """What is said to the server, and what is known of each recipient so far."""

    connection: Connection
    mail: str
    """What follows ``MAIL FROM:``: the reverse path and its parameters."""
    paths: Mapping[str, str]
    """Each recipient, and the path that stands for it in RCPT."""
    wire: Wire
    data_timeout_s: float
    has_pipelining: bool
    _mail_reply: Reply = NO_REPLY
    _receipts: dict[str, Receipt] = field(default_factory=dict)

    def run(self) -> tuple[Receipt, ...]:
        """Carry it out, and return the receipts in the order of the recipients.

        Raises ConnectionFault when the server did not answer to MAIL, or only said goodbye:
        then nothing was begun. Later losses are receipts.
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
        """The reply to MAIL, then one for each RCPT that was sent.

        After a refused MAIL no more is sent, but what was sent with it is answered.
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
        """The recipients whom the server takes; the others have their receipts."""
        accepted = []
        for recipient, reply in zip(self.paths, replies, strict=False):
            if not self._mail_reply.is_positive:
                continue  # the answer says only that there was no MAIL
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
        # Apart from the body: if this cannot be written, the message cannot have arrived. If
        # it can, all is the server's.
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
    """The receipt of a recipient for whom nothing was handed over.

    A server that refuses for good and hangs up has refused.
    """
    if fault.reply.is_permanent_failure:
        return receipt(recipient, fault.reply)
    reply = fault.reply
    return Receipt(recipient, Outcome.DEFERRED, reply.code, reply.enhanced_status, fault.words)


def unknown(recipient: str, fault: ConnectionFault) -> Receipt:
    """The receipt of a recipient whose message was handed over and not answered (RFC 1047)."""
    words = f"sent, but {fault.words}"
    return Receipt(recipient, Outcome.UNKNOWN, detail=words)


def _last_words(connection: Connection) -> Reply:
    """A refusal that the server sent before it stopped taking the message, if there is one."""
    try:
        reply = connection.read_reply(LAST_WORDS_S)
    except ConnectionFault:
        return NO_REPLY
    return NO_REPLY if reply.is_positive else reply


def _reset(connection: Connection) -> None:
    """Leave a transaction that led to nothing; a connection that cannot be reset is dropped."""
    try:
        is_clean = not connection.is_lost and connection.command("RSET").is_positive
    except ConnectionFault:
        is_clean = False
    if not is_clean:
        connection.drop()
