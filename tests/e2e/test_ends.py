"""How a command ends when the machine fails it: a full disk, a closed pipe, a signal, an old locale."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY, MakeProject

ISSUE = "---\ntitle: Grüße 中 🌍\ndate: 2026-01-02\n---\n\nHello [unclosed, 中. https://example.org/?utm_source=中\n"
COMMANDS = (
    ("--help",),
    ("--version",),
    ("init", "new"),
    ("build",),
    ("check", "--no-cache"),
    ("check", "--no-cache", "--format", "json"),
    ("check", "--no-cache", "--statistics"),
    ("check", "--explain", "C204"),
    ("check", "--diff"),
    ("issues",),
    ("issues", "--format", "json"),
    ("send", "1", "--to", "reader@example.org", "--force"),
    ("send", "1", "--to", "reader@example.org", "--dry-run"),
    ("send", "--check-connection"),
    ("adopt-feed", "old.xml", "--verbose"),
)
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)}
OLD = '<rss version="2.0"><channel><item><guid>中</guid><title>Grüße 中 🌍</title></item></channel></rss>'


def words(command: Sequence[str]) -> str:
    return " ".join(command)


def popen(command: Sequence[str], folder: Path, **more: Any) -> "subprocess.Popen[str]":
    settings: dict[str, Any] = {
        "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
        "env": ENVIRONMENT | {"LANG": "C.UTF-8"},
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "publisher", *command],
        cwd=folder, **({"encoding": "utf-8", "errors": "replace"} | settings | more),
    )  # fmt: skip


@pytest.fixture
def folder(project: MakeProject) -> Path:
    return project({"issues/001-a.md": ISSUE, "old.xml": OLD})


@pytest.mark.parametrize("command", COMMANDS, ids=words)
def test_a_full_disk_behind_the_output_is_reported_in_a_sentence(
    command: tuple[str, ...], folder: Path
) -> None:
    with Path("/dev/full").open("w") as full:
        done = popen(command, folder, stdout=full)
        _, error = done.communicate()
        assert done.returncode == 2, error
        assert "publisher: cannot write the output: No space left on device" in error
        assert "Traceback" not in error
        assert "Exception" not in error
        silent = popen(command, folder, stdout=full, stderr=full)
        assert silent.wait() in {1, 2}


@pytest.mark.parametrize("command", COMMANDS, ids=words)
def test_closed_pipe_causes_no_traceback(command: tuple[str, ...], folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = popen(command, folder, stdout=writing)
    os.close(writing)
    _, error = done.communicate()
    assert done.returncode in {1, 2}
    assert "Traceback" not in error
    assert "Exception" not in error


@pytest.mark.parametrize("command", COMMANDS, ids=words)
def test_every_command_works_on_a_terminal_without_unicode(
    command: tuple[str, ...], folder: Path
) -> None:
    done = popen(command, folder, env=ENVIRONMENT | {"PYTHONIOENCODING": "latin-1"})
    output, error = done.communicate()
    assert "Traceback" not in error
    assert done.returncode in {0, 1}, error
    assert output


@pytest.mark.parametrize("encoding", ["ascii", "euc-jp", "cp1252", "utf-16"])
def test_a_terminal_shows_what_its_encoding_has(folder: Path, encoding: str) -> None:
    done = popen(
        ("issues",), folder, env=ENVIRONMENT | {"PYTHONIOENCODING": encoding}, encoding=encoding
    )
    output, error = done.communicate()
    assert (done.returncode, error) == (0, "")
    title = "Grüße 中 🌍".encode(encoding, "backslashreplace").decode(encoding)
    assert title in output


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_output_for_programs_is_utf8_in_every_locale(folder: Path, encoding: str) -> None:
    done = popen(
        ("issues", "--format", "json"), folder, env=ENVIRONMENT | {"PYTHONIOENCODING": encoding}
    )
    assert json.loads(done.communicate()[0])[0]["title"] == "Grüße 中 🌍"


def no_room() -> None:
    """Let no file grow, as on a full disk; pipes are no files."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.parametrize(
    "command", [it for it in COMMANDS if it[0] in {"init", "build", "send", "adopt-feed", "check"}],
    ids=words,
)  # fmt: skip
def test_files_that_cannot_be_written_are_named(command: tuple[str, ...], folder: Path) -> None:
    before = {path for path in folder.rglob("*") if path.is_file()}
    done = popen(command, folder, preexec_fn=no_room)
    output, error = done.communicate()
    assert "Traceback" not in error
    if command[0] in {"init", "build", "adopt-feed"}:
        assert done.returncode == 2
        assert re.search(r"publisher: cannot write /\S+: File too large", error)
    elif "--force" in command:
        assert done.returncode == 1
        assert "deferred" in output
    assert {path for path in folder.rglob("*") if path.is_file()} == before


