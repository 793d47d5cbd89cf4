"""A newsletter with everything set, one issue of it, and its email."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

from publisher.mail.mail_options import MailOptions
from publisher.mail.rendered_email import RenderedEmail
from publisher.message import Message
from publisher.model import Issue, Newsletter, Source

DATE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
NEWSLETTER = Newsletter(
    title="The Example Letter",
    site_url="https://example.com/",
    language="en",
    author_name="The editors",
    author_email="editors@example.com",
)
ISSUE = Issue(
    title="First issue",
    slug="001",
    permalink="https://example.com/issues/001/",
    source=Source("issues/001.md"),
    date=DATE,
)
EMAIL = RenderedEmail(
    subject="First issue",
    preheader="What is in it",
    html='<!doctype html>\n<html lang="en"><body><p>Hello, <b>reader</b></p></body></html>\n',
    text="Hello, *reader*\n",
)
OPTIONS = MailOptions(
    unsubscribe_url="https://example.com/unsubscribe?id={{id}}",
    unsubscribe_mailto="unsubscribe@example.com",
    list_id="letter.example.com",
    feedback_id="1:letter:example",
)

Compose = Callable[..., Message]
Read = Callable[[Message], EmailMessage]
