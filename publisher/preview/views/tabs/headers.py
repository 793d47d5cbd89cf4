"""Show the header fields and their purpose, the size of each part, and where Gmail clips."""

from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage

from publisher.preview.views.studio import Visit
from publisher.preview.views.tabs.source import message_of
from publisher.project.workshop.email_weight import weigh

PURPOSES = {
    "from": "The author. Inboxes show the name; filters go by the address.",
    "to": "The recipient. Empty in the preview; set for each recipient when sending.",
    "reply-to": "Where replies go, if not to the author.",
    "subject": "The subject, which decides whether the email is opened.",
    "date": "The date of the message. Inboxes sort by it.",
    "message-id": (
        "The id of the message. It stays the same when the issue is rebuilt, so that archives keep "
        "one copy."
    ),
    "mime-version": "Declares a message with typed parts (RFC 2045).",
    "content-type": "Declares a text and an HTML part; clients show the last part "
    "that they support.",
    "content-transfer-encoding": "How the bytes are encoded for transfer.",
    "content-language": "The language, for screen readers and translators (RFC 3282).",
    "list-id": "The mailing list, for readers' filters (RFC 2919).",
    "list-unsubscribe": (
        "How to unsubscribe; clients show a button (RFC 2369). Gmail and Yahoo require it from "
        "bulk senders."
    ),
    "list-unsubscribe-post": "Declares that one click is enough to unsubscribe (RFC 8058).",
    "list-archive": "Where earlier issues are (RFC 2369).",
    "archived-at": "This issue on the web (RFC 5064).",
    "feedback-id": "The id under which Gmail's Postmaster Tools count complaints.",
    "dkim-signature": "The DKIM signature of your domain (RFC 6376).",
}


def view(visit: Visit) -> Mapping[str, object]:
    """Return what the Headers tab shows."""
    weight = weigh(visit.edition)
    message, fault = message_of(visit)
    fields: list[tuple[str, str, str]] = []
    parts: list[tuple[str, int, int]] = []
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


def _part(part: EmailMessage) -> tuple[str, int, int]:
    """Return a part's media type, and its bytes as sent and decoded."""
    raw = part.get_payload(decode=False)
    decoded = part.get_payload(decode=True)
    return (
        part.get_content_type(),
        len(raw.encode()) if isinstance(raw, str) else 0,
        len(decoded) if isinstance(decoded, bytes) else 0,
    )
