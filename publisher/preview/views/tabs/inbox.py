"""Show an issue as it arrives: its line in inboxes, and the email in a frame."""

from collections.abc import Mapping

from publisher.preview.panels.color_scheme import Scheme
from publisher.preview.panels.inboxes import inbox_lines
from publisher.preview.views.studio import WIDTHS, Visit


def view(visit: Visit) -> Mapping[str, object]:
    """Return what the Email tab shows."""
    newsletter = visit.studio.present.shelf.newsletter
    email = visit.edition.email
    sender = newsletter.author_name or newsletter.title
    return {
        "inbox": inbox_lines(sender, email.subject, email.preheader),
        "sender": sender,
        "widths": WIDTHS,
        "schemes": tuple(Scheme),
        "themes": visit.studio.themes(),
        "theme": visit.choice.theme or visit.studio.present.project.settings.theme,
    }
