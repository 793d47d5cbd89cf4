"""Nothing outside the output folders is written, and killed builds leave nothing for ever."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.errors import OutputError
from publisher.files import write_if_changed
from publisher.leftovers import hold, remove_leftovers
from publisher.message import Envelope, Message
from publisher.project.build.build_project import build, build_some
from publisher.project.folder import Project, open_project
from publisher.project.run_options import RunOptions
from publisher.senders.file import FileSender
from tests.conftest import MakeProject, RunPublisher

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ISSUE = "---\ntitle: One\ndate: 2026-01-02\n---\n\nHello.\n"
OTHER = "---\ntitle: Two\ndate: 2026-01-03\n---\n\nHello again.\n"
FILES = {"issues/001.md": ISSUE, "issues/020.md": OTHER}


def opened(folder: Path) -> Project:
    return open_project(folder, folder)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    path = tmp_path / "victim"
    path.write_text("alias ll='ls -l'\n")
    return path


# --- links -------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["present", "missing"])
@pytest.mark.parametrize(
    "name",
    ["build/emails/020.txt", "build/emails/020.html", "feeds/feed.xml", "build/manifest.json"],
)
def test_link_in_the_place_of_an_output_is_replaced(
    project: MakeProject, victim: Path, name: str, mode: str
) -> None:
    folder = project(FILES)
    (folder / name).parent.mkdir(parents=True)
    (folder / name).symlink_to(victim if mode == "present" else victim.with_name("new"))
    build(opened(folder), NOW)
    assert not (folder / name).is_symlink()
    assert (folder / name).is_file()
    assert victim.read_text() == "alias ll='ls -l'\n"
    assert not victim.with_name("new").exists()


def test_link_to_a_file_of_the_same_bytes_is_replaced_too(tmp_path: Path, victim: Path) -> None:
    (tmp_path / "out.txt").symlink_to(victim)
    assert write_if_changed(tmp_path / "out.txt", victim.read_bytes())
    assert not (tmp_path / "out.txt").is_symlink()
    assert not write_if_changed(tmp_path / "out.txt", victim.read_bytes())


def test_fifo_in_the_place_of_an_output_is_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out.txt")
    assert write_if_changed(tmp_path / "out.txt", b"")
    assert (tmp_path / "out.txt").read_bytes() == b""


@pytest.mark.parametrize(
    "name", ["build", "build/emails", "feeds", "feeds/archive", "feeds/sections", "public/feeds"]
)
@pytest.mark.parametrize("is_inside", [True, False])
def test_output_folder_that_is_a_link_is_refused(
    project: MakeProject, run_publisher: RunPublisher, tmp_path: Path, name: str, is_inside: bool
) -> None:
    settings: dict[str, object] = {"feed_limit": 1, "stories": True}
    if name.startswith("public"):
        settings["feeds_dir"] = "../public/feeds"
    issues = {f"issues/{it:03}.md": f"{ISSUE}\n## News\n\n**A story.** Words.\n" for it in range(3)}
    folder = project(issues | {"inside/x": ""}, **settings)
    target = folder / "inside" if is_inside else tmp_path / "elsewhere"
    target.mkdir(exist_ok=True)
    link = folder / name if not name.startswith("public") else tmp_path / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 2
    assert f"{link} is a link" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(target) == (["x"] if is_inside else [])


def test_output_folder_named_by_its_whole_path_may_be_a_link(
    project: MakeProject, tmp_path: Path
) -> None:
    (tmp_path / "releases/5").mkdir(parents=True)
    (tmp_path / "current").symlink_to("releases/5")
    folder = project(FILES, feeds_dir=str(tmp_path / "current"))
    build(opened(folder), NOW)
    assert (tmp_path / "releases/5/feed.xml").is_file()


def test_outbox_that_is_a_link_is_refused(
    project: MakeProject, run_publisher: RunPublisher, tmp_path: Path
) -> None:
    folder = project(FILES)
    (tmp_path / "elsewhere").mkdir()
    (folder / "outbox").symlink_to(tmp_path / "elsewhere")
    done = run_publisher("send", "1", "--to", "reader@example.com", cwd=folder)
    assert done.returncode == 2
    assert "outbox is a link" in done.stderr
    assert names(tmp_path / "elsewhere") == []


def test_new_newsletter_is_not_written_through_a_link(
    run_publisher: RunPublisher, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cloned").mkdir()
    (tmp_path / "cloned/issues").symlink_to(tmp_path / "elsewhere")
    assert run_publisher("init", "cloned", cwd=tmp_path).returncode == 2
    assert names(tmp_path / "elsewhere") == []


def test_stale_file_behind_a_link_is_not_removed(project: MakeProject, tmp_path: Path) -> None:
    folder = project(FILES)
    build(opened(folder), NOW)
    manifest = folder / "build/manifest.json"
    manifest.write_text(manifest.read_text().replace("feeds/feed.xml", "feeds/x/notes.txt"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home/notes.txt").write_text("x")
    (folder / "feeds/x").symlink_to(tmp_path / "home")
    build(opened(folder), NOW)
    assert (tmp_path / "home/notes.txt").read_text() == "x"


# --- who may read ------------------------------------------------------------------------


@pytest.mark.parametrize("is_maildir", [True, False])
def test_outbox_is_private_whatever_the_umask_is(tmp_path: Path, is_maildir: bool) -> None:
    before = os.umask(0o022)
    try:
        with FileSender(tmp_path / "outbox", maildir=is_maildir) as sender:
            message = Message("<1@example.com>", b"Subject: x\r\n\r\nDraft.\r\n", "1")
            (receipt,) = sender.send(message, Envelope("", ("ann@example.com",)))
    finally:
        os.umask(before)
    made = [tmp_path / "outbox", *(tmp_path / "outbox").rglob("*")]
    assert Path(receipt.detail) in made
    assert [path for path in made if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize("is_maildir", [True, False])
def test_outbox_is_cleared_of_what_killed_sends_left(tmp_path: Path, is_maildir: bool) -> None:
    folder = tmp_path / "tmp" if is_maildir else tmp_path
    folder.mkdir(exist_ok=True)
    unique = "1790000000.M5P77Q1.example"
    left = folder / (unique if is_maildir else f".{unique}.new")
    left.write_text("half")
    (folder / "notes").write_text("mine")
    with FileSender(tmp_path, maildir=is_maildir):
        assert not left.exists()
        assert (folder / "notes").exists()


# --- killed builds -----------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from publisher import files
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
files.write_if_changed(Path(sys.argv[1]), b"half")
"""


