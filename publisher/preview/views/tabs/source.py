"""Show the email's HTML and the whole message as sent: highlighted, to copy or download."""

from collections.abc import Mapping

from publisher.errors import PublisherError
from publisher.message import Message
from publisher.preview.panels.highlight import highlighted
from publisher.preview.views.studio import Visit
from publisher.project.send.test_send import message_for_file


def view(visit: Visit) -> Mapping[str, object]:
    """Return what the Source tab shows."""
    html = visit.edition.email.html
    message, fault = message_of(visit)
    raw = message.data.decode("ascii", "backslashreplace") if message else ""
    shows_message = visit.request.query_params.get("of") == "message"
    shown = highlighted(raw, "eml") if shows_message else highlighted(html, "html")
    return {
        "shows_message": shows_message,
        "source": shown,
        "octets": len(raw) if shows_message else len(html.encode()),
        "fault": fault,
    }


def message_of(visit: Visit) -> tuple[Message | None, PublisherError | None]:
    """Return the message for a file, or why there is none."""
    studio = visit.studio
    try:
        return message_for_file(studio.present.project, visit.edition, studio.clock()), None
    except PublisherError as fault:
        return None, fault
