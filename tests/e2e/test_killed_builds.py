"""A kill at any point, a full disk, and others at work at the same time: the next build is right."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publisher.project.build.build_project import build
from publisher.project.folder import open_project
from publisher.project.run_options import RunOptions
from tests.conftest import MakeProject
from tests.killed_builds import NOW, outputs
from tests.preview_server import running_preview


def test_the_build_after_a_kill_or_a_fault_equals_a_fresh_one(
    tmp_path: Path, repository: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed_builds", str(tmp_path), "100", "1"],
        cwd=repository, capture_output=True, text=True, check=False, timeout=500,
    )  # fmt: skip
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_two_builds_a_check_and_a_preview_at_once_leave_what_one_build_leaves(
    project: MakeProject, tmp_path: Path, repository: Path
) -> None:
    text = "---\ntitle: Issue {0}\ndate: 2026-01-{0:02}\n---\nWords of {0}.\n"
    folder = project({f"issues/{number:03}.md": text.format(number) for number in range(1, 29)})
    fresh = tmp_path / "fresh"
    shutil.copytree(folder, fresh)
    edited = folder / "issues/010.md"
    with running_preview(folder) as preview:
        for turn in range(3):
            commands = (("build",), ("build", "--jobs", "2"), ("check",))
            running = [
                subprocess.Popen(
                    [sys.executable, "-m", "publisher", "--project", str(folder), *command],
                    cwd=repository, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                )
                for command in commands
            ]  # fmt: skip
            assert preview.get("problems").status_code == 200
            for process in running:
                _, errors = process.communicate(timeout=120)
                assert b"Traceback" not in errors
            preview.write("issues/010.md", f"{edited.read_text('utf-8')}\nMore in {turn}.\n")
    shutil.copy(edited, fresh / "issues/010.md")
    build(open_project(folder, folder), NOW, RunOptions(use_store=True))
    build(open_project(fresh, fresh), NOW)
    assert outputs(folder) == outputs(fresh)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_ended_leaves_no_process(
    project: MakeProject, repository: Path, jobs: str, sent: signal.Signals
) -> None:
    text = "---\ntitle: Issue {0}\ndate: 2026-01-02\n---\n" + "Words of it. " * 200
    folder = project({f"issues/{number:03}.md": text.format(number) for number in range(1, 400)})
    process = subprocess.Popen(
        [sys.executable, "-m", "publisher", "--project", str(folder), "build", "--jobs", jobs],
        cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    emails = folder / "build/emails"
    while process.poll() is None and not (emails.is_dir() and any(emails.iterdir())):
        time.sleep(0.01)
    others = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert len(others) == (int(jobs) if jobs != "1" else 0)
    process.send_signal(sent)
    output, errors = process.communicate(timeout=60)
    status = -sent if sent is signal.SIGKILL else 128 + sent
    assert (process.returncode, output) == (status, b"")
    assert b"Traceback" not in errors, errors.decode()
    waited = 0.0
    while any(Path(f"/proc/{number}").exists() for number in others) and waited < 30:
        time.sleep(0.05)  # the kernel ends them, one after the other
        waited += 0.05
    assert not [number for number in others if Path(f"/proc/{number}").exists()]