def kill_while_writing(path: Path) -> str:
    """Leave what a process leaves that is killed in the middle of a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = set(path.parent.iterdir())
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = set(path.parent.iterdir()) - before
    return left.name


@pytest.mark.parametrize(
    "name",
    [
        "feeds/feed.xml", "feeds/ids.json", "build/emails/001.html", "build/manifest.json",
        f"build/emails/{'long-' * 20}.html", "build/emails/020.txt",
    ],
)  # fmt: skip
def test_temporary_file_of_a_killed_build_is_removed_by_the_next(
    project: MakeProject, name: str
) -> None:
    folder = project({**FILES, f"issues/{'long-' * 20}.md": ISSUE})
    left = kill_while_writing(folder / name)
    report = build(opened(folder), NOW)
    assert left not in names((folder / name).parent)
    assert report.removed == (str(Path(name).with_name(left)),)


def test_temporary_file_of_a_withdrawn_issue_is_removed(project: MakeProject) -> None:
    folder = project(FILES)
    build(opened(folder), NOW)
    left = kill_while_writing(folder / "build/emails/020.txt")
    (folder / "issues/020.md").unlink()
    build(opened(folder), NOW)
    assert names(folder / "build/emails") == ["001.html", "001.txt"]
    assert left not in names(folder / "build/emails")


def test_files_that_only_look_like_leftovers_stay(project: MakeProject) -> None:
    folder = project(FILES)
    build(opened(folder), NOW)
    others = [".feed.xml.new", ".other.xml.abcdefgh.new", "feed.xml.abcdefgh.new", ".feed.xml.swp"]
    for name in others:
        (folder / "feeds" / name).write_text("x")
    (folder / "feeds/.feed.xml.abcdefgh.new").symlink_to(folder / "publisher.toml")
    (folder / "feeds/.atom.xml.abcdefgh.new").mkdir()
    build(opened(folder), NOW)
    assert {*others, ".feed.xml.abcdefgh.new", ".atom.xml.abcdefgh.new"} <= {
        *names(folder / "feeds")
    }


WRITER = """
import os, sys
from publisher import files, leftovers
hold = leftovers.hold
def wait(handle):
    held = hold(handle)
    print("held", flush=True)
    sys.stdin.read()
    return held
