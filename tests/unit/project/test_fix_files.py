"""How ``check --fix`` treats files: as a patch, in one step, and some not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.project.fix.file_fixes import Left
from publisher.project.fix.patch import patch_of
from publisher.project.fix.rewrite import replace_file
from publisher.project.folder import open_project
from tests.conftest import REPOSITORY, MakeProject, Requires, RunPublisher
from tests.unit.project.test_fix_words import HEAD, outcome, project_in

TRACKED = f"{HEAD}[a](https://example.org/?utm_source=x)\n".encode()
CLEAN = TRACKED.replace(b"?utm_source=x", b"")
LINES = st.lists(
    st.sampled_from(
        [b"a", b"b", b" ", b"\r", b"\r\n", b"\n", b"\x0b", b"\x0c", b"\x1c", "\u0085".encode(),
         "\u2028".encode(), b"\xff", b"\0", b"-- ", b"+++ ", b"\\ No newline"]
    ),
    max_size=30,
).map(b"".join)  # fmt: skip


def applied(program: list[str], folder: Path, name: str, before: bytes, patch: bytes) -> bytes:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(before)
    ran = subprocess.run(program, cwd=folder, input=patch, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return path.read_bytes()


PROGRAMS = {"git": ["git", "apply", "-"], "patch": ["patch", "-p1", "--binary", "-s"]}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(
    "name", ["issues/001.md", "issues/a b.md", "issues/é — 字.md", 'issues/a"b\\c.md']
)
def test_a_patch_is_applied_to_a_file_of_any_name(
    tmp_path: Path, requires: Requires, program: str, name: str
) -> None:
    requires(program)
    lines = b"a\rb\x0bc\x0cd\x1ce\xc2\x85f\xe2\x80\xa8g\r\n"
    before, after = lines + TRACKED + lines * 3 + b"end", lines + CLEAN + lines * 3 + b"end"
    patch = patch_of(name, before, after)
    assert applied(PROGRAMS[program], tmp_path, name, before, patch) == after


@given(LINES, LINES, LINES)
@settings(max_examples=25)
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_patch_is_exact(
    tmp_path: Path, requires: Requires, program: str, head: bytes, middle: bytes, tail: bytes
) -> None:
    requires(program)
    before, after = head + b"old" + middle + tail, head + b"new" + middle + b"!" + tail
    if program == "patch" and b"\0" in before:
        return  # a file with NUL is binary to it
    patch = patch_of("issues/001.md", before, after)
    assert applied(PROGRAMS[program], tmp_path, "issues/001.md", before, patch) == after


def test_unchanged_file_has_an_empty_patch() -> None:
    assert patch_of("a", b"x\n", b"x\n") == b""


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-32"])
def test_a_diff_of_the_program_is_applied(
    project: MakeProject, run_publisher: RunPublisher, requires: Requires, codec: str
) -> None:
    requires("git")
    text = f"{TRACKED.decode()}caf\u2028\x0b\x0c\u0085\rend".replace("\n", "\r\n")
    folder = project({"issues/001.md": text.encode(codec)})
    shown = subprocess.run(
        [sys.executable, "-m", "publisher", "check", "--diff"],
        cwd=folder, env={"PYTHONPATH": str(REPOSITORY), "PATH": os.defpath, "HOME": str(folder)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert shown.returncode == 1, shown.stderr.decode()
    assert "1 file" in run_publisher("check", "--fix", cwd=folder).stderr
    fixed = (folder / "issues/001.md").read_bytes()
    assert fixed.decode(codec) == text.replace("?utm_source=x", "")
    patched = applied(PROGRAMS["git"], folder, "issues/001.md", text.encode(codec), shown.stdout)
    assert patched == fixed


# --- files that are not replaced ---------------------------------------------------------


def reason(folder: Path) -> str:
    (made,) = outcome(open_project(folder, folder))
    assert isinstance(made, Left)
    assert made.shown == "issues/001.md"
    return made.reason


def test_a_read_only_file_is_named_and_left(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/001.md": TRACKED})
    path = folder / "issues/001.md"
    path.chmod(0o444)
    ran = run_publisher("check", "--fix", "--quiet", cwd=folder)
    assert "issues/001.md: left as it is: it is read-only" in ran.stderr
    assert path.read_bytes() == TRACKED
    assert path.stat().st_mode & 0o777 == 0o444


def test_a_file_with_another_name_is_left(project: MakeProject) -> None:
    folder = project({"issues/001.md": TRACKED})
    (folder / "kept.md").hardlink_to(folder / "issues/001.md")
    assert "hard link" in reason(folder)
    assert replace_file(folder / "issues/001.md", TRACKED, CLEAN, folder)
    assert (folder / "issues/001.md").stat().st_nlink == 2


def test_a_link_is_left(project: MakeProject) -> None:
    folder = project({"drafts/001.md": TRACKED})
    (folder / "issues").mkdir()
    (folder / "issues/001.md").symlink_to("../drafts/001.md")
    made = outcome(open_project(folder, folder))
    assert all(isinstance(it, Left) for it in made)
    assert replace_file(folder / "issues/001.md", TRACKED, CLEAN, folder)
    assert (folder / "drafts/001.md").read_bytes() == TRACKED


def test_a_file_that_was_changed_since_is_left(project: MakeProject) -> None:
    folder = project({"issues/001.md": TRACKED + b"More.\n"})
    path = folder / "issues/001.md"
    assert "in the meantime" in replace_file(path, TRACKED, CLEAN, folder)
    assert path.read_bytes() == TRACKED + b"More.\n"


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_a_file_keeps_its_mode(project: MakeProject, mode: int) -> None:
    folder = project({"issues/001.md": TRACKED})
    path = folder / "issues/001.md"
    path.chmod(mode)
    assert replace_file(path, TRACKED, CLEAN, folder) == ""
    assert path.read_bytes() == CLEAN
    assert path.stat().st_mode & 0o777 == mode


def test_what_would_say_something_else_is_named(tmp_path: Path) -> None:
    # Without its equals sign the value is one that a tag may have: text would become a link.
    text = f"{HEAD}<a href=https://a.org/?utm_source=x>the sea</a>\n"
    (made,) = outcome(project_in(tmp_path, text.encode()))
    assert str(made).startswith("issues/001.md: left as it is: fixed, it would say something else")


# --- a killed run ------------------------------------------------------------------------

KILLED = """
import os, sys
def die(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("001.md"):
        os._exit(9)
sys.addaudithook(die)
sys.argv = ["publisher", "check", "--fix"]
import publisher.__main__
"""


def test_a_killed_run_leaves_nothing_among_the_issues(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/001.md": TRACKED})
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=folder, capture_output=True, check=False,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": os.defpath, "HOME": str(folder)},
    )  # fmt: skip
    assert killed.returncode == 9, killed.stderr.decode()
    assert [path.name for path in (folder / "issues").iterdir()] == ["001.md"]
    assert (folder / "issues/001.md").read_bytes() == TRACKED
    assert run_publisher("check", "--fix", cwd=folder).returncode == 0
    assert [path.name for path in (folder / "issues").iterdir()] == ["001.md"]
    assert (folder / "issues/001.md").read_bytes() == CLEAN
    assert not (folder / ".cache/publisher/fixed.new").exists()


def test_a_planted_link_in_the_cache_is_not_written_through(project: MakeProject) -> None:
    folder = project({"issues/001.md": TRACKED, "precious.txt": "kept"})
    (folder / ".cache/publisher").mkdir(parents=True)
    (folder / ".cache/publisher/fixed.new").symlink_to(folder / "precious.txt")
    assert replace_file(folder / "issues/001.md", TRACKED, CLEAN, folder) == ""
    assert (folder / "precious.txt").read_text() == "kept"
    assert not (folder / "issues/001.md").is_symlink()


def test_content_on_another_disk_is_replaced_there(project: MakeProject, tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system")
    folder = project({})
    place = other / f"publisher-{os.getpid()}"
    place.mkdir()
    try:
        path = place / "001.md"
        path.write_bytes(TRACKED)
        assert replace_file(path, TRACKED, CLEAN, folder) == ""
        assert path.read_bytes() == CLEAN
        assert [it.name for it in place.iterdir()] == ["001.md"]
    finally:
        for it in place.iterdir():
            it.unlink()
        place.rmdir()
