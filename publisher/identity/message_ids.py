"""Make the Message-ID of an issue's email (RFC 5322, section 3.6.4).

An edit, a rebuild or a move does not change it, and changes to this module must not either:
a reader's client would take the same email for another one.
"""

import hashlib

from publisher.model import Issue, Newsletter


def message_id(
    issue: Issue, newsletter: Newsletter, domain: str, recipient: str = "", trial: str = ""
) -> str:
    """Return the Message-ID of an issue's email to a recipient.

    It is made of the newsletter's URL, the issue's id or slug, and the recipient. ``domain`` is
    that of the author's address. ``trial`` distinguishes one trial from the others: Gmail shows
    only the first of two messages with the same id, so an author would see yesterday's text.
    """
    parts = [newsletter.site_url, issue.id or issue.slug, recipient, *([trial] if trial else [])]
    digest = hashlib.sha256("\n".join(parts).encode(errors="backslashreplace")).hexdigest()
    return f"<{digest[:32]}@{domain}>"
