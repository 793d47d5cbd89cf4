"""Check the connection to the server, and report what works and how to fix the rest.

Does the same steps as for a message, up to the login, and sends nothing.
"""

import socket
import ssl

from publisher.errors import PublisherError, SenderError
from publisher.senders.protocol import Finding
from publisher.senders.smtp.dialogue.replies import ConnectionFault
from publisher.senders.smtp.safety import check_options
from publisher.senders.smtp.session import open_connection, open_secured
from publisher.senders.smtp.smtp_options import SmtpOptions
from publisher.senders.smtp.tls import certificate_names, is_name_mismatch, make_context


def check_connection(options: SmtpOptions) -> list[Finding]:
    """Connect, encrypt and log in; return the findings up to the first failure.

    The connection works if all findings are ok. Raises nothing; takes no longer than the
    options' timeouts.
    """
    findings: list[Finding] = []

    def tell(stage: str, words: str) -> None:
        findings.append(Finding(stage, is_ok=True, words=words))

    try:
        check_options(options)
        context = make_context(options)
        tell("name", _addresses(options.host))
        open_connection(options, context, tell).quit()
    except PublisherError as error:
        hint = error.hint
        if is_name_mismatch(error.__cause__):
            hint = _names_hint(options) or hint
        findings.append(Finding(_next_stage(findings, options), False, error.message, hint))
    except ConnectionFault as fault:
        findings.append(Finding(_next_stage(findings, options), False, fault.words, fault.hint))
    return findings


def _addresses(host: str) -> str:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SenderError(
            f"{host} cannot be resolved: {getattr(error, 'strerror', '') or error}",
            "check smtp.host, and this machine's network connection",
        ) from error
    addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
    return f"{host} resolves to {', '.join(addresses)}"


def _next_stage(findings: list[Finding], options: SmtpOptions) -> str:
    """Return the stage that failed: the one after the last passed stage."""
    stages = {
        "starttls": ["settings", "name", "port", "greeting", "TLS", "server", "login"],
        "tls": ["settings", "name", "port", "TLS", "greeting", "server", "login"],
        "none": ["settings", "name", "port", "greeting", "server", "login"],
    }[options.security]
    if not findings:
        return "settings"
    return stages[min(stages.index(findings[-1].stage) + 1, len(stages) - 1)]


def _names_hint(options: SmtpOptions) -> str:
    """Return a hint with the host names of a certificate that has another name.

    Connects again, up to before the login, and checks the certificate except for its name.
    """
    context = make_context(options)
    context.check_hostname = False
    try:
        connection = open_secured(options, context, lambda _stage, _words: None)
    except (PublisherError, ConnectionFault):
        return ""
    sock = connection.sock
    names = certificate_names(sock) if isinstance(sock, ssl.SSLSocket) else ()
    connection.quit()
    if not names:
        return ""
    return (
        f"the certificate is for {', '.join(names)}: if this is your provider, set smtp.host to "
        "that name"
    )
