"""Read a server's replies from its socket, within limits of size and time.

Replaces smtplib's reading, which accepts any number of lines and allows the full timeout for
each octet. Imports nothing of this package.
"""

import smtplib
import socket
import time
from collections.abc import Callable

LONGEST_LINE = 4096
"""Octets of a line; RFC 5321, section 4.5.3.1.5, allows 512, and some servers send more."""

LARGEST_REPLY = 65_536
"""Octets of all lines of one reply; real servers send at most 1 KB, in reply to EHLO."""

_RECEIVED = 16_384


class UnreadableReply(smtplib.SMTPException):
    """The server did not send a valid reply: lines without end, or with different codes."""


class BoundedClient(smtplib.SMTP):
    """smtplib's client, with limits on the seconds and octets of a reply."""

    def __init__(self, timeout_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        # Without a host, smtplib opens no connection and makes no DNS lookup.
        super().__init__(local_hostname="localhost", timeout=timeout_s)
        self.reply_timeout_s = timeout_s
        """Seconds that the next reply may take, from the start of reading to its last octet."""
        self._clock = clock
        self._received = b""

    def forget(self) -> None:
        """Discard what was received and not read."""
        self._received = b""

    def getreply(self) -> tuple[int, bytes]:
        """Return the code of the next reply, -1 for none, and its lines' text.

        Raises UnreadableReply, TimeoutError if the reply is not complete in time, and what the
        socket raises.
        """
        deadline = self._clock() + self.reply_timeout_s
        lines: list[bytes] = []
        code, size = b"", 0
        while True:
            line = self._line(deadline)
            size += len(line)
            if size > LARGEST_REPLY:
                raise UnreadableReply(f"a reply of more than {LARGEST_REPLY:,} octets")
            if not (line[:3].isdigit() and line[3:4] in {b" ", b"-", b"\r", b"\n"}):
                return -1, b"\n".join([*lines, line.strip()])
            if code and line[:3] != code:
                codes = f"{code.decode()} and {line[:3].decode()}"
                raise UnreadableReply(f"a reply with two codes, {codes}")
            code = line[:3]
            lines.append(line[4:].strip(b" \t\r\n"))
            if line[3:4] != b"-":
                return int(code), b"\n".join(lines)

    def _line(self, deadline: float) -> bytes:
        while b"\n" not in self._received[:LONGEST_LINE]:
            if len(self._received) >= LONGEST_LINE:
                raise UnreadableReply(f"a line of more than {LONGEST_LINE:,} octets")
            self._receive(deadline)
        line, self._received = self._received.split(b"\n", 1)
        return line + b"\n"

    def _receive(self, deadline: float) -> None:
        if not isinstance(self.sock, socket.socket):
            raise smtplib.SMTPServerDisconnected("the connection is closed")
        left_s = deadline - self._clock()
        if left_s <= 0:
            raise TimeoutError
        waits_s = self.sock.gettimeout()
        if waits_s is None or waits_s > left_s:
            self.sock.settimeout(left_s)
        octets = self.sock.recv(_RECEIVED)
        if not octets:
            raise smtplib.SMTPServerDisconnected("the server hung up")
        self._received += octets
