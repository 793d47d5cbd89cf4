"""Send messages over one SMTP connection at a time, and return receipts.

Handles the connection, the pace and the retries; ``transaction`` sends a message, and
``session`` opens a connection.
"""

import logging
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Self

from publisher.errors import SenderError
from publisher.message import Envelope, Message, Outcome, Receipt
from publisher.senders.protocol import Finding, Sender, distinct_recipients
from publisher.senders.smtp.diagnose import check_connection
from publisher.senders.smtp.dialogue.connection import Connection
from publisher.senders.smtp.dialogue.extensions import mail_parameters, shortcoming
from publisher.senders.smtp.dialogue.replies import ConnectionFault
from publisher.senders.smtp.dialogue.smtp_path import smtp_path
from publisher.senders.smtp.dialogue.transaction import Transaction, deferred
from publisher.senders.smtp.dialogue.wire_form import Wire, wire_form
from publisher.senders.smtp.rate import Pace
from publisher.senders.smtp.retry import merged, retry_wait_s, took_some_for_now, wants_retry
from publisher.senders.smtp.safety import check_options
from publisher.senders.smtp.session import open_connection
from publisher.senders.smtp.smtp_options import SmtpDeclaration, SmtpOptions
from publisher.senders.smtp.tls import describe, make_context

_log = logging.getLogger(__name__)


def open_smtp_sender(options: SmtpDeclaration, folder: Path) -> Sender:
    """Open an SMTP sender with these options; ``ca_file`` is relative to ``folder``.

    Raises SettingsError for options that are unsafe or cannot work.
    """
    return SmtpSender(options.smtp.below(folder))