leftovers.hold = wait
from pathlib import Path
files.write_if_changed(Path(sys.argv[1]), b"whole")
"""


@contextmanager
def being_written(path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    assert process.returncode == 0


def test_file_that_another_build_is_writing_stays(project: MakeProject) -> None:
    folder = project(FILES)
    build(opened(folder), NOW)
    with being_written(folder / "feeds/feed.json"):
        assert build(opened(folder), NOW).removed == ()
    assert (folder / "feeds/feed.json").read_bytes() == b"whole"


@contextmanager
def without_manifest(folder: Path) -> Iterator[None]:
    """As if each build was killed before its last file."""
    blocked = folder / "build/manifest.json/x"
    blocked.mkdir(parents=True)
    yield
    blocked.rmdir()
    blocked.parent.rmdir()


def test_email_of_an_issue_withdrawn_after_a_killed_build_is_removed(project: MakeProject) -> None:
    folder = project(FILES)
    with without_manifest(folder), pytest.raises(OutputError):
        build(opened(folder), NOW)
    assert "020.html" in names(folder / "build/emails")
    (folder / "issues/020.md").unlink()
    build(opened(folder), NOW)
    assert names(folder / "build/emails") == ["001.html", "001.txt"]
    assert names(folder / "build") == ["emails", "manifest.json"]


def test_email_of_an_issue_edited_and_withdrawn_after_killed_builds_is_removed(
    project: MakeProject,
) -> None:
    folder = project(FILES)
    with without_manifest(folder):
        for text in (OTHER, OTHER.replace("again", "once more")):
            (folder / "issues/020.md").write_text(text)
            with pytest.raises(OutputError):
                build(opened(folder), NOW)
    (folder / "issues/020.md").unlink()
    build(opened(folder), NOW)
    assert names(folder / "build/emails") == ["001.html", "001.txt"]


def test_email_built_separately_is_removed_with_its_issue(project: MakeProject) -> None:
    folder = project(FILES)
    build_some(opened(folder), ["20"], folder)
    (folder / "issues/020.md").unlink()
    build(opened(folder), NOW)
    assert names(folder / "build/emails") == ["001.html", "001.txt"]


def test_file_that_no_build_wrote_stays(project: MakeProject) -> None:
    folder = project(FILES)
    with without_manifest(folder), pytest.raises(OutputError):
        build(opened(folder), NOW)
    (folder / "issues/020.md").unlink()
    (folder / "build/emails/020.html").write_text("written by hand")
    (folder / "build/emails/notes.txt").write_text("written by hand")
    build(opened(folder), NOW)
    assert names(folder / "build/emails") == ["001.html", "001.txt", "020.html", "notes.txt"]


@pytest.mark.parametrize(
    "text",
    [
        "", "[", "[1]", '{"issues/001.md": 3}', '{"\\u0000": []}', "[" * 100_000,
        '{"issues/001.md": ["2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"]}',
        '{"../victim": ["2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"]}',
    ],
)  # fmt: skip
def test_damaged_record_of_a_build_removes_nothing(
    project: MakeProject, victim: Path, text: str
) -> None:
    victim.write_text("hello")
    folder = project({"build/.manifest.json.pending": text, **FILES})
    build(opened(folder), NOW)
    assert victim.read_text() == "hello"
    assert names(folder / "issues") == ["001.md", "020.md"]
    assert names(folder / "build") == ["emails", "manifest.json"]


def test_temporary_file_that_was_removed_before_it_was_held_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / ".feed.xml.abcdefgh.new"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    assert remove_leftovers(tmp_path, {"feed.xml"}) == (path,)
    assert not hold(handle)
    os.close(handle)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    assert hold(handle)
    assert remove_leftovers(tmp_path, {"feed.xml"}) == ()
    os.close(handle)
    assert remove_leftovers(tmp_path, {"feed.xml"}) == (path,)


def test_ledger_that_is_not_written_is_not_removed(project: MakeProject) -> None:
    folder = project(FILES, site_url="https://letter.example.com/")
    kept = RunOptions(use_store=True)
    build(opened(folder), NOW, kept)
    ledger = folder / "feeds/ids.json"
    damaged = ledger.read_text("utf-8").replace("tag:", "\\u0000tag:", 1)
    ledger.write_text(damaged, "utf-8")
    (folder / "issues/001.md").write_text(ISSUE.replace("Hello", "Goodbye"), "utf-8")
    for _ in range(2):
        assert build(opened(folder), NOW, kept).removed == ()
        assert ledger.read_text("utf-8") == damaged
