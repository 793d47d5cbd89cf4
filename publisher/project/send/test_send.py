"""Send an issue to test recipients, as `publisher send` does.

In two steps, so that a caller can show the first before it confirms the second: ``prepare``
decides everything, ``deliver`` sends.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from publisher.diagnostics import Diagnostic
from publisher.errors import SettingsError, UsageError
from publisher.images.image_types import image_type
from publisher.mail.message import dkim
from publisher.mail.message.compose import compose
from publisher.mail.message.embedded_images import EmbeddedImage
from publisher.mail.message.headers import Delivery, author_address
from publisher.mail.message.mail_addresses import parse_address
from publisher.message import Envelope, Message, Receipt
from publisher.model import Issue
from publisher.project.check.inspection import findings_of
from publisher.project.folder import Project
from publisher.project.issue_lookup import find_manuscript
from publisher.project.placeholders import against_sending
from publisher.project.reading_shelf import kept_shelf
from publisher.project.workshop.editions import Desk, Edition, edition, theme_of
from publisher.senders import SENDERS, bounce_addresses, diagnose, open_sender, opener_of
from publisher.senders.protocol import Finding

TEST_PREFIX = "[TEST] "
IMAGE_LIMIT = 20_000_000
"""Bytes of one image. Few servers accept a larger message (Gmail 25 MB, with base64's third)."""

_KEY = "set it to a private key in PEM format, relative to the project folder; see docs/senders.md"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A message for each recipient, ready to send."""

    edition: Edition
    subject: str
    envelope_from: str
    messages: tuple[tuple[str, Message], ...]
    """Each recipient's address with its message."""
    sender: str
    errors: tuple[Diagnostic, ...] = ()
    """Errors that prevent sending: in the settings, the issue or its email."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return the addresses, in the order they were given, each once."""
        return tuple(recipient for recipient, _ in self.messages)

    @property
    def octets(self) -> int:
        """Return the size of one message in octets."""
        return len(self.messages[0][1].data)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of a test send."""

    recipients: tuple[str, ...]
    subject_prefix: str = TEST_PREFIX
    theme: str = ""
    sender: str = ""


def prepare(project: Project, name: str, wishes: Wishes, now: datetime, current: Path) -> Dispatch:
    """Prepare everything of a send without sending.

    ``now`` becomes the Date. Raises UsageError for an unknown issue or an invalid recipient,
    SettingsError for an unknown sender or a newsletter without an author address.
    """
    addresses(wishes.recipients or project.settings.test_recipients)  # fail before the slow work
    opener_of(wishes.sender or project.settings.sender)
    shelf = kept_shelf(project)
    manuscript = find_manuscript(shelf, name, current)
    desk = Desk(project, shelf, theme_of(project, wishes.theme))
    made = edition(desk, manuscript)
    return dispatch_of(project, made, wishes, now, findings_of(desk, made, now))


def dispatch_of(
    project: Project, made: Edition, wishes: Wishes, now: datetime, findings: Iterable[Diagnostic]
) -> Dispatch:
    """Return what ``prepare`` returns, for a rendered edition and the findings of its check.

    Raises the same errors.
    """
    settings = project.settings
    recipients = addresses(wishes.recipients or settings.test_recipients)
    images = _images(project, made.issue) if settings.embed_images else {}
    key = _dkim_key(project)
    messages = []
    for recipient in recipients:
        delivery = Delivery(now, recipient, wishes.subject_prefix)
        message = compose(
            made.email, made.issue, settings.newsletter, settings, delivery, images=images
        )
        message = replace(_signed(message, project, key, now), name=made.issue.slug)
        messages.append((recipient, message))
    author = str(author_address(settings.newsletter))
    sender = wishes.sender or settings.sender
    return Dispatch(
        edition=made,
        subject=f"{wishes.subject_prefix}{made.email.subject}",
        envelope_from=next(iter(bounce_addresses(settings).values()), author),
        messages=tuple(messages),
        sender=sender,
        errors=(
            *against_sending(settings, sender, recipients),
            *(finding for finding in findings if finding.is_error),
        ),
    )


def deliver(project: Project, dispatch: Dispatch) -> Iterator[Receipt]:
    """Send each message; yield a receipt for every recipient as it arrives.

    Raises SenderError if nothing can be sent until the user fixes something; earlier receipts
    remain valid.
    """
    with open_sender(dispatch.sender, project.settings, project.folder) as sender:
        for recipient, message in dispatch.messages:
            yield from sender.send(message, Envelope(dispatch.envelope_from, (recipient,)))


def try_connection(project: Project, sender: str = "") -> tuple[Finding, ...]:
    """Return what works and what does not in the connection to a sender's server.

    Without a name, checks the sender of the settings, or, if that has nothing to check, the
    first shipped one that has. Raises UsageError for a named one without a connection.
    """
    names = [sender] if sender else [project.settings.sender, *SENDERS]
    for name in names:
        findings = diagnose(name, project.settings, project.folder)
        if findings is not None:
            return findings
    raise UsageError(
        f"the sender {sender!r} has no connection to check", "name another one with --sender"
    )


def addresses(written: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses for an envelope, each once. Raises UsageError for an invalid one."""
    if not written:
        raise UsageError("no recipients", "use --to, or set PUBLISHER_TEST_RECIPIENTS")
    found = []
    for text in written:
        try:
            found.append(str(parse_address(text, "the recipient")))
        except ValueError as error:
            raise UsageError(str(error), "write it as you@example.com") from error
    return tuple(dict.fromkeys(found))


def message_for_file(project: Project, made: Edition, now: datetime) -> Message:
    """Return the message for a file: no recipient, the issue's date; ``now`` for a draft."""
    settings = project.settings
    images = _images(project, made.issue) if settings.embed_images else {}
    delivery = Delivery(made.issue.date or now)
    return compose(made.email, made.issue, settings.newsletter, settings, delivery, images=images)


def _images(project: Project, issue: Issue) -> Mapping[str, EmbeddedImage]:
    """Return the local images of an issue by URL, only those that ``content`` measured.

    A file that is not an image of a known format stays linked.
    """
    folder, roots = project.source(project.settings.content_dir), project.roots
    found = {}
    for image in issue.images:
        if image.file:
            data = roots.read(folder / image.file, IMAGE_LIMIT)
            if kind := image_type(data):
                found[image.src] = EmbeddedImage(data, kind)
    return found


def _dkim_key(project: Project) -> bytes:
    options = project.settings.dkim
    if not options.domain:
        return b""
    if options.key_file is None:
        raise SettingsError("dkim.domain is set, but dkim.key_file is not", _KEY)
    path = project.path(options.key_file)
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"dkim.key_file cannot be read: {path}: {reason}", _KEY) from error


def _signed(message: Message, project: Project, key: bytes, now: datetime) -> Message:
    if not key:
        return message
    options = project.settings.dkim
    return dkim.sign(
        message,
        domain=options.domain,
        selector=options.selector,
        key=key,
        timestamp=int(now.timestamp()),
    )
