"""Messages composed from the samples, and read back by a parser that forgives nothing."""

import email
from email import policy
from email.message import EmailMessage

import pytest

from publisher.mail.mail_options import MailOptions
from publisher.mail.message.compose import compose
from publisher.mail.message.headers import Delivery
from publisher.mail.rendered_email import RenderedEmail
from publisher.message import Message
from publisher.model import Issue, Newsletter
from tests.unit.mail.samples import DATE, EMAIL, ISSUE, NEWSLETTER, OPTIONS, Compose, Read


@pytest.fixture
def composed() -> Compose:
    """``composed(recipient="reader@example.org")``: the message; each value can be another."""

    def make(
        *,
        email: RenderedEmail = EMAIL,
        issue: Issue = ISSUE,
        newsletter: Newsletter = NEWSLETTER,
        options: MailOptions = OPTIONS,
        images: object = None,
        **delivery: object,
    ) -> Message:
        given = {"date": DATE} | delivery
        return compose(
            email,
            issue,
            newsletter,
            options,
            Delivery(**given),  # type: ignore[arg-type]
            images=images or {},  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def read() -> Read:
    """``read(message)``: as the standard library's parser sees it, which raises for any defect."""

    def parse(message: Message) -> EmailMessage:
        strict = policy.SMTPUTF8.clone(raise_on_defect=True)
        parsed = email.message_from_bytes(message.data, policy=strict)
        assert isinstance(parsed, EmailMessage)
        for part in parsed.walk():
            assert not part.defects
            for value in part.values():
                assert not value.defects, value
        return parsed

    return parse
