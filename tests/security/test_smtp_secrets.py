"""A password is in nothing that anybody can read: error, repr, traceback, log or output."""

import base64
import logging
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from publisher.errors import SenderError
from publisher.senders.smtp.diagnose import check_connection
from publisher.senders.smtp.smtp_options import SmtpOptions
from tests.fault_server import OFFERED, Action, Fault, FaultServer
from tests.smtp_sending import Sending

USER, PASSWORD = "letter@example.com", "correct-horse-battery"
TOKEN = "ya29.example-token-that-is-long"


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


PLAIN = encoded(f"\0{USER}\0{PASSWORD}")
XOAUTH2 = encoded(f"user={USER}\1auth=Bearer {TOKEN}\1\1")
# The third of each that a server repeats at least is as good as a secret.
SECRETS = (
    PASSWORD, encoded(PASSWORD), PLAIN, PLAIN[: len(PLAIN) // 3],
    TOKEN, XOAUTH2, XOAUTH2[: len(XOAUTH2) // 3],
)  # fmt: skip
# What servers answer to a login they do not like; some repeat the line.
ANSWERS: tuple[Action, ...] = (
    "535 5.7.8 authentication failed",
    "500 5.5.2 unrecognized: {heard}",
    "500 5.5.2 unrecognized: {half}",
    "535-5.7.8 {heard}\n535 5.7.8 is wrong",
    f"535 the password {PASSWORD} is wrong",
    "454 4.7.0 not now: {heard}",
    "999 nonsense {heard}",
    Fault.HANG_UP,
    Fault.SILENCE,
)


@pytest.mark.parametrize("mechanism", ["plain", "login", "cram-md5", "xoauth2"])
@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_a_failing_login_shows_no_secret(
    answer: Action,
    mechanism: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    offers = (*OFFERED, f"AUTH {mechanism.upper()}")
    seen = []
    secret = {"token": TOKEN} if mechanism == "xoauth2" else {"password": PASSWORD}
    login = {"user": USER, "auth": mechanism} | secret
    with FaultServer({"AUTH": [answer] * 4}, offers=offers) as server:
        with Sending(server, command_timeout_s=0.3, retry_limit=1, **login) as send:
            try:
                seen.append(repr(send()))
            except SenderError as error:
                # With locals: what a debugger, Rich or `pytest --showlocals` prints.
                # From the frame below this one on, whose own locals have the password.
                frames = error.__traceback__.tb_next if error.__traceback__ else None
                told = traceback.TracebackException(type(error), error, frames, capture_locals=True)
                seen += [repr(error), str(error), error.hint, "".join(told.format())]
            seen += [repr(send.sender), repr(vars(send.sender))]
        options = send.sender._options
        seen.append(repr(check_connection(options)))
    assert "AUTH" in server.verbs()
    seen += [caplog.text, *capfd.readouterr()]
    assert any(seen)
    shown = "\n".join(seen)
    if mechanism == "xoauth2":
        shown = shown.replace(PASSWORD, "")  # the server was not told this one
    assert [secret for secret in SECRETS if secret.casefold() in shown.casefold()] == []


def test_the_servers_own_words_are_kept() -> None:
    with FaultServer({"AUTH": ["534 5.7.9 Application-specific password required"]},
                     offers=("AUTH PLAIN",)) as server:  # fmt: skip
        options = SmtpOptions.model_validate(
            {"host": "127.0.0.1", "port": server.port, "security": "none", "user": USER,
             "password": PASSWORD}
        )  # fmt: skip
        finding = check_connection(options)[-1]
    assert "534 5.7.9 Application-specific password required" in finding.words


def test_a_process_that_fails_to_log_in_prints_no_secret(tmp_path: Path) -> None:
    """As a script of a user might do it, with every log of every library on."""
    script = tmp_path / "script.py"
    script.write_text(
        "import logging, sys\n"
        "logging.basicConfig(level=logging.DEBUG)\n"
        "from publisher.message import Envelope, Message\n"
        "from publisher.senders import open_sender\n"
        "from publisher.senders.sender_options import SenderOptions\n"
        "options = SenderOptions.model_validate_json(sys.argv[1])\n"
        "print(options, repr(options))\n"
        "with open_sender('smtp', options) as sender:\n"
        "    print(sender.send(Message('<1@example.com>', b'A: b\\r\\n\\r\\n'),\n"
        "          Envelope('letter@example.com', ('ann@example.com',))))\n"
    )
    with FaultServer({"AUTH": [f"535 5.7.8 {PASSWORD}"]}, offers=("AUTH PLAIN",)) as server:
        settings = (
            f'{{"smtp": {{"host": "127.0.0.1", "port": {server.port}, "security": "none", '
            f'"user": "{USER}", "password": "{PASSWORD}"}}}}'
        )
        ran = subprocess.run(
            [sys.executable, "-X", "dev", script, settings],
            capture_output=True, text=True, check=False, timeout=60,
            env={"PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
    assert "SenderError" in ran.stderr
    assert "535 5.7.8 ***" in ran.stderr
    assert [secret for secret in SECRETS if secret in ran.stdout + ran.stderr] == []
