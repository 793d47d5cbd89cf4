"""Show sender, subject and preheader as lines of inboxes, truncated as by each client.

Clients truncate by pixels, so the figures are characters of an average text at the usual width;
a wide character (Chinese, emoji) counts as two.
"""

from dataclasses import dataclass

from publisher.terminal_text import columns, width


@dataclass(frozen=True, slots=True)
class Client:
    """How many characters of a message a client's inbox shows."""

    name: str
    where: str
    sender: int
    subject: int
    preheader: int
    shares_a_line: bool = False
    """Whether subject and preheader share one line."""


CLIENTS = (
    Client("Gmail", "in a browser", 20, 70, 120, shares_a_line=True),
    Client("Gmail", "on a phone", 25, 40, 42),
    Client("Apple Mail", "on an iPhone, two lines of preview", 25, 48, 99),
    Client("Outlook", "on Windows, three panes", 30, 55, 35),
)
"""From published tests: emailtooltester.com found 48 and 99 on an iPhone 14; others say 60 to 70
and 30 to 50 for Gmail's subjects, and 35 after Outlook's. Larger fonts and narrow windows show
less."""


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A message in one client's inbox, with the parts that are shown and cut off."""

    client: Client
    sender: str
    subject: str
    subject_cut: str
    preheader: str
    preheader_cut: str


def inbox_lines(sender: str, subject: str, preheader: str) -> tuple[InboxLine, ...]:
    """Return the message as in each client's inbox."""
    return tuple(_line(client, sender, subject, preheader) for client in CLIENTS)


def _line(client: Client, sender: str, subject: str, preheader: str) -> InboxLine:
    shown, hidden = cut(subject, client.subject)
    room = client.preheader - (columns(shown) + 3 if client.shares_a_line else 0)
    begun, rest = cut(preheader, max(0, room))
    return InboxLine(client, cut(sender, client.sender)[0], shown, hidden, begun, rest)


def cut(text: str, room: int) -> tuple[str, str]:
    """Split a text into what fits into this many columns, and the rest."""
    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > room:
            return text[:index].rstrip(), text[index:]
    return text, ""
