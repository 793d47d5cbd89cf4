"""What every sender promises, asked of each of them."""

import mailbox
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from publisher.errors import SenderError, SettingsError
from publisher.message import Envelope, Message, Outcome
from publisher.senders import SENDERS, diagnose, open_sender, sender_names
from publisher.senders.protocol import Sender
from publisher.senders.sender_options import SenderOptions
from publisher.senders.smtp.smtp_options import SmtpOptions
from tests.fault_server import FaultServer

READERS = ("ann@example.com", "ben@example.org")


class Case(ABC):
    """A sender, its far end, and how to break it."""

    name: str
    options: SenderOptions
    broken: SenderOptions

    def __init__(self, folder: Path, server: FaultServer) -> None:
        self.folder = folder
        self.server = server

    def open(self) -> Sender:
        return open_sender(self.name, self.options, self.folder)

    @abstractmethod
    def arrived(self) -> list[tuple[str, bytes]]:
        """Each recipient's messages as they were sent, in no order."""


class EmlFiles(Case):
    name = "file"
    options = SenderOptions()
    broken = SenderOptions(outbox_dir=Path("a-file/outbox"))

    def arrived(self) -> list[tuple[str, bytes]]:
        return [
            (self.recipient(path), path.read_bytes())
            for path in (self.folder / "outbox").glob("*.eml")
        ]

    def recipient(self, path: Path) -> str:
        named = path.stem.partition("--")[2]
        return next(reader for reader in READERS if named.startswith(reader))


class MaildirFiles(Case):
    name = "file"
    options = SenderOptions(maildir=True)
    broken = SenderOptions(maildir=True, outbox_dir=Path("a-file/outbox"))

    def arrived(self) -> list[tuple[str, bytes]]:
        box = mailbox.Maildir(self.folder / "outbox", create=False)
        found = []
        for key in box.keys():  # noqa: SIM118 - a Maildir iterates over messages
            with (self.folder / "outbox" / "new" / key).open("rb") as file:
                trace, recipient, *rest = file.read().split(b"\n")
            assert trace.startswith(b"Return-Path: <")
            found.append((recipient.decode().removeprefix("Delivered-To: "), b"\r\n".join(rest)))
        return found


class SmtpServer(Case):
    name = "smtp"
    broken = SenderOptions(smtp=SmtpOptions(host="no-such-host.invalid"))

    def __init__(self, folder: Path, server: FaultServer) -> None:
        super().__init__(folder, server)
        self.options = SenderOptions(
            smtp=SmtpOptions(host="127.0.0.1", port=server.port, security="none")
        )

    def arrived(self) -> list[tuple[str, bytes]]:
        return [
            (recipient, accepted.data)
            for accepted in self.server.accepted
            for recipient in accepted.rcpt_to
        ]


CASES: tuple[type[Case], ...] = (EmlFiles, MaildirFiles, SmtpServer)


@pytest.fixture(params=CASES, ids=lambda case: case.__name__)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    (tmp_path / "a-file").touch()
    with FaultServer() as server:
        yield request.param(tmp_path, server)


def message(text: str = "Hello.", name: str = "059-hello") -> Message:
    data = f"From: letter@example.com\r\nSubject: Hello\r\n\r\n{text}\r\n".encode()
    return Message(f"<{name}@example.com>", data, name)


def envelope(*recipients: str) -> Envelope:
    return Envelope("bounces@example.com", recipients or READERS)


def test_every_shipped_sender_has_a_case() -> None:
    assert {case.name for case in CASES} == set(SENDERS)


def test_each_recipient_has_a_receipt_in_the_envelopes_order(case: Case) -> None:
    with case.open() as sender:
        receipts = sender.send(message(), envelope())
    assert [receipt.recipient for receipt in receipts] == list(READERS)
    assert [receipt.outcome for receipt in receipts] == [Outcome.ACCEPTED] * 2
    assert all(receipt.is_accepted and receipt.attempts == 1 for receipt in receipts)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        ".\r\n..\r\n.a line with a dot in front\r\n.",
        "\r\n\r\n",
        "x" * 998,
        "Grüße aus 東京 🎉",
        "From the beginning of a line\r\n>From quoted",
    ],
)
def test_what_arrives_is_what_was_sent(case: Case, text: str) -> None:
    with case.open() as sender:
        sender.send(message(text), envelope())
    assert sorted(case.arrived()) == [(reader, message(text).data) for reader in READERS]


