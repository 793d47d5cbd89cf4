"""An SMTP server on loopback that fails as it is told to, and remembers what it accepted.

It reads lines strictly: only CRLF ends one, and only CRLF.CRLF ends a message.
"""

import base64
import socket
import socketserver
import ssl
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Self


class Fault(Enum):
    """What a server does instead of answering."""

    HANG_UP = auto()
    SILENCE = auto()
    """Says nothing until the client goes away."""
    ACCEPT_AND_HANG_UP = auto()
    """At the final dot: takes the message, and is gone before it says so."""
    INJECT = auto()
    """At STARTTLS: says more in clear text, as if it had been said under TLS."""


Action = str | Fault
Faults = Mapping[str, Sequence[Action]]

OFFERED = ("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 40000000", "ENHANCEDSTATUSCODES")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message that the server took responsibility for."""

    mail_from: str
    rcpt_to: tuple[str, ...]
    data: bytes


class FaultServer:
    """``faults`` has the actions of each stage, used up one by one; then all goes well.

    Stages: ``connect``, the verbs ``EHLO``, ``HELO``, ``STARTTLS``, ``AUTH``, ``MAIL``, ``RCPT``,
    ``DATA``, ``RSET``, ``QUIT``, then ``TLS`` (the handshake), ``body`` (after 354) and ``dot``
    (after the final dot).
    ``RCPT bad@example.com`` is about one recipient. In an answer, ``{heard}`` is the line that is
    answered, and ``{half}`` the first part of it.
    """

    def __init__(
        self,
        faults: Faults | None = None,
        *,
        offers: Sequence[str] = OFFERED,
        tls: ssl.SSLContext | None = None,
        tls_from_start: bool = False,
        messages_per_connection: int = 0,
    ) -> None:
        self.faults = {stage: list(actions) for stage, actions in (faults or {}).items()}
        self.offers = tuple(offers)
        self.tls = tls
        self.tls_from_start = tls_from_start
        self.messages_per_connection = messages_per_connection
        self.accepted: list[Accepted] = []
        self.said: list[str] = []
        """Every command line that clients sent."""
        self.connections = 0
        self.port = 0

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Dialogue)
        self._server.script = self
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def next_action(self, *stages: str) -> Action | None:
        for stage in stages:
            if self.faults.get(stage):
                return self.faults[stage].pop(0)
        return None

    def verbs(self) -> list[str]:
        """The first word of each command."""
        return [line.split()[0].upper() if line.split() else "" for line in self.said]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    script: FaultServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what these tests are about."""


class _Gone(Exception):
    pass


