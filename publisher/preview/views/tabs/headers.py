"""The header fields with what each is for, the size of each part, and where Gmail would cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from publisher.preview.views.studio import Visit
from publisher.preview.views.tabs.source import message_of
from publisher.project.workshop.email_weight import weigh

PURPOSES = {
    "from": "Who writes. Inboxes show the name, filters trust the address.",
    "to": "Who gets it. Here nobody; each recipient of a send is named.",
    "reply-to": "Where answers go, when not to the sender.",
    "subject": "The line that decides whether it is opened.",
    "date": "When it was written. Inboxes sort by it.",
    "message-id": "The message's name. Stays the same when the issue is rebuilt, so that an "
    "archive holds it once.",
    "mime-version": "That it has parts with types (RFC 2045).",
    "content-type": "That it holds the text and the HTML; a client shows the last it can.",
    "content-transfer-encoding": "How its octets travel.",
    "content-language": "The language, for screen readers and translators (RFC 3282).",
    "list-id": "The list it belongs to: readers filter by it (RFC 2919).",
    "list-unsubscribe": "How to leave the list; clients show a button (RFC 2369). Gmail and Yahoo "
    "ask bulk senders for it.",
    "list-unsubscribe-post": "That one click is enough to leave (RFC 8058).",
    "list-archive": "Where earlier issues are (RFC 2369).",
    "archived-at": "This issue on the web (RFC 5064).",
    "feedback-id": "What Gmail's Postmaster Tools count complaints under.",
    "dkim-signature": "The signature of your domain (RFC 6376).",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the message."""

    media_type: str
    octets: int
    """As it travels, encoded."""
    decoded: int


def view(visit: Visit) -> Mapping[str, object]:
    """What the Headers tab shows."""
    weight = weigh(visit.edition)
    message, fault = message_of(visit)
    fields: list[tuple[str, str, str]] = []
    parts: list[Part] = []
    if message is not None:
        parsed = message_from_bytes(message.data, policy=policy.default)
        if isinstance(parsed, EmailMessage):
            fields = [
                (name, str(value), PURPOSES.get(name.lower(), "")) for name, value in parsed.items()
            ]
            parts = [_part(part) for part in parsed.walk() if not part.is_multipart()]
    return {
        "fields": fields,
        "parts": parts,
        "message_octets": len(message.data) if message else 0,
        "weight": weight,
        "limit": weight.limit,
        "fault": fault,
    }


def _part(part: EmailMessage) -> Part:
    raw = part.get_payload(decode=False)
    decoded = part.get_payload(decode=True)
    return Part(
        part.get_content_type(),
        len(raw.encode()) if isinstance(raw, str) else 0,
        len(decoded) if isinstance(decoded, bytes) else 0,
    )
