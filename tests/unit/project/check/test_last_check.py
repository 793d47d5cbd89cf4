"""The last report is given again while nothing has changed, and only then."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.project import caches
from publisher.project.check.check_project import check
from publisher.project.folder import open_project
from publisher.project.run_options import RunOptions
from publisher.project.store.fingerprints import of_project
from tests.conftest import MakeProject

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ISSUE = "---\ntitle: One\ndate: 2026-01-02\n---\nResults are __[blue](https://example.com).\n"


KEPT = RunOptions(use_store=True)


def key(folder: Path, **flags: object) -> str:
    return of_project(open_project(folder, folder, flags))


def kept_file(folder: Path) -> Path:
    path = caches.store_path(folder)
    assert path is not None
    return path


def is_kept(folder: Path, now: datetime = NOW, **flags: object) -> bool:
    """Whether a check of this state gives the last report again, without looking at an issue."""
    seen: list[int] = []
    run = RunOptions(use_store=True, progress=lambda done, _total, _name: seen.append(done))
    check(open_project(folder, folder, flags), [], folder, now, run)
    return not seen


def test_cached_report_equals_the_original(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    opened = open_project(folder, folder)
    first = check(opened, [], folder, NOW, KEPT)
    assert is_kept(folder)
    assert check(opened, [], folder, NOW, KEPT) == first
    assert [it.code for it in first.findings if it.code[0] == "C"] == ["C204"]


def test_a_change_of_anything_that_is_read_is_noticed(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    keys = [key(folder)]
    for name in (
        "issues/001.md", "issues/002.md", "issues/issues.toml", "issues/image.png",
        "templates/email/default/styles.css", "publisher.toml",
    ):  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
        keys.append(key(folder))
    keys.append(key(folder, feed_limit=3))
    assert len(set(keys)) == len(keys)


def test_a_change_of_the_ledger_is_noticed(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    assert [is_kept(folder), is_kept(folder)] == [False, True]
    (folder / "feeds").mkdir()
    (folder / "feeds/ids.json").write_text('{"version": 1, "ids": []}', encoding="utf-8")
    assert [is_kept(folder), is_kept(folder)] == [False, True]


def test_files_that_are_not_read_do_not_matter(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    before = key(folder)
    (folder / "README.md").write_text("x", encoding="utf-8")
    assert key(folder) == before


def test_issues_may_lie_beside_what_is_made_of_them(project: MakeProject) -> None:
    folder = project({"001.md": ISSUE}, content_dir=".")
    opened = open_project(folder, folder)
    before = key(folder)
    check(opened, [], folder, NOW, KEPT)
    for name in ("build/emails/001.html", "feeds/feed.xml", ".git/HEAD"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    assert key(folder) == before


def test_an_issue_that_was_touched_and_not_changed_is_not_noticed(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    before = key(folder)
    (folder / "issues/001.md").touch()
    assert key(folder) == before


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"SQLite format 3", b"\xff" * 9_000])
def test_a_damaged_store_is_none(project: MakeProject, damage: bytes) -> None:
    folder = project({"issues/001.md": ISSUE})
    opened = open_project(folder, folder)
    first = check(opened, [], folder, NOW, KEPT)
    kept_file(folder).write_bytes(damage)
    again = check(opened, [], folder, NOW, KEPT)
    assert replace(again, note="") == first


def test_no_secret_is_remembered(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE, ".env": "PUBLISHER_SMTP__PASSWORD=hush-hush\n"})
    check(open_project(folder, folder), [], folder, NOW, KEPT)
    assert b"hush-hush" not in kept_file(folder).read_bytes()
    assert kept_file(folder).parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("setting", ["date", "updated"])
def test_an_issue_that_has_become_due_is_checked_again(project: MakeProject, setting: str) -> None:
    times = {"date": "2026-01-02"} | {setting: "2026-06-01 18:00"}
    head = "\n".join(f"{name}: {time}" for name, time in times.items())
    folder = project({"issues/001.md": f"---\ntitle: One\n{head}\n---\nWords of it.\n"})
    opened = open_project(folder, folder)

    def found(hour: float, *, use_store: bool) -> list[str]:
        now = NOW + timedelta(hours=hour)
        return [
            it.code
            for it in check(opened, [], folder, now, RunOptions(use_store=use_store)).findings
        ]

    hours = [12, 17.99, 18, 20, 12]
    assert [found(hour, use_store=True) for hour in hours] == [
        found(hour, use_store=False) for hour in hours
    ]
    assert found(12, use_store=False) != found(18, use_store=False)


def test_a_library_of_another_version_is_noticed(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project({"issues/001.md": ISSUE})
    keys = [key(folder)]
    monkeypatch.syspath_prepend(tmp_path / "installed")
    for version in ("1.0", "1.1"):
        (tmp_path / "installed" / f"library-{version}.dist-info").mkdir(parents=True)
        keys.append(key(folder))
    assert len(set(keys)) == 3


def test_a_key_reads_each_file_once_and_renders_nothing(
    project: MakeProject, repository: Path
) -> None:
    """What makes the memory worth having: no issue is parsed, no template loaded."""
    folder = project({f"issues/{number:03}.md": ISSUE for number in range(300)})
    code = f"""
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from publisher.project.folder import open_project
from publisher.project.store.fingerprints import of_project

opened: Counter[str] = Counter()
sys.addaudithook(lambda name, it: opened.update([str(it[0])]) if name == "open" else None)
folder = Path({str(folder)!r})
of_project(open_project(folder, folder))
issues = {{name: count for name, count in opened.items() if name.endswith(".md")}}
assert len(issues) == 300 and set(issues.values()) == {{1}}, issues
assert not {{"jinja2", "premailer", "feedgen"}} & set(sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
