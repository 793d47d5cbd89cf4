"""Open an encrypted connection and log in, or raise the reason why it fails.

Each passed stage is reported to a callback, so that a connection check does the same as sending.
Imports no message.
"""

import socket
import ssl
from collections.abc import Callable

from publisher.errors import SenderError
from publisher.senders.smtp.auth import choose_mechanism, log_in
from publisher.senders.smtp.dialogue.connection import Connection
from publisher.senders.smtp.dialogue.replies import ConnectionFault, Reply
from publisher.senders.smtp.smtp_options import SmtpOptions
from publisher.senders.smtp.tls import describe, fault_of

Tell = Callable[[str, str], None]
"""Called for each passed stage with its name and the result in words."""


def open_connection(
    options: SmtpOptions, context: ssl.SSLContext, tell: Tell = lambda _stage, _words: None
) -> Connection:
    """Connect, encrypt, greet and log in.

    Raises SenderError for what only a person can fix, ConnectionFault for temporary errors.
    """
    connection = open_secured(options, context, tell)
    try:
        _log_in(connection, options, tell)
    except (SenderError, ConnectionFault):
        connection.quit()
        raise
    except BaseException:
        connection.drop()
        raise
    connection.timeout_s = options.command_timeout_s
    return connection


def open_secured(options: SmtpOptions, context: ssl.SSLContext, tell: Tell) -> Connection:
    """Do the same as ``open_connection``, but without the login."""
    connection = Connection(_dial(options, context, tell), options.connect_timeout_s)
    try:
        _greet(connection, options, tell)
        connection.timeout_s = options.command_timeout_s
        _hello(connection, options)
        if options.security == "starttls":
            _start_tls(connection, options, context)
            tell("TLS", describe(connection.sock))
            _hello(connection, options)
        tell("server", _offers(connection))
    except BaseException:
        connection.drop()
        raise
    return connection


# --- stages ------------------------------------------------------------------------------


def _dial(options: SmtpOptions, context: ssl.SSLContext, tell: Tell) -> socket.socket:
    host, port = options.host, options.effective_port
    try:
        sock = socket.create_connection((host, port), options.connect_timeout_s)
    except (OSError, UnicodeError) as error:
        raise _cannot_connect(error, options) from error
    # The final dot is a separate packet, which must not wait for the ACK of the one before.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    tell("port", f"{host}:{port} responds")
    if options.security != "tls":
        return sock
    try:
        encrypted = context.wrap_socket(sock, server_hostname=host)
    except OSError as error:
        sock.close()
        raise fault_of(error, options) from error
    tell("TLS", describe(encrypted))
    return encrypted


def _cannot_connect(error: Exception, options: SmtpOptions) -> SenderError | ConnectionFault:
    at = f"{options.host}:{options.effective_port}"
    if isinstance(error, UnicodeError) or (
        isinstance(error, socket.gaierror) and error.errno != socket.EAI_AGAIN
    ):
        return SenderError(f"unknown host {options.host}", "check smtp.host")
    if isinstance(error, TimeoutError):
        hint = "many networks block outgoing mail"
        if options.effective_port == 25:
            hint += " on port 25: try 587 with starttls, or 465 with tls"
        return ConnectionFault(
            f"{at} did not respond within {options.connect_timeout_s:g} s", hint=hint
        )
    reason = getattr(error, "strerror", "") or str(error)
    return ConnectionFault(
        f"cannot connect to {at}: {reason}", hint="check smtp.host and smtp.port"
    )


def _greet(connection: Connection, options: SmtpOptions, tell: Tell) -> None:
    """Wait for the server's greeting."""
    at = f"{options.host}:{options.effective_port}"
    try:
        greeting = connection.read_reply()
    except ConnectionFault as fault:
        if options.security == "starttls" and options.effective_port == 465:
            raise SenderError(
                f"no clear-text greeting from {at}: {fault.words}",
                "port 465 uses TLS from the start: set smtp.security = tls, or smtp.port = 587",
            ) from fault
        raise ConnectionFault(f"no greeting from {at}: {fault.words}", fault.reply) from fault
    if not greeting.is_positive:
        raise _turned_away(f"{at} rejected the connection", greeting)
    tell("greeting", greeting.words)


def _hello(connection: Connection, options: SmtpOptions) -> None:
    reply = connection.hello(options.local_hostname)
    if not reply.is_positive:
        raise _turned_away(f"{options.host} rejected EHLO", reply, "check smtp.local_hostname")


def _start_tls(connection: Connection, options: SmtpOptions, context: ssl.SSLContext) -> None:
    """Start TLS or raise: never continue in clear text (RFC 3207, section 6)."""
    if not connection.extensions.starttls:
        raise SenderError(
            f"{options.host}:{options.effective_port} does not offer STARTTLS, so nothing was sent",
            "if the server uses TLS from the start, set smtp.port = 465 and smtp.security = tls; "
            "if it should offer STARTTLS, a firewall or proxy may remove it",
        )
    reply = connection.command("STARTTLS")
    if not reply.is_positive:
        raise _turned_away(f"{options.host} refused to start TLS", reply)
    try:
        connection.encrypt(context, options.host, options.connect_timeout_s)
    except OSError as error:
        raise fault_of(error, options) from error


def _log_in(connection: Connection, options: SmtpOptions, tell: Tell) -> None:
    offered = ", ".join(sorted(connection.extensions.mechanisms)).upper() or "none"
    if not options.user:
        tell("login", f"skipped, because smtp.user is not set; offered: {offered}")
        return
    is_encrypted = isinstance(connection.sock, ssl.SSLSocket)
    mechanism = choose_mechanism(
        options, connection.extensions.mechanisms, is_encrypted=is_encrypted
    )
    if mechanism is None:
        raise SenderError(
            f"{options.host} offers no usable login (offered: {offered})",
            "check smtp.auth, smtp.password and smtp.token; some servers offer a login only with "
            "starttls or tls; if the server needs no login, leave smtp.user empty",
        )
    reply = log_in(connection, mechanism, options)
    if not reply.is_positive:
        raise _turned_away(
            f"{options.host} rejected the login of {options.user}", reply, login_hint(options)
        )
    tell("login", f"logged in as {options.user} with {mechanism.upper()}; offered: {offered}")


# --- messages ----------------------------------------------------------------------------


def _turned_away(words: str, reply: Reply, hint: str = "") -> SenderError | ConnectionFault:
    """Return SenderError for a permanent failure, else ConnectionFault, which allows a retry."""
    if reply.is_permanent_failure:
        return SenderError(f"{words}: {reply}", hint)
    return ConnectionFault(f"{words}: {reply}", reply, hint)


def login_hint(options: SmtpOptions) -> str:
    """Return a hint about the usual errors of a login."""
    if options.token.get_secret_value():
        return "tokens are short-lived: get a new one, with the scope for sending mail"
    return (
        "providers with two-factor login (Gmail, iCloud, Yahoo, Fastmail) require an app password; "
        "others require a separate user or key for SMTP"
    )


def _offers(connection: Connection) -> str:
    extensions = connection.extensions
    if extensions.size_limit:
        limit = f"messages up to {extensions.size_limit:,} bytes"
    else:
        limit = "messages of any size"
    offered = {
        "PIPELINING": extensions.pipelining,
        "8BITMIME": extensions.eight_bit_mime,
        "SMTPUTF8": extensions.smtputf8,
    }
    names = ", ".join(name for name, is_there in offered.items() if is_there)
    return f"accepts {limit}; offers {names or 'no relevant extensions'}"
