"""One dialogue with an SMTP server on a socket: send commands, read replies.

Uses the standard library's smtplib, which parses the reply to EHLO. Contains no message, retry or
safety rule.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from publisher.senders.smtp.dialogue.extensions import Extensions
from publisher.senders.smtp.dialogue.replies import NO_REPLY, ConnectionFault, Reply, parse_reply
from publisher.senders.smtp.dialogue.reply_reader import BoundedClient, UnreadableReply

CLOSING = 421
"""The server closes the connection after this reply to any command (RFC 5321, 3.8)."""

GOODBYE_S = 5.0
"""Seconds to wait for the reply to QUIT, which has no influence on anything."""


class Connection:
    """A connection that is open until it is lost; every loss raises ConnectionFault."""

    def __init__(self, sock: socket.socket, timeout_s: float) -> None:
        """Take over a connected socket. ``timeout_s`` is the time each reply may take."""
        self._smtp = BoundedClient(timeout_s)
        self._smtp.sock = sock
        self._farewell = NO_REPLY
        self.timeout_s = timeout_s
        self.extensions = Extensions()
        self.transactions = 0
        """Number of messages sent over this connection."""

    @property
    def sock(self) -> socket.socket | None:
        """The socket, to read its addresses and encryption; None if lost."""
        return self._smtp.sock

    @property
    def is_lost(self) -> bool:
        """Whether the connection can no longer be used."""
        return self._smtp.sock is None or self._farewell is not NO_REPLY

    # --- commands and replies ------------------------------------------------------------

    def write(self, octets: bytes, timeout_s: float | None = None) -> None:
        """Write bytes to the socket; if this fails, the last of them was not written."""
        sock = self._open_socket(timeout_s)
        try:
            sock.sendall(octets)
        except OSError as error:
            # Not closed yet: a server that disconnects may have sent the reason.
            raise ConnectionFault(_loss(error, sock.gettimeout())) from error

    def read_reply(self, timeout_s: float | None = None, *, may_continue: bool = False) -> Reply:
        """Read the next reply; an invalid reply, or an unexpected 3yz, is a lost connection."""
        self._open_socket(timeout_s)
        with self._telling_losses(timeout_s or self.timeout_s):
            reply = self._heard(*self._smtp.getreply())
        if reply.code // 100 not in ({2, 3, 4, 5} if may_continue else {2, 4, 5}):
            self.drop()
            raise ConnectionFault(f"invalid response from the server: {reply}")
        return reply

    def command(self, line: str, *, may_continue: bool = False) -> Reply:
        """Send one line, and read the reply."""
        self.write(f"{line}\r\n".encode())
        return self.read_reply(may_continue=may_continue)

    # --- start and end -------------------------------------------------------------------

    def hello(self, local_hostname: str) -> Reply:
        """Send EHLO, or HELO to a server without extensions (RFC 5321, section 4.1.1.1)."""
        name = local_hostname or self._address_literal()
        self._open_socket()
        with self._telling_losses(self.timeout_s):
            reply = self._heard(*self._smtp.ehlo(name))
        if reply.is_permanent_failure:
            return self.command(f"HELO {name}")
        self.extensions = Extensions.of(self._smtp.esmtp_features)
        return reply

    def encrypt(self, context: ssl.SSLContext, host: str, timeout_s: float) -> None:
        """Start TLS on this connection; discard what the server sent before.

        Also bytes that were received but not read: they came over the clear connection, from
        anybody (CVE-2011-0411; RFC 3207, section 4.2). Raises OSError if TLS fails.
        """
        self._smtp.sock = context.wrap_socket(self._open_socket(timeout_s), server_hostname=host)
        self._smtp.forget()
        self._smtp.esmtp_features = {}
        self.extensions = Extensions()

    def quit(self) -> None:
        """Send QUIT and close; a lost connection is only closed."""
        try:
            if not self.is_lost:
                self.write(b"QUIT\r\n", GOODBYE_S)
                self.read_reply(GOODBYE_S)
        except ConnectionFault:
            return  # already closed, as intended
        finally:
            self.drop()

    def drop(self) -> None:
        """Close without QUIT, which would become part of an unfinished message."""
        self._smtp.close()

    # --- private -------------------------------------------------------------------------

    def _open_socket(self, timeout_s: float | None = None) -> socket.socket:
        """Return the socket, with the timeout of its next reply."""
        if self._farewell is not NO_REPLY:
            self.drop()
            words = f"the server closed the connection: {self._farewell}"
            raise ConnectionFault(words, self._farewell)
        if self._smtp.sock is None:
            raise ConnectionFault("the connection is closed")
        wanted_s = timeout_s or self.timeout_s
        self._smtp.reply_timeout_s = wanted_s
        if self._smtp.sock.gettimeout() != wanted_s:  # setting it costs two system calls
            self._smtp.sock.settimeout(wanted_s)
        return self._smtp.sock

    @contextmanager
    def _telling_losses(self, timeout_s: float) -> Iterator[None]:
        """Turn smtplib's errors for a lost connection into ConnectionFault."""
        try:
            yield
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            # smtplib wraps a timeout in its own exception.
            cause = error.__context__ if isinstance(error.__context__, OSError) else error
            raise ConnectionFault(_loss(cause, timeout_s)) from error

    def _heard(self, code: int, text: bytes) -> Reply:
        reply = parse_reply(code, text)
        if code == CLOSING:
            self._farewell = reply
        return reply

    def _address_literal(self) -> str:
        """Return this machine's address, for EHLO (RFC 5321, section 4.1.4).

        A host name would need a lookup, and is mostly unknown to other hosts.
        """
        address = str(self._open_socket().getsockname()[0]).partition("%")[0]
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _loss(error: BaseException, timeout_s: float | None) -> str:
    """Describe how a connection was lost."""
    if isinstance(error, TimeoutError):
        return f"the server did not respond within {timeout_s:g} s"
    if isinstance(error, UnreadableReply):
        return f"the server sent {error}"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError | ssl.SSLError):
        return "the server closed the connection"
    return f"the connection was lost: {error}"