STOP_AT = """
import os, signal, sys

class Stop:
    def find_spec(self, name, *_):
        if name == NAME:
            os.kill(os.getpid(), SIGNAL)

sys.meta_path.insert(0, Stop())
sys.argv = ["publisher", *ARGUMENTS]
from publisher.cli.main import run
run()
"""
IMPORTS = (
    "typer", "rich.console", "publisher.cli.app", "publisher.cli.send", "publisher.settings",
    "pydantic", "publisher.content.shelf", "lxml", "publisher.mail.message.compose", "jinja2",
    "publisher.checks.mail.mailing", "publisher.project.check.inspection", "publisher.mail.render.issue_email",
    "publisher.senders.file",
)  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["INT", "TERM"])
@pytest.mark.parametrize("name", IMPORTS)
def test_a_signal_at_any_import_ends_the_program_without_a_trace(
    name: str, number: signal.Signals, folder: Path
) -> None:
    arguments = ["send", "1", "--to", "reader@example.org", "--force"]
    code = f"NAME, SIGNAL, ARGUMENTS = {name!r}, {int(number)}, {arguments!r}\n{STOP_AT}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, capture_output=True, text=True, check=False,
        env=ENVIRONMENT,
    )  # fmt: skip
    assert done.returncode == 128 + number, done.stderr
    assert done.stderr == ""


INTERRUPTED_CLASS = """
import os, signal, sys
from publisher.cli import app, main

class Named:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)

class Dropped:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

def work():
    WORK
    return 0

app.main = work
main.run()
"""


@pytest.mark.parametrize(
    "work", ["class It:\n        name = Named()", "Dropped()", "os.kill(os.getpid(), 2)"]
)
def test_an_interrupt_that_python_hides_ends_the_program_all_the_same(
    work: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_CLASS.replace("WORK", work)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env=ENVIRONMENT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, "")


def test_an_interrupted_build_ends_the_processes_that_render(project: MakeProject) -> None:
    folder = project({f"issues/{number:03}.md": ISSUE + "Words. " * 9_000 for number in range(130)})
    build = popen(("build", "--jobs", "2"), folder, start_new_session=True)
    children = Path(f"/proc/{build.pid}/task/{build.pid}/children")
    if not children.exists():
        pytest.skip("this system does not list a process's children")
    while build.poll() is None and len(children.read_text().split()) < 2:
        pass
    started = children.read_text().split()
    os.killpg(build.pid, signal.SIGINT)
    _, error = build.communicate()
    assert build.returncode == 130
    assert "Traceback" not in error
    left = [Path(f"/proc/{child}/stat") for child in started]
    assert all(not path.exists() or ") Z" in path.read_text() for path in left)


def test_build_whose_rendering_process_is_killed_ends_in_a_sentence(project: MakeProject) -> None:
    folder = project({f"issues/{number:03}.md": ISSUE + "Words. " * 9_000 for number in range(130)})
    build = popen(("build", "--jobs", "2"), folder, start_new_session=True)
    children = Path(f"/proc/{build.pid}/task/{build.pid}/children")
    if not children.exists():
        pytest.skip("this system does not list a process's children")
    while build.poll() is None and len(children.read_text().split()) < 2:
        pass
    os.kill(int(children.read_text().split()[-1]), signal.SIGKILL)
    _, error = build.communicate()
    assert build.returncode == 2
    assert "Traceback" not in error
    assert "a process that rendered issues was killed" in error