class SmtpSender:
    """Sends one message after the other to one server.

    The connection is opened for the first message, used for the next ones, and opened again if
    the server closes it. For more speed, use several senders, each in its own thread, with one
    ``pace`` for all.
    """

    def __init__(
        self,
        options: SmtpOptions,
        *,
        pace: Pace | None = None,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Raises SettingsError for options that are unsafe or cannot work."""
        check_options(options)
        self._options = options
        self._context = make_context(options)
        self._pace = pace or Pace(options.max_per_second, sleep=sleep)
        self._sleep = sleep
        self._chance = chance
        self._connection: Connection | None = None
        self._is_given_up = False

    def __enter__(self) -> Self:
        """Do nothing: the first message opens the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection with QUIT."""
        self._close()

    def diagnose(self) -> list[Finding]:
        """Connect and log in on a separate connection, and send nothing."""
        return check_connection(self._options)

    def send(self, message: Message, envelope: Envelope) -> tuple[Receipt, ...]:
        """Send to each recipient, with as many retries as the options allow; see ``Sender``."""
        pending = distinct_recipients(envelope)
        try:
            wire = wire_form(message.data)
        except ValueError as error:
            return _refused(pending, str(error))
        receipts: dict[str, Receipt] = {}
        tries = retries = 0
        while pending:
            tries += 1
            is_open = all(given.outcome is Outcome.DEFERRED for given in receipts.values())
            latest = self._try(wire, envelope.mail_from, pending, may_raise=is_open)
            for given in latest:
                receipts[given.recipient] = merged(
                    receipts.get(given.recipient), replace(given, attempts=tries)
                )
            waiting = [given for given in latest if wants_retry(given, self._options)]
            pending = tuple(given.recipient for given in waiting)
            if not pending or took_some_for_now(latest):
                continue
            retries += 1
            if retries > (0 if self._is_given_up else self._options.retry_limit):
                break
            self._wait_for_retry(retries, waiting[0])
        # Wait for a server that is down with only one message, not with every one.
        self._is_given_up = bool(pending) and self._connection is None
        return tuple(receipts[recipient] for recipient in distinct_recipients(envelope))

    # --- one try -------------------------------------------------------------------------

    def _try(
        self, wire: Wire, mail_from: str, recipients: tuple[str, ...], *, may_raise: bool
    ) -> tuple[Receipt, ...]:
        """Return receipts of one try; raise SenderError only if no recipient has a receipt yet."""
        self._pace.wait()
        try:
            return self._transact(wire, mail_from, recipients)
        except ConnectionFault as fault:
            self._drop()
            return tuple(deferred(recipient, fault) for recipient in recipients)
        except SenderError as error:
            if may_raise:
                raise
            return tuple(
                Receipt(recipient, Outcome.DEFERRED, detail=error.message)
                for recipient in recipients
            )

    def _transact(
        self, wire: Wire, mail_from: str, recipients: tuple[str, ...]
    ) -> tuple[Receipt, ...]:
        connection = self._connected()
        try:
            return self._transact_once(connection, wire, mail_from, recipients)
        except ConnectionFault:
            if not connection.transactions:
                raise
            # Servers close connections that were idle or long in use: this is not a failure.
            self._drop()
            return self._transact_once(self._connected(), wire, mail_from, recipients)

    def _transact_once(
        self, connection: Connection, wire: Wire, mail_from: str, recipients: tuple[str, ...]
    ) -> tuple[Receipt, ...]:
        extensions = connection.extensions
        try:
            reverse_path = smtp_path(mail_from, has_smtputf8=extensions.smtputf8)
        except ValueError as error:
            return _refused(recipients, str(error))
        if reason := shortcoming(wire, extensions):
            return _refused(recipients, reason)
        paths, refused = _paths(recipients, has_smtputf8=extensions.smtputf8)
        if not paths:
            return refused
        needs_utf8 = not all(path.isascii() for path in (reverse_path, *paths.values()))
        parameters = mail_parameters(
            wire, extensions, needs_smtputf8=needs_utf8 or wire.has_utf8_header
        )
        transaction = Transaction(
            connection=connection,
            mail=f"<{reverse_path}>{parameters}",
            paths=paths,
            wire=wire,
            data_timeout_s=self._options.data_timeout_s,
            has_pipelining=self._options.pipelining and extensions.pipelining,
        )
        return (*transaction.run(), *refused)

    # --- the connection ------------------------------------------------------------------

    def _connected(self) -> Connection:
        """Return the current connection, or a new one if it is lost or was used long enough."""
        connection = self._connection
        if connection and connection.transactions >= self._options.max_per_connection:
            self._close()
        elif connection and connection.is_lost:
            self._drop()
        if self._connection is None:
            self._connection = open_connection(self._options, self._context)
            _log.debug(
                "connected to %s:%s (%s)",
                self._options.host,
                self._options.effective_port,
                describe(self._connection.sock),
            )
        return self._connection

    def _close(self) -> None:
        if self._connection:
            self._connection.quit()
            self._connection = None

    def _drop(self) -> None:
        if self._connection:
            self._connection.drop()
            self._connection = None

    def _wait_for_retry(self, retry: int, reason: Receipt) -> None:
        wait_s = retry_wait_s(self._options, retry, self._chance())
        _log.info(
            "%s: %s %s; trying again in %.1f s (%d of %d)",
            reason.recipient, reason.outcome, reason.detail, wait_s, retry,
            self._options.retry_limit,
        )  # fmt: skip
        self._sleep(wait_s)


def _paths(
    recipients: tuple[str, ...], *, has_smtputf8: bool
) -> tuple[dict[str, str], tuple[Receipt, ...]]:
    """Return each recipient's path, and receipts for addresses this server does not support."""
    paths: dict[str, str] = {}
    refused: list[Receipt] = []
    for recipient in recipients:
        try:
            paths[recipient] = smtp_path(recipient, has_smtputf8=has_smtputf8)
        except ValueError as error:
            refused.extend(_refused((recipient,), str(error)))
    return paths, tuple(refused)


def _refused(recipients: tuple[str, ...], words: str) -> tuple[Receipt, ...]:
    """Return receipts of a rejection by this program, before anything was sent."""
    return tuple(Receipt(recipient, Outcome.REFUSED, detail=words) for recipient in recipients)
