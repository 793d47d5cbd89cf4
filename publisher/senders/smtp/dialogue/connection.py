"""One dialogue with an SMTP server on a socket: commands out, replies in.

On the standard library's smtplib, which understands the answer to EHLO. Knows no message, no
retry and no rule of safety.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from publisher.senders.smtp.dialogue.connection_fault import ConnectionFault
from publisher.senders.smtp.dialogue.extensions import Extensions
from publisher.senders.smtp.dialogue.replies import NO_REPLY, Reply, parse_reply
from publisher.senders.smtp.dialogue.reply_reader import BoundedClient, UnreadableReply

CLOSING = 421
"""The server closes the connection after this reply, whatever was asked (RFC 5321, 3.8)."""

GOODBYE_S = 5.0
"""Seconds to wait for the answer to QUIT: nothing hangs on it."""


class Connection:
    """A connection that is open until it is lost; every loss is a ConnectionFault."""

    def __init__(self, sock: socket.socket, timeout_s: float) -> None:
        """Take over a connected socket. ``timeout_s`` is the time each answer may take."""
        self._smtp = BoundedClient(timeout_s)
        self._smtp.sock = sock
        self._farewell = NO_REPLY
        self.timeout_s = timeout_s
        self.extensions = Extensions()
        self.transactions = 0
        """Messages that went over this connection."""

    @property
    def sock(self) -> socket.socket | None:
        """The socket, for asking about its ends and its encryption; None when lost."""
        return self._smtp.sock

    @property
    def is_lost(self) -> bool:
        """Whether nothing can be said on this connection any more."""
        return self._smtp.sock is None or self._farewell is not NO_REPLY

    # --- octets out, replies in ----------------------------------------------------------

    def write(self, octets: bytes, timeout_s: float | None = None) -> None:
        """Hand octets to the network; when this fails, the last of them was not handed over."""
        sock = self._open_socket(timeout_s)
        try:
            sock.sendall(octets)
        except OSError as error:
            # Not closed yet: a server that hangs up may have said why.
            raise ConnectionFault(_loss(error, sock.gettimeout())) from error

    def read_reply(self, timeout_s: float | None = None, *, may_continue: bool = False) -> Reply:
        """The next reply; an answer that is none, or 3yz where nothing may follow, is a loss."""
        self._open_socket(timeout_s)
        with self._telling_losses(timeout_s or self.timeout_s):
            reply = self._heard(*self._smtp.getreply())
        if reply.code // 100 not in ({2, 3, 4, 5} if may_continue else {2, 4, 5}):
            self.drop()
            raise ConnectionFault(f"invalid response from the server: {reply}")
        return reply

    def command(self, line: str, *, may_continue: bool = False) -> Reply:
        """Say one line, and read the answer."""
        self.write(f"{line}\r\n".encode())
        return self.read_reply(may_continue=may_continue)

    # --- beginning and end ---------------------------------------------------------------

    def hello(self, local_hostname: str) -> Reply:
        """Say EHLO, or HELO to a server that knows no extension (RFC 5321, section 4.1.1.1)."""
        name = local_hostname or self._address_literal()
        self._open_socket()
        with self._telling_losses(self.timeout_s):
            reply = self._heard(*self._smtp.ehlo(name))
        if reply.is_permanent_failure:
            return self.command(f"HELO {name}")
        self.extensions = Extensions.of(self._smtp.esmtp_features)
        return reply

    def encrypt(self, context: ssl.SSLContext, host: str, timeout_s: float) -> None:
        """Begin TLS on this connection; what the server said before is forgotten.

        Also what it has said already and nobody has read: it came over the clear connection,
        from anybody (CVE-2011-0411; RFC 3207, section 4.2). Raises OSError where TLS fails.
        """
        self._smtp.sock = context.wrap_socket(self._open_socket(timeout_s), server_hostname=host)
        self._smtp.forget()
        self._smtp.esmtp_features = {}
        self.extensions = Extensions()

    def quit(self) -> None:
        """Say goodbye in the good order, and close; nothing to be said is fine, too."""
        try:
            if not self.is_lost:
                self.write(b"QUIT\r\n", GOODBYE_S)
                self.read_reply(GOODBYE_S)
        except ConnectionFault:
            return  # gone already, which is what was wanted
        finally:
            self.drop()

    def drop(self) -> None:
        """Close without a word, as in the middle of a message, where QUIT would be part of it."""
        self._smtp.close()

    # --- inside --------------------------------------------------------------------------

    def _open_socket(self, timeout_s: float | None = None) -> socket.socket:
        """The socket, with the time that its next answer may take."""
        if self._farewell is not NO_REPLY:
            self.drop()
            words = f"the server closed the connection: {self._farewell}"
            raise ConnectionFault(words, self._farewell)
        if self._smtp.sock is None:
            raise ConnectionFault("the connection is closed")
        wanted_s = timeout_s or self.timeout_s
        self._smtp.reply_timeout_s = wanted_s
        if self._smtp.sock.gettimeout() != wanted_s:  # setting it costs two calls of the system
            self._smtp.sock.settimeout(wanted_s)
        return self._smtp.sock

    @contextmanager
    def _telling_losses(self, timeout_s: float) -> Iterator[None]:
        """Turn smtplib's ways to say that the connection is gone into ours."""
        try:
            yield
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            # smtplib hides a time-out behind an exception of its own.
            cause = error.__context__ if isinstance(error.__context__, OSError) else error
            raise ConnectionFault(_loss(cause, timeout_s)) from error

    def _heard(self, code: int, text: bytes) -> Reply:
        reply = parse_reply(code, text)
        if code == CLOSING:
            self._farewell = reply
        return reply

    def _address_literal(self) -> str:
        """This end's address, for EHLO (RFC 5321, section 4.1.4).

        A host name would have to be asked for, and is mostly one that nobody else knows.
        """
        address = str(self._open_socket().getsockname()[0]).partition("%")[0]
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _loss(error: BaseException, timeout_s: float | None) -> str:
    """How a connection was lost, in words."""
    if isinstance(error, TimeoutError):
        return f"the server did not respond within {timeout_s:g} s"
    if isinstance(error, UnreadableReply):
        return f"the server sent {error}"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError | ssl.SSLError):
        return "the server closed the connection"
    return f"the connection was lost: {error}"
