"""Sender, subject and preheader -> the line of an inbox, cut where each client cuts it.

Clients cut by pixels, so the figures are characters of an average text at the usual width;
a wide character (Chinese, emoji) takes the room of two.
"""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """How much of a message an inbox shows; in characters."""

    name: str
    where: str
    sender: int
    subject: int
    preheader: int
    shares_a_line: bool = False
    """Whether the preheader has only the room that the subject leaves."""


CLIENTS = (
    Client("Gmail", "in a browser", 20, 70, 120, shares_a_line=True),
    Client("Gmail", "on a phone", 25, 40, 42),
    Client("Apple Mail", "on an iPhone, two lines of preview", 25, 48, 99),
    Client("Outlook", "on Windows, three panes", 30, 55, 35),
)
"""Of published tests: emailtooltester.com found 48 and 99 on an iPhone 14; others say 60 to 70 and
30 to 50 for Gmail's subjects, and 35 after Outlook's. Larger type cuts earlier, and so does a
narrow window."""


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A message in one client's inbox; what is cut off stands behind."""

    client: Client
    sender: str
    subject: str
    subject_cut: str
    preheader: str
    preheader_cut: str


def inbox_lines(sender: str, subject: str, preheader: str) -> tuple[InboxLine, ...]:
    """The message in each client's inbox."""
    return tuple(_line(client, sender, subject, preheader) for client in CLIENTS)


def _line(client: Client, sender: str, subject: str, preheader: str) -> InboxLine:
    shown, hidden = cut(subject, client.subject)
    room = client.preheader - (columns(shown) + 3 if client.shares_a_line else 0)
    begun, rest = cut(preheader, max(0, room))
    return InboxLine(client, cut(sender, client.sender)[0], shown, hidden, begun, rest)


def cut(text: str, room: int) -> tuple[str, str]:
    """What fits into so many columns, and what does not."""
    used = 0
    for index, character in enumerate(text):
        used += _width(character)
        if used > room:
            return text[:index].rstrip(), text[index:]
    return text, ""


def columns(text: str) -> int:
    """The columns that a text takes."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
