"""`publisher build` as a process: what it writes, when, and that it writes it whole."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MakeProject, RunPublisher

ISSUES = {
    "issues/001-first.md": "---\ntitle: First & «é»\ndate: 2026-01-02\n---\n\nHello.\n\n## Links 🔗\n\n* 🌍 [a](https://example.org/?utm_source=x&b=1)\n",
    "issues/002-second.md": "# Second 第二\n\nSee [the first](./001-first.md).\n\n![x](images/a.png)\n_Caption_\n",
    "issues/issues.toml": '["002-second.md"]\ndate = 2026-01-09\n',
}  # fmt: skip


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("build", "feeds")
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def test_a_build_writes_emails_feeds_and_manifest(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((folder / "build/manifest.json").read_text("utf-8"))
    assert manifest["newsletter"]["title"] == "The Example Letter"
    first, second = manifest["issues"]
    assert first["email_html"] == "build/emails/001-first.html"
    assert first["html_bytes"] == (folder / first["email_html"]).stat().st_size
    assert first["source"] == "issues/001-first.md"
    story = first["sections"][0]["stories"][0]
    assert (story["kind"], story["emoji"], story["url"]) == (
        "quick_link",
        "🌍",
        "https://example.org/?b=1",
    )
    assert second["title"] == "Second 第二"
    assert "https://example.com/issues/001-first/" in (folder / second["email_html"]).read_text(
        "utf-8"
    )
    for name in ("feed.xml", "atom.xml", "feed.json"):
        assert (folder / "feeds" / name).is_file()


def test_the_same_input_gives_the_same_bytes_anywhere_and_at_any_time(
    project: MakeProject, run_publisher: RunPublisher, tmp_path: Path
) -> None:
    one = project(ISSUES)
    other = tmp_path / "elsewhere" / "deeper"
    shutil.copytree(one, other)
    run_publisher("build", cwd=one, env={"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
    run_publisher(
        "build", cwd=other,
        env={"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    )  # fmt: skip
    assert bytes_below(one) == bytes_below(other)


def test_real_archives_give_the_same_bytes_in_any_number_of_processes(
    corpus: Path, project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from publisher.project.build.build_project import build
    from publisher.project.folder import open_project
    from publisher.project.run_options import RunOptions

    now = datetime(2026, 11, 21, tzinfo=UTC)
    made = []
    for jobs in (1, 2):
        folder = project(content_dir=str(corpus / "this-week-in-rust"))
        build(open_project(folder, folder), now, RunOptions(jobs))
        made.append(bytes_below(folder))
    assert made[0] == made[1]


def test_an_unchanged_file_is_not_written_again(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    run_publisher("build", cwd=folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    done = run_publisher("build", cwd=folder)
    assert "0 files written" in done.stdout
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_the_email_of_a_renamed_issue_does_not_stay_behind(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    run_publisher("build", cwd=folder)
    (folder / "build/emails/mine.html").write_text("not of any build")
    (folder / "issues/001-first.md").rename(folder / "issues/001-new.md")
    run_publisher("build", cwd=folder)
    assert sorted(path.name for path in (folder / "build/emails").glob("*.html")) == [
        "001-new.html",
        "002-second.html",
        "mine.html",
    ]


def test_a_manifest_cannot_make_a_build_delete_files_elsewhere(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES | {"precious.html": "mine"})
    run_publisher("build", cwd=folder)
    manifest = folder / "build/manifest.json"
    manifest.write_text(
        manifest.read_text("utf-8").replace("build/emails/001-first.html", "precious.html")
    )
    run_publisher("build", cwd=folder)
    assert (folder / "precious.html").read_text() == "mine"


def test_only_the_named_issue_is_built(project: MakeProject, run_publisher: RunPublisher) -> None:
    folder = project(ISSUES)
    done = run_publisher("build", "latest", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (folder / "build/emails").glob("*.html")] == ["002-second.html"]
    assert not (folder / "feeds").exists()


@pytest.mark.parametrize("files", [0, 1, 7, 25])
def test_a_build_that_is_killed_leaves_whole_files(
    project: MakeProject, run_publisher: RunPublisher, repository: Path, files: int
) -> None:
    body = "\n\n".join(f"**Story {n}.** Words [a](https://example.org/{n})." for n in range(60))
    folder = project(
        {
            f"issues/{n:03}.md": f"---\ntitle: T{n}\ndate: 2026-01-01\n---\n## S\n\n{body}\n"
            for n in range(30)
        }
    )
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "publisher", "build"], cwd=folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(repository)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while process.poll() is None and len(list(folder.glob("build/emails/*.html"))) < files:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    killed = {
        name: data
        for name, data in bytes_below(folder).items()
        if not name.rpartition("/")[2].startswith(".")
    }
    run_publisher("build", cwd=folder)
    whole = bytes_below(folder)
    assert all(whole[name] == data for name, data in killed.items())


def test_results_go_to_stdout_and_findings_to_stderr(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES | {"issues/003.md": "# Undated\n\nx"})
    done = run_publisher("build", cwd=folder)
    assert "3 emails" in done.stdout
    assert "C131" in done.stderr
    assert "C131" not in done.stdout
    quiet = run_publisher("--quiet", "build", cwd=folder)
    assert quiet.stdout == ""
    verbose = run_publisher("build", "--verbose", cwd=project(ISSUES))
    assert "wrote build/emails/001-first.html" in verbose.stdout


def test_the_project_can_be_named_before_and_after_the_command(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    assert (
        run_publisher("--project", folder, "issues").stdout
        == run_publisher("issues", "--project", folder).stdout
    )
    assert "Second 第二" in run_publisher("issues", "--project", folder).stdout


def test_a_future_issue_is_in_no_feed_until_its_day(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES | {"issues/009.md": "---\ntitle: Later\ndate: 2199-01-01\n---\nx"})
    run_publisher("build", cwd=folder)
    assert "Later" not in (folder / "feeds/feed.xml").read_text("utf-8")
    assert (folder / "build/emails/009.html").is_file()


def test_a_new_newsletter_builds_at_once(run_publisher: RunPublisher, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    begun = run_publisher("init", folder)
    assert begun.returncode == 0
    assert begun.stdout.endswith(f"next: cd {folder} && publisher build\n")
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert run_publisher("init", folder).stdout.startswith("nothing to do: all files exist")


def test_an_archive_without_settings_is_built_with_a_warning(
    project: MakeProject, run_publisher: RunPublisher, tmp_path: Path
) -> None:
    folder = project(ISSUES)
    (folder / "publisher.toml").unlink()
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 0
    assert "site_url" in done.stderr
    assert not (folder / "feeds/ids.json").exists(), "ids of example.com would stay for ever"


def test_the_present_can_be_set_for_a_build_that_is_repeated(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    run_publisher("build", "--jobs", "1", cwd=folder, env={"SOURCE_DATE_EPOCH": "1767600000"})
    assert "First" in (folder / "feeds/feed.xml").read_text("utf-8")
    assert "Second" not in (folder / "feeds/feed.xml").read_text("utf-8")
    wrong = run_publisher("build", cwd=folder, env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert wrong.returncode == 2


def test_a_list_that_goes_into_a_pipe_has_one_line_for_each_issue(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    title = "A title that is wider than any terminal " * 5
    folder = project({"issues/001.md": f"---\ntitle: {title}\ndate: 2026-01-01\n---\nHello.\n"})
    listed = run_publisher("issues", cwd=folder).stdout.splitlines()
    assert len(listed) == 2
    assert title.strip() in listed[1]


def test_invalid_template_is_reported_relative_to_the_current_folder(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    own = "templates/email/default/footer.html.j2"
    done = run_publisher("build", cwd=project(ISSUES | {own: "\n\n{{ emial }}"}))
    assert (done.returncode, done.stderr) == (1, f"publisher: {own}:3: 'emial' is undefined\n")


def test_file_in_place_of_a_folder_is_reported(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    done = run_publisher("build", cwd=project(ISSUES | {"feeds": "not a folder"}))
    assert done.returncode == 2
    assert "a file exists where a folder is needed" in done.stderr
    assert "Traceback" not in done.stderr
