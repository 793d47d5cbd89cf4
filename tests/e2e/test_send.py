"""`publisher send` as a process: what goes out, to whom, and what is said of it."""

import email
import email.policy
import io
import mailbox
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from email.message import EmailMessage

import pytest
from PIL import Image

from tests.aiosmtpd_server import AiosmtpdServer
from tests.conftest import REPOSITORY, MakeProject, RunPublisher
from tests.fault_server import Fault, FaultServer

SECRET = "hunter2-and-more"
ISSUES = {
    "issues/001-first.md": "---\ntitle: Grüße aus Zürich\ndate: 2026-01-02\nnumber: 1\n---\n\nHello, *you*.\n\n## Links 🔗\n\n* 🌍 [a](https://example.org/)\n"
}


def smtp(server: AiosmtpdServer | FaultServer, **more: str) -> Mapping[str, str]:
    settings = {
        "host": "127.0.0.1",
        "port": str(server.port),
        "security": "none",
        "retry_limit": "0",
    }
    return {
        f"PUBLISHER_SMTP__{name.upper()}": value for name, value in (settings | more).items()
    } | {"PUBLISHER_SENDER": "smtp"}


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_without_smtp_a_test_send_becomes_a_file(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    done = run_publisher("send", "1", "--to", "reader@example.org", cwd=folder)
    assert done.returncode == 0, done.stderr
    (path,) = (folder / "outbox").glob("*.eml")
    assert path.name == "001-first--reader@example.org.eml"
    message = parsed(path.read_bytes())
    assert message["Subject"] == "[TEST] Grüße aus Zürich"
    assert message["To"] == "reader@example.org"
    assert "accepted" in done.stdout
    body = message.get_body(("plain",))
    assert body is not None
    assert "Hello" in body.get_content()


def test_a_maildir_can_be_read_by_a_mail_reader(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    done = run_publisher(
        "send", "latest", "--to", "a@example.org", "--to", "b@example.org", "--maildir", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    assert len(mailbox.Maildir(folder / "outbox", create=False)) == 2


def test_a_message_reaches_each_recipient_once(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    with AiosmtpdServer() as server:
        done = run_publisher(
            "send", "001-first", "--to", "a@example.org", "--to", "b@example.org", "--to", "a@example.org",
            "--subject-prefix", "", cwd=folder, env=smtp(server),
        )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    assert sorted(accepted.rcpt_to for accepted in server.accepted) == [
        ("a@example.org",),
        ("b@example.org",),
    ]
    assert parsed(server.accepted[0].data)["Subject"] == "Grüße aus Zürich"
    assert "2 of 2 recipients accepted" in done.stdout


def test_a_dry_run_shows_everything_and_sends_nothing(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    done = run_publisher("send", "1", "--to", "a@example.org", "--dry-run", cwd=folder)
    assert done.returncode == 0
    assert "[TEST] Grüße aus Zürich" in done.stdout
    assert "bytes" in done.stdout
    assert not (folder / "outbox").exists()


def test_many_recipients_need_a_yes(project: MakeProject, run_publisher: RunPublisher) -> None:
    folder = project(ISSUES)
    many = [word for n in range(6) for word in ("--to", f"r{n}@example.org")]
    done = run_publisher("send", "1", *many, cwd=folder)
    assert done.returncode == 2
    assert not (folder / "outbox").exists()
    assert run_publisher("send", "1", *many, "--yes", cwd=folder).returncode == 0
    assert len(list((folder / "outbox").glob("*.eml"))) == 6


def test_recipients_come_from_the_settings_where_none_is_named(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    nobody = run_publisher("send", "1", cwd=folder)
    assert nobody.returncode == 2
    assert "--to" in nobody.stderr
    env = {"PUBLISHER_TEST_RECIPIENTS": "a@example.org,b@example.org"}
    assert run_publisher("send", "1", cwd=folder, env=env).returncode == 0
    assert len(list((folder / "outbox").glob("*.eml"))) == 2


@pytest.mark.parametrize(
    "address", ["nobody", "a@", "a@b@example.org", "a@example.org\r\nBcc: x@example.org"]
)
def test_invalid_recipient_is_rejected_before_anything_is_sent(
    project: MakeProject, run_publisher: RunPublisher, address: str
) -> None:
    folder = project(ISSUES)
    done = run_publisher("send", "1", "--to", "a@example.org", "--to", address, cwd=folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (folder / "outbox").exists()


def test_unknown_sender_is_a_usage_error(project: MakeProject, run_publisher: RunPublisher) -> None:
    done = run_publisher(
        "send", "1", "--to", "a@example.org", "--sender", "pigeon", cwd=project(ISSUES)
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("publisher: unknown sender 'pigeon'\n")


def test_a_refused_recipient_makes_the_exit_status_1(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    class Refusing(AiosmtpdServer):
        async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
            if address.startswith("bad"):
                return "550 5.1.1 no such user"
            envelope.rcpt_tos.append(address)
            return "250 ok"

    folder = project(ISSUES)
    with Refusing() as server:
        done = run_publisher(
            "send",
            "1",
            "--to",
            "bad@example.org",
            "--to",
            "good@example.org",
            cwd=folder,
            env=smtp(server),
        )
    assert done.returncode == 1
    assert "refused" in done.stdout
    assert "5.1.1" in done.stdout
    assert "1 of 2 recipients accepted" in done.stdout


@pytest.mark.parametrize("verbose", [[], ["--verbose"]])
def test_no_byte_of_the_password_is_printed_when_a_login_fails(
    project: MakeProject, run_publisher: RunPublisher, verbose: list[str]
) -> None:
    import base64

    folder = project(ISSUES)
    with AiosmtpdServer(password="another") as server:
        env = smtp(server, user="me", password=SECRET)
        done = run_publisher("send", "1", "--to", "a@example.org", *verbose, cwd=folder, env=env)
        tried = run_publisher("send", "--check-connection", *verbose, cwd=folder, env=env)
    assert (done.returncode, tried.returncode) == (1, 1)
    said = done.stdout + done.stderr + tried.stdout + tried.stderr
    for form in (
        SECRET,
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(f"\0me\0{SECRET}".encode()).decode(),
    ):
        assert form not in said
    assert "Traceback" not in said


def test_the_connection_can_be_tried_without_sending(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    with AiosmtpdServer() as server:
        done = run_publisher("send", "--check-connection", cwd=folder, env=smtp(server))
    assert done.returncode == 0, done.stdout
    assert "ok" in done.stdout
    assert server.accepted == []
    nowhere = run_publisher("send", "--check-connection", cwd=folder)
    assert nowhere.returncode == 1
    assert "smtp.host" in nowhere.stdout.lower()


def test_a_sender_without_a_connection_has_none_to_check(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    done = run_publisher("send", "--check-connection", "--sender", "file", cwd=project(ISSUES))
    assert done.returncode == 2
    assert "'file' has no connection to check" in done.stderr


def test_an_issue_with_errors_is_not_sent_without_force(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(
        {"issues/001.md": "---\ntitle: A\ndate: 2026-01-02\n---\n\nWo\x0brds that are here.\n"}
    )
    done = run_publisher("send", "1", "--to", "a@example.org", cwd=folder)
    assert done.returncode == 1
    assert "C104" in done.stderr
    assert not (folder / "outbox").exists()
    assert (
        run_publisher("send", "1", "--to", "a@example.org", "--force", cwd=folder).returncode == 0
    )


@pytest.mark.parametrize("kind", ["png", "webp", "avif", "jpeg", "gif"])
def test_local_images_travel_inside_where_the_setting_says_so(
    kind: str, project: MakeProject, run_publisher: RunPublisher
) -> None:
    """Their types are those of their bytes, whatever the file is called and the machine knows."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, kind)
    folder = project(
        {"issues/1.md": "# One\n\n![A](a.png)\n", "issues/a.png": picture.getvalue()},
        embed_images=True,
    )
    done = run_publisher("send", "1", "--to", "a@example.org", cwd=folder)
    assert done.returncode == 0, done.stderr
    (path,) = (folder / "outbox").glob("*.eml")
    images = [
        part for part in parsed(path.read_bytes()).walk() if part.get_content_maintype() == "image"
    ]
    assert [part.get_content_subtype() for part in images] == [kind]
    assert [part.get_payload(decode=True) for part in images] == [picture.getvalue()]


TWO = ("--to", "ann@example.org", "--to", "ben@example.org")


def test_an_error_at_the_second_recipient_does_not_hide_the_receipt_of_the_first(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    """The server takes one message on a connection, and then a changed password ends it."""
    faults = {"AUTH": ["235 2.7.0 welcome", "535 5.7.8 not any more"]}
    with FaultServer(faults, offers=["AUTH PLAIN"]) as server:
        more = {"user": "ann", "password": SECRET, "max_per_connection": "1"}
        done = run_publisher("send", "1", *TWO, cwd=project(ISSUES), env=smtp(server, **more))
    assert len(server.accepted) == 1
    assert done.returncode == 1
    assert re.search(r"^ann@example.org +accepted +250 2.0.0 +taken$", done.stdout, re.MULTILINE)
    assert "1 of 2 recipients accepted; 1 without a receipt" in done.stdout
    assert "rejected the login of ann" in done.stderr


def test_a_receipt_is_printed_before_the_next_message_is_sent(project: MakeProject) -> None:
    """The server is silent at the second message, so that all that is printed is of the first."""
    with FaultServer({"RCPT ben@example.org": [Fault.SILENCE]}) as server:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)}
        sending = subprocess.Popen(
            [sys.executable, "-m", "publisher", "send", "1", "--quiet", *TWO],
            cwd=project(ISSUES), env=environment | dict(smtp(server)),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        assert sending.stdout is not None
        head, row = sending.stdout.readline(), sending.stdout.readline()
        sending.send_signal(signal.SIGINT)
        rest, error = sending.communicate()
    assert head.split() == ["Recipient", "Outcome", "Code", "Response"]
    assert row.split()[:2] == ["ann@example.org", "accepted"]
    assert sending.returncode == 130
    assert "1 of 2 recipients accepted; 1 without a receipt" in rest
    assert error == "interrupted: ben@example.org may have received it\n"


def test_a_receipt_that_standard_output_does_not_take_is_not_lost(project: MakeProject) -> None:
    with FaultServer({}) as server:
        reading, writing = os.pipe()
        sending = subprocess.Popen(
            [sys.executable, "-m", "publisher", "send", "1", "--quiet", *TWO],
            cwd=project(ISSUES), stdout=writing, stderr=subprocess.PIPE, encoding="utf-8",
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)} | dict(smtp(server)),
        )  # fmt: skip
        os.close(writing)
        os.read(reading, len("Recipient"))
        os.close(reading)
        _, error = sending.communicate()
    accepted = [it.rcpt_to[0] for it in server.accepted]
    assert sending.returncode in {1, 2} or accepted == ["ann@example.org", "ben@example.org"]
    assert sending.returncode == 0 or accepted[-1] in error
    assert "Traceback" not in error
