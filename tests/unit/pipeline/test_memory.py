"""The last report is given again while nothing has changed, and only then."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.pipeline import caches, memory
from publisher.pipeline.check import check
from publisher.pipeline.project import open_project
from tests.conftest import MakeProject

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ISSUE = "---\ntitle: One\ndate: 2026-01-02\n---\nResults are __[blue](https://example.com).\n"


def key(folder: Path, now: datetime = NOW, **flags: object) -> str:
    return memory.key_of(open_project(folder, folder, flags), [], folder, now)


def kept_file(folder: Path) -> Path:
    home = caches.cache_folder(folder)
    assert home is not None
    return home / "check.json"


def remembered(folder: Path) -> dict[str, object]:
    kept: dict[str, object] = json.loads(kept_file(folder).read_bytes())
    return kept


def test_a_report_is_recalled_as_it_was(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    opened = open_project(folder, folder)
    first = check(opened, [], folder, NOW, use_memory=True)
    assert memory.recall(opened, key(folder)) == first
    assert [it.code for it in first.findings if it.code[0] == "C"] == ["C204"]


def test_a_change_of_anything_that_is_read_is_noticed(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    keys = [key(folder)]
    for name in (
        "issues/001.md", "issues/002.md", "issues/issues.toml", "issues/image.png",
        "templates/email/default/styles.css", "feeds/ids.json", "publisher.toml",
    ):  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
        keys.append(key(folder))
    keys += [key(folder, feed_limit=3), key(folder, NOW + timedelta(days=1))]
    assert len(set(keys)) == len(keys)


def test_what_nobody_reads_is_not_noticed(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    before = key(folder)
    (folder / "README.md").write_text("x", encoding="utf-8")
    assert key(folder, NOW + timedelta(minutes=5)) == before


def test_issues_may_lie_beside_what_is_made_of_them(project: MakeProject) -> None:
    folder = project({"001.md": ISSUE}, content_dir=".")
    opened = open_project(folder, folder)
    before = key(folder)
    check(opened, [], folder, NOW, use_memory=True)
    for name in ("build/emails/001.html", "feeds/feed.xml", ".git/HEAD"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    assert key(folder) == before


def test_an_issue_that_was_touched_and_not_changed_is_not_noticed(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    before = key(folder)
    (folder / "issues/001.md").touch()
    assert key(folder) == before


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"key": 1}', b"\xff", b'{"key": null}'])
def test_a_damaged_memory_is_none(project: MakeProject, damage: bytes) -> None:
    folder = project({"issues/001.md": ISSUE})
    opened = open_project(folder, folder)
    first = check(opened, [], folder, NOW, use_memory=True)
    kept_file(folder).write_bytes(damage)
    assert check(opened, [], folder, NOW, use_memory=True) == first


def test_a_memory_with_a_part_gone_is_none(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    opened = open_project(folder, folder)
    first = check(opened, [], folder, NOW, use_memory=True)
    for part in ("findings", "lines", "rules", "issues"):
        kept = remembered(folder)
        del kept[part]
        kept_file(folder).write_text(json.dumps(kept), encoding="utf-8")
        assert check(opened, [], folder, NOW, use_memory=True) == first


def test_no_secret_is_remembered(project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE, ".env": "PUBLISHER_SMTP__PASSWORD=hush-hush\n"})
    check(open_project(folder, folder), [], folder, NOW, use_memory=True)
    assert b"hush-hush" not in kept_file(folder).read_bytes()
    assert kept_file(folder).parent.stat().st_mode & 0o077 == 0


def test_the_memory_is_quick(project: MakeProject) -> None:
    folder = project({f"issues/{number:03}.md": ISSUE for number in range(300)})
    started = time.perf_counter()
    key(folder)
    assert time.perf_counter() - started < 1
