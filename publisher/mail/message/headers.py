"""Make the header fields of a message from a newsletter, an issue and a recipient.

Does not know MIME parts. Each value is checked: a line break in one is an error, never a header.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from publisher import dates, domains, urls
from publisher.errors import HeaderFault, SettingsError
from publisher.identity.message_ids import message_id
from publisher.mail.mail_options import MailOptions
from publisher.mail.message.header_fields import (
    HeaderField,
    checked,
    phrase_tokens,
    structured,
    unstructured,
)
from publisher.mail.message.mail_addresses import MailAddress, parse_address
from publisher.model import Issue, Newsletter

_URI_SAFE = "".join(map(chr, range(0x21, 0x7F)))
"""Characters that `quote` keeps: every printable ASCII character, ``%`` among them."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a message contains besides its issue: recipient, time, and whether it is a trial.

    ``date`` is aware: the issue's own for a file, the current time for a send.
    """

    date: datetime
    recipient: str = ""
    subject_prefix: str = ""
    """Such as ``[Test] ``; a message with one is a trial, and gets a Message-ID of its own."""


def header_fields(
    subject: str, issue: Issue, newsletter: Newsletter, options: MailOptions, delivery: Delivery
) -> Iterator[HeaderField]:
    """Yield the fields of a message except those of MIME.

    Auto-Submitted and Precedence are not set: clients and filters hide messages that have them.
    Raises HeaderFault for a value that is not allowed in a header, SettingsError without an
    author's address.
    """
    author = author_address(newsletter)
    yield _mailbox("From", newsletter.author_name or newsletter.title, author)
    yield _to(delivery.recipient)
    if options.reply_to:
        yield _mailbox("Reply-To", "", parse_address(options.reply_to, "reply_to"))
    yield unstructured("Subject", f"{delivery.subject_prefix}{subject}")
    yield structured("Date", *dates.rfc5322(delivery.date).split(" "))
    yield structured("Message-ID", id_of(issue, newsletter, delivery))
    yield structured("MIME-Version", "1.0")
    if language := issue.language or newsletter.language:
        yield structured("Content-Language", _token("language", language))
    yield from _list_fields(newsletter, options)
    if urls.is_web(issue.permalink):
        yield structured("Archived-At", _uri("permalink", issue.permalink))  # RFC 5064
    if options.feedback_id:
        yield structured("Feedback-ID", _token("feedback_id", options.feedback_id))


def author_address(newsletter: Newsletter) -> MailAddress:
    """Return the newsletter's From address. Raises SettingsError if it is not set."""
    if not newsletter.author_email:
        raise SettingsError(
            "author_email is not set, and a message needs a From address",
            "set author_email in publisher.toml",
        )
    return parse_address(newsletter.author_email, "author_email")


def id_of(issue: Issue, newsletter: Newsletter, delivery: Delivery) -> str:
    """Return the Message-ID of a message."""
    prefix = delivery.subject_prefix
    trial = f"{prefix}\n{delivery.date.isoformat()}" if prefix else ""
    return message_id(issue, newsletter, id_domain(newsletter), delivery.recipient, trial)


def id_domain(newsletter: Newsletter) -> str:
    """Return the domain at the right of ids: that of the author's address."""
    domain = author_address(newsletter).domain
    return domain if not domain.startswith("[") else "localhost"


def _mailbox(name: str, display: str, address: MailAddress) -> HeaderField:
    tokens = [*phrase_tokens(name, display), f"<{address}>"] if display else [str(address)]
    return HeaderField(name, tuple(tokens))


def _to(recipient: str) -> HeaderField:
    if recipient:
        return _mailbox("To", "", parse_address(recipient, "the recipient"))
    # Filters count a missing To as a sign of spam; an empty group (RFC 5322, 3.4) has no members.
    return structured("To", "undisclosed-recipients:;")


def _list_fields(newsletter: Newsletter, options: MailOptions) -> Iterator[HeaderField]:
    if options.list_id:
        tokens = phrase_tokens("List-Id", newsletter.title) if newsletter.title else ()
        yield HeaderField("List-Id", (*tokens, f"<{_list_id(options.list_id)}>"))
    ways = []
    if urls.is_web(options.unsubscribe_url):
        ways.append(_uri("unsubscribe_url", options.unsubscribe_url))
    if options.unsubscribe_mailto:
        ways.append(_mailto(options.unsubscribe_mailto))
    if ways:
        yield structured("List-Unsubscribe", *(f"{way}," for way in ways[:-1]), ways[-1])
    # RFC 8058, section 3.1: one-click needs https.
    if urls.scheme_of(options.unsubscribe_url) == "https":
        yield structured("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    if urls.is_web(newsletter.site_url):
        yield structured("List-Archive", _uri("site_url", newsletter.site_url))


def _list_id(value: str) -> str:
    """Return the identifier itself, without angle brackets if it has them (RFC 2919)."""
    bare = value.rpartition("<")[2].removesuffix(">").strip(" ")
    _token("list_id", bare)
    labels = bare.split(".")
    if len(labels) < 2 or not all(labels) or len(bare) > 255 or set(bare) & set('<>()@,;:\\"[]'):
        raise HeaderFault(
            f"list_id is not a valid list identifier: {value!r}",
            "use a value such as letter.example.com",
        )
    return bare


def _mailto(value: str) -> str:
    address, question_mark, rest = value.removeprefix("mailto:").partition("?")
    parsed = parse_address(address, "unsubscribe_mailto")
    return _uri("unsubscribe_mailto", f"mailto:{quote(str(parsed), safe='@')}{question_mark}{rest}")


def _token(name: str, value: str) -> str:
    """Return a value of printable ASCII without a space."""
    checked(name, value)
    if not value.isascii() or " " in value:
        raise HeaderFault(f"{name} must be ASCII without spaces, not {value!r}")
    return value


def _uri(name: str, value: str) -> str:
    """Return a URL as RFC 2369 and RFC 5064 require it: a URI in angle brackets, only ASCII."""
    checked(name, value)
    try:
        _ = urlsplit(value).port
        whole = quote(domains.with_ascii_host(value.strip(" ")), safe=_URI_SAFE)
    except ValueError as error:
        raise HeaderFault(f"{name} is not a valid URL: {value!r}: {error}") from error
    return f"<{whole.replace('<', '%3C').replace('>', '%3E')}>"
