"""Write messages to files: an ``.eml`` for each recipient, or a Maildir. Uses no network.

A file appears complete or not at all, and no message ever overwrites another.
"""

import hashlib
import itertools
import os
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, Self

from pydantic import Field

from publisher import files
from publisher.errors import SenderError
from publisher.leftovers import hold, remove_abandoned
from publisher.message import Envelope, Message, Outcome, Receipt
from publisher.senders.declaration import SenderDeclaration
from publisher.senders.protocol import Sender, distinct_recipients

LONGEST_PART = 100
"""Bytes of the issue's part of a file name, and of the recipient's; file systems allow 255."""

_UNIQUE = re.compile(r"\d+\.M\d+P\d+Q\d+\..+", re.DOTALL)
_TEMPORARY = re.compile(rf"\.{_UNIQUE.pattern}\.new", re.DOTALL)
"""Matches the names of files that are not complete yet."""

_deliveries = itertools.count(1)


class FileDeclaration(SenderDeclaration):
    """The file sender and its settings."""

    sender_name: ClassVar[str] = "file"
    opened_by: ClassVar[str] = "publisher.senders.file:open_file_sender"
    reaches_inboxes: ClassVar[bool] = False

    outbox_dir: Path = Field(default=Path("outbox"), description="output folder of the file sender")
    maildir: bool = Field(
        default=False, description="write a Maildir into outbox_dir instead of .eml files"
    )


def open_file_sender(options: FileDeclaration, folder: Path) -> Sender:
    """Open a file sender with these options; ``outbox_dir`` is relative to ``folder``.

    Raises OutputError if the outbox is a link.
    """
    outbox = files.output_path(folder, options.outbox_dir / "message").parent
    return FileSender(outbox, maildir=options.maildir)


class FileSender:
    """Writes each recipient's message into a folder.

    An ``.eml`` contains the exact bytes that SMTP would send. A file in a Maildir has the system's
    line ends and, as after any final delivery (RFC 5321, section 4.4), begins with
    ``Return-Path`` and ``Delivered-To``.
    """

    def __init__(
        self,
        outbox: Path,
        *,
        maildir: bool = False,
        clock_ns: Callable[[], int] = time.time_ns,
        hostname: Callable[[], str] = socket.gethostname,
    ) -> None:
        self._outbox = outbox
        self._is_maildir = maildir
        self._clock_ns = clock_ns
        self._hostname = hostname

    def __enter__(self) -> Self:
        """Make the folders. Raises SenderError if that is impossible."""
        folders = ("", "tmp", "new", "cur") if self._is_maildir else ("",)
        try:
            for name in folders:  # private: contains unpublished issues
                (self._outbox / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SenderError(
                f"cannot write to {self._outbox}: {error.strerror or error}",
                "set outbox_dir to a folder with write permission",
            ) from error
        remove_abandoned(self._outbox, lambda name: _TEMPORARY.fullmatch(name) is not None)
        remove_abandoned(self._outbox / "tmp", lambda name: _UNIQUE.fullmatch(name) is not None)
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing: no file is kept open."""

    def send(self, message: Message, envelope: Envelope) -> tuple[Receipt, ...]:
        """Write one file for each recipient; a receipt's detail is its path.

        A recipient whose file cannot be written now (a full disk) is deferred.
        """
        return tuple(
            self._receipt(message, envelope.mail_from, recipient)
            for recipient in distinct_recipients(envelope)
        )

    def _receipt(self, message: Message, mail_from: str, recipient: str) -> Receipt:
        try:
            if self._is_maildir:
                path = self._deliver_to_maildir(message, mail_from, recipient)
            else:
                path = self._deliver_as_eml(message, recipient)
        except OSError as error:
            detail = f"cannot write to {self._outbox}: {error.strerror or error}"
            return Receipt(recipient, Outcome.DEFERRED, detail=detail)
        return Receipt(recipient, Outcome.ACCEPTED, detail=str(path))

    def _deliver_as_eml(self, message: Message, recipient: str) -> Path:
        temporary = self._outbox / f".{self._unique_name()}.new"
        for path in (self._outbox / name for name in eml_names(message, recipient)):
            if path.is_file() and path.read_bytes() == message.data:
                return path  # exactly this message was written before
            if not path.exists() and _put(path, message.data, temporary):
                return path
        raise AssertionError("there are endless names")  # pragma: no cover

    def _deliver_to_maildir(self, message: Message, mail_from: str, recipient: str) -> Path:
        trace = f"Return-Path: <{mail_from}>\r\nDelivered-To: {recipient}\r\n"
        data = (trace.encode() + message.data).replace(b"\r\n", b"\n")
        while True:
            name = self._unique_name()
            path = self._outbox / "new" / name
            if _put(path, data, self._outbox / "tmp" / name):
                return path

    def _unique_name(self) -> str:
        """Return a unique name of time, process, count and host, as Maildir requires."""
        seconds, rest = divmod(self._clock_ns(), 1_000_000_000)
        host = self._hostname().replace("/", r"\057").replace(":", r"\072")
        return f"{seconds}.M{rest // 1000}P{os.getpid()}Q{next(_deliveries)}.{host}"


def eml_names(message: Message, recipient: str) -> Iterator[str]:
    """Yield possible file names for a message to a recipient, best first, without end.

    They contain issue and recipient: ``059-a-title--reader@example.com.eml``, then ``…-2.eml``.
    """
    issue = message.name or message.message_id.strip("<>") or "message"
    stem = f"{safe_part(issue)}--{safe_part(recipient)}"
    yield f"{stem}.eml"
    for number in itertools.count(2):
        yield f"{stem}-{number}.eml"


def safe_part(text: str) -> str:
    """Return a unique part of a file name for a text, without path separators.

    Letters and digits of any script and ``@+-_=.`` stay; other characters, and a leading dot,
    become %XX. A part that is too long is shortened and ends in a digest of the whole.
    """
    encoded = "".join(
        character
        if character.isalnum() or (character in "@+-_=." and (character != "." or place))
        else "".join(f"%{octet:02X}" for octet in character.encode(errors="surrogatepass"))
        for place, character in enumerate(text)
    )
    octets = encoded.encode()
    if len(octets) <= LONGEST_PART:
        return encoded
    digest = hashlib.blake2s(octets, digest_size=8).hexdigest()
    return octets[: LONGEST_PART - len(digest) - 1].decode(errors="ignore") + "~" + digest


def _put(path: Path, data: bytes, temporary: Path) -> bool:
    """Create a file with these bytes in one step; return False if the name is taken.

    Raises OSError if it cannot be written; no incomplete file remains.
    """
    try:
        with open(temporary, "xb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            # Unlike a rename, a link never replaces an existing file.
            os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:
        if not temporary.is_file() or temporary.stat().st_size != len(data):
            raise
        return _put_without_links(path, temporary)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _private(path: str, flags: int) -> int:
    """Open a new file that only its owner can read, whatever the umask is."""
    while True:
        handle = os.open(path, flags, 0o600)
        if hold(handle):
            return handle
        os.close(handle)


def _put_without_links(path: Path, temporary: Path) -> bool:
    """Do the same as ``_put`` on a file system without hard links (FAT, some shares)."""
    try:
        open(path, "xb", opener=_private).close()
    except FileExistsError:
        return False
    temporary.replace(path)
    return True