class _Dialogue(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.script = self.server.script
        self.script.connections += 1
        # Answers to pipelined commands are small, and must not wait for each other.
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.messages = 0
        self._clear()
        try:
            if self.script.tls_from_start:
                self._encrypt()
            self._stage("220 fault.example.com ready", "connect")
            while True:
                self._command(self._line())
        except (_Gone, OSError):
            self.request.close()

    # --- octets --------------------------------------------------------------------------

    def _encrypt(self) -> None:
        assert self.script.tls
        self.buffer = b""
        match self.script.next_action("TLS"):
            case Fault.HANG_UP:
                raise _Gone
            case Fault.SILENCE:
                while True:
                    self._read()
        self.request = self.script.tls.wrap_socket(self.request, server_side=True)

    def _read(self) -> None:
        octets = self.request.recv(65536)
        if not octets:
            raise _Gone
        self.buffer += octets

    def _line(self) -> str:
        while b"\r\n" not in self.buffer:
            self._read()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        self.script.said.append(line.decode())
        return line.decode()

    def _say(self, text: str) -> None:
        self.request.sendall("".join(f"{line}\r\n" for line in text.splitlines()).encode())

    def _stage(self, usual: str, *stages: str) -> bool:
        """Answer as the script wants, else as usual; True when it went as usual."""
        action = self.script.next_action(*stages)
        match action:
            case None:
                self._say(usual)
                return True
            case Fault.HANG_UP:
                raise _Gone
            case Fault.SILENCE:
                while True:
                    self._read()
            case str(text):
                heard = self.script.said[-1] if self.script.said else ""
                self._say(text.format(heard=heard, half=heard[: len(heard) * 2 // 3]))
                if text.startswith("421"):
                    raise _Gone
                return text.startswith(("2", "354"))
            case _:
                raise AssertionError(action)

    # --- commands ------------------------------------------------------------------------

    def _clear(self) -> None:
        self.mail_from: str | None = None
        self.rcpt_to: list[str] = []

    def _command(self, line: str) -> None:
        verb = line.partition(" ")[0].upper()
        argument = line[len(verb) :].strip()
        match verb:
            case "EHLO":
                offers = (*self.script.offers, *(["STARTTLS"] if self._can_encrypt() else []))
                lines = ["fault.example.com", *offers]
                self._stage(
                    "\n".join([*(f"250-{x}" for x in lines[:-1]), f"250 {lines[-1]}"]), verb
                )
            case "STARTTLS":
                self._start_tls()
            case "AUTH":
                self._authenticate(argument)
            case "MAIL":
                if self._stage("250 2.1.0 fine", "MAIL"):
                    self.mail_from = _path(argument)
            case "RCPT":
                self._recipient(_path(argument))
            case "DATA":
                self._data()
            case "RSET":
                self._stage("250 2.0.0 forgotten", verb)
                self._clear()
            case "QUIT":
                self._stage("221 2.0.0 bye", verb)
                raise _Gone
            case "HELO":
                self._stage("250 fault.example.com", verb)
            case _:
                self._say("502 5.5.1 what?")

    def _can_encrypt(self) -> bool:
        return self.script.tls is not None and not isinstance(self.request, ssl.SSLSocket)

    def _start_tls(self) -> None:
        if self.script.faults.get("STARTTLS") == [Fault.INJECT]:
            self.script.next_action("STARTTLS")
            self._say("220 2.0.0 go\n250-injected\n250 AUTH PLAIN")
            self._encrypt()
        elif self._stage("220 2.0.0 go", "STARTTLS"):
            self._encrypt()

    def _authenticate(self, argument: str) -> None:
        mechanism = argument.partition(" ")[0]
        if mechanism == "LOGIN":
            for prompt in ("Username:", "Password:"):
                self._say(f"334 {base64.b64encode(prompt.encode()).decode()}")
                self._line()
        elif mechanism == "CRAM-MD5":
            self._say(f"334 {base64.b64encode(b'<1@example.com>').decode()}")
            self._line()
        self._stage("235 2.7.0 welcome", "AUTH")

    def _recipient(self, recipient: str) -> None:
        if self.mail_from is None:
            self._say("503 5.5.1 MAIL first")
        elif self._stage("250 2.1.5 fine", f"RCPT {recipient}", "RCPT"):
            self.rcpt_to.append(recipient)

    def _data(self) -> None:
        if not self.rcpt_to:
            self._say("554 5.5.1 no valid recipients")
            return
        if not self._stage("354 go on", "DATA"):
            return
        if self.script.next_action("body"):
            raise _Gone
        # The line end before the dot may be the one of the DATA line itself.
        self.buffer = b"\r\n" + self.buffer
        while b"\r\n.\r\n" not in self.buffer:
            self._read()
        data, self.buffer = self.buffer.split(b"\r\n.\r\n", 1)
        data = (data + b"\r\n").replace(b"\r\n..", b"\r\n.")[2:]
        accepted = Accepted(self.mail_from or "", tuple(self.rcpt_to), data)
        self._clear()
        self.messages += 1
        if self.script.faults.get("dot", [None])[:1] == [Fault.ACCEPT_AND_HANG_UP]:
            self.script.next_action("dot")
            self.script.accepted.append(accepted)
            raise _Gone
        if self._stage("250 2.0.0 taken", "dot"):
            self.script.accepted.append(accepted)
        if self.messages == self.script.messages_per_connection:
            raise _Gone


def _path(argument: str) -> str:
    """What stands between < and the > that ends the path."""
    return argument[argument.index("<") + 1 : argument.rindex(">")]
