"""Log in (RFC 4954): PLAIN (4616), LOGIN, CRAM-MD5 (2195), XOAUTH2.

No password leaves this file: it is removed from the words of returned replies, and no exception
passes through a frame that contains one.
"""

import base64
import hmac

from pydantic import SecretStr

from publisher.senders.smtp.dialogue.connection import Connection
from publisher.senders.smtp.dialogue.replies import ConnectionFault, Reply
from publisher.senders.smtp.smtp_options import SmtpOptions

# Over TLS the simplest mechanism is best: it works everywhere. In clear text, a mechanism that
# does not send the password itself is better.
_ORDER_OVER_TLS = ("plain", "login", "cram-md5")
_ORDER_IN_CLEAR = ("cram-md5", "plain", "login")

# Characters; a server's words may contain a shorter part of the password's line by chance.
_TOO_SHORT_TO_TELL = 6


def choose_mechanism(
    options: SmtpOptions, offered: frozenset[str], *, is_encrypted: bool
) -> str | None:
    """Return the mechanism to log in with; None if the server offers no usable one."""
    if options.auth != "auto":
        return options.auth if options.auth in offered else None
    usable: tuple[str, ...] = _ORDER_OVER_TLS if is_encrypted else _ORDER_IN_CLEAR
    if options.token.get_secret_value():
        usable = ("xoauth2",)
    return next((mechanism for mechanism in usable if mechanism in offered), None)


def log_in(connection: Connection, mechanism: str, options: SmtpOptions) -> Reply:
    """Log in, and return the server's last reply, good or bad.

    Raises ConnectionFault if the connection is lost meanwhile.
    """
    secret = options.token if mechanism == "xoauth2" else options.password
    reply, loss = _exchange(connection, mechanism, options.user, secret)
    if loss:
        raise ConnectionFault(f"{loss} during login")
    return reply


def _exchange(
    connection: Connection, mechanism: str, user: str, secret: SecretStr
) -> tuple[Reply, str]:
    """Return the server's last reply, and how the connection was lost ('' if it was not)."""
    said: list[str] = [secret.get_secret_value()]
    reply, step = Reply(), 0
    try:
        line = f"AUTH {mechanism.upper()}"
        if mechanism in {"plain", "xoauth2"}:  # with initial response (RFC 4954, section 4)
            said.append(_encoded(_answer(mechanism, 0, b"", user, secret)))
            line += f" {said[-1]}"
        reply = connection.command(line, may_continue=True)
        # After "*", which cancels the login, stop whatever the server replies.
        while reply.is_intermediate and said[-1] != "*":
            step += 1
            said.append(_encoded(_answer(mechanism, step, _decoded(reply.words), user, secret)))
            reply = connection.command(said[-1], may_continue=True)
    except ConnectionFault as fault:
        return Reply(), _without(said, fault.words)
    return Reply(reply.code, reply.enhanced_status, _without(said, reply.words)), ""


def _answer(
    mechanism: str, step: int, challenge: bytes, user: str, secret: SecretStr
) -> bytes | None:
    """Return the response to a challenge; None to cancel."""
    password = secret.get_secret_value().encode()
    answer = None
    match mechanism, step:
        case "plain", 0:
            answer = b"\0" + user.encode() + b"\0" + password
        case "xoauth2", 0:
            answer = b"user=" + user.encode() + b"\1auth=Bearer " + password + b"\1\1"
        case "xoauth2", 1:
            answer = b""  # the challenge explains a failure; this requests the final reply
        case "login", 1:
            answer = user.encode()
        case "login", 2:
            answer = password
        case "cram-md5", 1:
            digest = hmac.new(password, challenge, "md5").hexdigest()
            answer = f"{user} {digest}".encode()
    return answer


def _encoded(answer: bytes | None) -> str:
    return "*" if answer is None else base64.b64encode(answer).decode()


def _decoded(challenge: str) -> bytes:
    try:
        return base64.b64decode(challenge)
    except ValueError:
        return b""  # LOGIN's challenges are for people; an invalid one of CRAM-MD5 fails the login


def _without(said: list[str], words: str) -> str:
    """Remove the sent lines from a server's words: some servers repeat a rejected line."""
    secrets = [text for text in said if text not in {"", "*"}]
    for text in secrets:
        words = words.replace(text, "***")
    folded = [text.casefold() for text in secrets]
    return " ".join(
        "***"
        if len(word) >= _TOO_SHORT_TO_TELL and any(word.casefold() in text for text in folded)
        else word
        for word in words.split()
    )
