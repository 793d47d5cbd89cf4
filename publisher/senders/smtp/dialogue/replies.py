"""Parse a server's reply, or describe its absence, and turn it into an outcome. Uses no socket.

Codes are those of RFC 5321 (section 4.2), enhanced status codes those of RFC 3463, at the start
of each line as in RFC 2034.
"""

import re
from dataclasses import dataclass

from publisher.message import Outcome, Receipt

LONGEST_WORDS = 1000
"""Characters of a server's words that are kept; some servers send long explanations."""

_STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's reply to one command."""

    code: int = 0
    """Three digits, or 0 if there was no reply."""
    enhanced_status: str = ""
    words: str = ""
    """On one line, without characters that could control a terminal."""

    @property
    def is_positive(self) -> bool:
        """Whether the command was carried out (2yz)."""
        return self.code // 100 == 2

    @property
    def is_intermediate(self) -> bool:
        """Whether the server waits for more (3yz), as after DATA."""
        return self.code // 100 == 3

    @property
    def is_permanent_failure(self) -> bool:
        """Whether the same command will fail again (5yz)."""
        return self.code // 100 == 5

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.code), self.enhanced_status, self.words)))


NO_REPLY = Reply()


class ConnectionFault(Exception):
    """The connection could not be opened, or was lost. Another try may succeed.

    ``reply`` is what the server said about it, if anything. An error that another try cannot
    fix (a login, a certificate) is a SenderError instead.
    """

    def __init__(self, words: str, reply: Reply = NO_REPLY, hint: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.reply = reply
        self.hint = hint


def parse_reply(code: int, text: bytes) -> Reply:
    """Make a reply from its code and the text of its lines, as smtplib joins them."""
    status, lines = "", []
    for line in text.decode(errors="replace").splitlines():
        found = _STATUS.match(line)
        # RFC 2034, section 4: the class equals the code's first digit, else it is only text.
        if found and found[1] == str(code)[:1]:
            status = status or found[0]
            line = line[found.end() :]  # noqa: PLW2901 - each line without its status code
        lines.append(line)
    return Reply(code, status, one_line(" ".join(lines)))


def one_line(text: str) -> str:
    """Return the text's printable characters, with single spaces between words."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())[:LONGEST_WORDS]


def receipt(recipient: str, reply: Reply) -> Receipt:
    """Return the receipt of a recipient for this reply.

    A code whose first digit means neither success nor permanent failure is a deferral.
    """
    if reply.is_positive:
        outcome = Outcome.ACCEPTED
    elif reply.is_permanent_failure:
        outcome = Outcome.REFUSED
    else:
        outcome = Outcome.DEFERRED
    return Receipt(recipient, outcome, reply.code, reply.enhanced_status, reply.words)
