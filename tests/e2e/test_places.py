"""Where a project lies and what its folders are like: each place works, or is named in a sentence."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import MakeProject, RunPublisher

ISSUE = "---\ntitle: One\ndate: 2026-01-02\n---\n\nWords.\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_settings_may_come_from_an_editor_on_windows(
    project: MakeProject, run_publisher: RunPublisher, encoding: str
) -> None:
    folder = project({"issues/1.md": ISSUE})
    text = 'title = "Ünë"\r\nsite_url = "https://example.org"\r\n'
    (folder / "publisher.toml").write_bytes(text.encode(encoding))
    (folder / ".env").write_bytes("PUBLISHER_DESCRIPTION=Things\r\n".encode(encoding))
    assert run_publisher("build", cwd=folder).returncode == 0
    newsletter = json.loads((folder / "build/manifest.json").read_bytes())["newsletter"]
    assert newsletter["title"] == "Ünë"
    assert newsletter["description"] == "Things"


@pytest.mark.parametrize("name", ["publisher.toml", ".env"])
def test_settings_in_another_encoding_are_named(
    project: MakeProject, run_publisher: RunPublisher, name: str
) -> None:
    folder = project({"issues/1.md": ISSUE})
    (folder / name).write_bytes('PUBLISHER_TITLE="Ünë"'.encode("utf-16"))
    done = run_publisher("build", cwd=folder)
    assert (done.returncode, name in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_settings_of_a_parent_folder_are_found(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/1.md": ISSUE, "notes/deep/x.txt": ""})
    assert run_publisher("build", cwd=folder / "notes/deep").returncode == 0
    assert (folder / "build/emails/1.html").is_file()


def test_folder_without_a_newsletter_gets_a_hint(
    run_publisher: RunPublisher, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    done = run_publisher("build", cwd=tmp_path / "empty")
    assert done.returncode == 2
    assert "publisher init" in done.stderr
    assert not any((tmp_path / "empty").iterdir())


@pytest.mark.parametrize("kind", ["relative", "absolute", "behind a link", "linked in the project"])
def test_issues_may_lie_outside_the_project_or_behind_a_link(
    project: MakeProject, run_publisher: RunPublisher, tmp_path: Path, kind: str
) -> None:
    outside, link = tmp_path / "elsewhere", tmp_path / "link"
    outside.mkdir()
    (outside / "1.md").write_text(ISSUE)
    link.symlink_to(outside)
    settings = {"relative": "../elsewhere", "absolute": str(outside), "behind a link": str(link)}
    folder = project({"texts/1.md": ISSUE}, content_dir=settings.get(kind, "issues"))
    (folder / "issues").symlink_to("texts")
    assert run_publisher("build", cwd=folder).returncode == 0
    (issue,) = json.loads((folder / "build/manifest.json").read_bytes())["issues"]
    assert issue["slug"] == "1"
    assert issue["source"].endswith("/1.md")


@pytest.mark.parametrize("output", ["build", "feeds", "build/emails", "build/emails/1.html/x"])
def test_an_output_that_cannot_be_written_is_named_with_its_reason(
    project: MakeProject, run_publisher: RunPublisher, output: str
) -> None:
    # A file where a folder should be stops even root, whom permissions do not.
    folder = project({"issues/1.md": ISSUE, output: "in the way"})
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / output).read_text() == "in the way"


def test_two_builds_at_once_leave_what_one_leaves(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    files = {f"issues/{number}.md": ISSUE for number in range(1, 6)}
    folder, alone = project(files), project(files)
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda _: run_publisher("build", cwd=folder).returncode, range(3)))
    assert run_publisher("build", cwd=alone).returncode == 0
    assert done == [0, 0, 0]
    everything = {path.relative_to(folder): path.read_bytes() for path in _files(folder)}
    assert everything == {path.relative_to(alone): path.read_bytes() for path in _files(alone)}


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


ODD_NAMES = [
    b"a b.md", b"new\nline.md", b"50%.md", b"ha#sh.md", b"que?ry.md", b"\xff\xfe.md", b"\x1b[2J.md",
    "é".encode() * 120 + b".md", "漢".encode() * 80 + b".md", b"-rf.md", b"$(x).md", "🎉.md".encode(),
]  # fmt: skip


def test_files_of_any_name_are_issues_like_others(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/1.md": ISSUE})
    for name in ODD_NAMES:
        Path(os.fsdecode(os.fsencode(folder / "issues") + b"/" + name)).write_text(ISSUE)
    shutil.copy(folder / "issues/1.md", folder / "issues/caf\u00e9.md")
    done = run_publisher("build", "--verbose", cwd=folder)
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr + done.stdout
    issues = json.loads((folder / "build/manifest.json").read_bytes())["issues"]
    assert len(issues) == len(ODD_NAMES) + 1, done.stderr
    for issue in issues:
        assert (folder / issue["email_html"]).is_file()
    assert len({issue["url"] for issue in issues}) == len(issues)


@pytest.mark.parametrize("one, other", [("Case.md", "case.md"), ("caf\u00e9.md", "cafe\u0301.md")])
def test_names_that_some_file_systems_hold_for_one_are_a_conflict(
    project: MakeProject, run_publisher: RunPublisher, one: str, other: str
) -> None:
    folder = project({f"issues/{one}": ISSUE, f"issues/{other}": ISSUE})
    if len(list((folder / "issues").iterdir())) < 2:
        pytest.skip("this file system holds the two names for one")
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 1
    assert f"issues/{one}" in done.stderr
    assert f"issues/{other}" in done.stderr


@pytest.mark.parametrize(
    "setting, value",
    [
        ("content_patterns", ["/etc/*.md"]),
        ("content_patterns", ["../*.md"]),
        ("content_patterns", [""]),
        ("content_patterns", ["**.md"]),
        ("permalink", "https://example.org/{slug}/"),
        ("permalink", "/?p={number}"),
        ("permalink", "/{slug.__class__}/"),
        ("permalink", "/{number:03}/"),
        ("permalink", "/{slug/"),
        ("permalink", "/{}/"),
    ],
)
def test_a_pattern_that_cannot_work_is_a_wrong_setting(
    project: MakeProject, run_publisher: RunPublisher, setting: str, value: object
) -> None:
    done = run_publisher("build", cwd=project({"issues/1.md": ISSUE}, **{setting: value}))
    assert done.returncode == 2
    assert setting in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_issue_is_a_usage_error(project: MakeProject, run_publisher: RunPublisher) -> None:
    folder = project({"issues/001-first-light.md": ISSUE})
    near = run_publisher("build", "first-ligth", cwd=folder)
    assert near.returncode == 2
    assert "001-first-light" in near.stderr
    for name in ("99", "", "../..", "nothing"):
        assert run_publisher("build", name, cwd=folder).returncode == 2
    (folder / "issues/001-first-light.md").unlink()
    latest = run_publisher("build", "latest", cwd=folder)
    assert latest.returncode == 2
    assert "no issue" in latest.stderr