def test_duplicate_recipient_gets_one_message(case: Case) -> None:
    ann = READERS[0]
    with case.open() as sender:
        receipts = sender.send(message(), envelope(ann, ann))
    assert [receipt.recipient for receipt in receipts] == [ann]
    assert [recipient for recipient, _ in case.arrived()] == [ann]


def test_no_message_takes_the_place_of_another(case: Case) -> None:
    messages = [message(f"Letter {number}") for number in range(20)]
    with case.open() as sender:
        for each in messages:
            assert sender.send(each, envelope(READERS[0]))[0].is_accepted
    assert sorted(data for _, data in case.arrived()) == sorted(each.data for each in messages)


def test_senders_side_by_side_lose_nothing(case: Case) -> None:
    def send_some(worker: int) -> None:
        with case.open() as sender:
            for number in range(5):
                sender.send(message(f"{worker}.{number}"), envelope(READERS[0]))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send_some, range(4)))
    assert len({data for _, data in case.arrived()}) == 20


def test_bounces_may_go_nowhere(case: Case) -> None:
    with case.open() as sender:
        (receipt,) = sender.send(message(), Envelope("", READERS[:1]))
    assert receipt.is_accepted


def test_what_cannot_work_at_all_is_said_with_a_hint_and_without_a_traceback(case: Case) -> None:
    with (
        pytest.raises(SenderError) as told,
        open_sender(case.name, case.broken, case.folder) as sender,
    ):
        sender.send(message(), envelope())
    assert told.value.message
    assert told.value.hint


def test_an_exception_in_the_block_is_not_hidden(case: Case) -> None:
    def send_and_fail() -> None:
        with case.open() as sender:
            sender.send(message(), envelope())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        send_and_fail()
    assert len(case.arrived()) == 2


def test_nothing_happens_without_a_message(case: Case) -> None:
    with case.open():
        pass
    assert case.server.connections == 0


def test_a_diagnosis_sends_nothing(case: Case) -> None:
    findings = diagnose(case.name, case.options, case.folder) or ()
    assert [finding for finding in findings if not finding.is_ok] == []
    assert case.server.accepted == []
    assert not (case.folder / "outbox").exists()


def test_a_diagnosis_ends_at_what_does_not_work(case: Case) -> None:
    findings = diagnose(case.name, case.broken, case.folder)
    if findings is not None:
        assert [finding.is_ok for finding in findings] == [True] * (len(findings) - 1) + [False]
        assert findings[-1].words
        assert findings[-1].hint


def test_settings_that_a_sender_refuses_are_the_first_finding() -> None:
    (finding,) = diagnose("smtp", SenderOptions()) or ()
    assert (finding.stage, finding.is_ok) == ("settings", False)
    assert "smtp.host" in finding.hint


# --- finding a sender --------------------------------------------------------------------


def test_an_unknown_sender_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="unknown sender 'pigeon'") as told:
        open_sender("pigeon", SenderOptions())
    assert "file, smtp" in told.value.hint


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, points: str) -> None:
    """A package as pip would have left it, with entry points."""
    info = folder / "pigeon_post-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeon-post\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[publisher.senders]\n{points}\n")
    (folder / "pigeon_post.py").write_text(
        "from publisher.senders.file import FileSender\n"
        "def open_loft(options, folder):\n"
        "    return FileSender(folder / options.sender_options['loft'].get_secret_value())\n"
    )
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "pigeon_post", raising=False)


def test_an_installed_package_can_add_a_sender(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "pigeon = pigeon_post:open_loft")
    options = SenderOptions.model_validate({"sender_options": {"loft": "roof"}})
    with open_sender("pigeon", options, tmp_path) as sender:
        (receipt,) = sender.send(message(), envelope(READERS[0]))
    assert Path(receipt.detail).parent == tmp_path / "roof"
    assert sender_names() == ("file", "smtp", "pigeon")


def test_an_installed_package_cannot_take_a_shipped_senders_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "file = pigeon_post:open_loft")
    with open_sender("file", SenderOptions(), tmp_path) as sender:
        (receipt,) = sender.send(message(), envelope(READERS[0]))
    assert Path(receipt.detail).parent == tmp_path / "outbox"


def test_a_sender_that_does_not_load_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "pigeon = pigeon_post:close_loft")
    with pytest.raises(SenderError, match="cannot load sender 'pigeon'") as told:
        open_sender("pigeon", SenderOptions())
    assert "pigeon_post:close_loft" in told.value.hint


def test_smtp_without_a_server_is_a_fault_of_the_settings() -> None:
    with pytest.raises(SettingsError) as told:
        open_sender("smtp", SenderOptions())
    assert "smtp.host" in told.value.hint
