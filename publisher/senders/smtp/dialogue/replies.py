"""A server's reply to an outcome. Pure: knows no socket.

Codes are RFC 5321's (section 4.2), enhanced status codes RFC 3463's, announced per line as
RFC 2034 has it.
"""

import re
from dataclasses import dataclass

from publisher.message import Outcome, Receipt

LONGEST_WORDS = 1000
"""Characters of a server's words that are kept; some explain themselves at length."""

_STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered to one command."""

    code: int = 0
    """Three digits, or 0 where there was no reply."""
    enhanced_status: str = ""
    words: str = ""
    """In one line, without anything that a terminal would obey."""

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


def parse_reply(code: int, text: bytes) -> Reply:
    """Make a reply of its code and of its lines' text, as smtplib joins them."""
    status, lines = "", []
    for line in text.decode(errors="replace").splitlines():
        found = _STATUS.match(line)
        # RFC 2034, section 4: the class repeats the code's first digit, else it is just a text.
        if found and found[1] == str(code)[:1]:
            status = status or found[0]
            line = line[found.end() :]  # noqa: PLW2901 - each line without what was read of it
        lines.append(line)
    return Reply(code, status, one_line(" ".join(lines)))


def one_line(text: str) -> str:
    """The text's printable characters, with single spaces between words."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())[:LONGEST_WORDS]


def receipt(recipient: str, reply: Reply) -> Receipt:
    """The receipt of a recipient whose fate is this reply.

    Codes that are neither success nor permanent failure mean "not now", by their first digit.
    """
    if reply.is_positive:
        outcome = Outcome.ACCEPTED
    elif reply.is_permanent_failure:
        outcome = Outcome.REFUSED
    else:
        outcome = Outcome.DEFERRED
    return Receipt(recipient, outcome, reply.code, reply.enhanced_status, reply.words)
