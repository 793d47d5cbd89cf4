"""Only what no later run can make again waits for the disk."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.project.build.build_project import build
from publisher.project.feed_adoption import adopt_feed
from publisher.project.fix.file_fixes import FixedFile, write
from publisher.project.folder import open_project
from tests.conftest import MakeProject

NOW = datetime(2026, 7, 1, tzinfo=UTC)
ISSUE = "---\ntitle: One\ndate: 2026-06-01\n---\n\nWords.\n"
OLD_FEED = """<rss version="2.0"><channel><title>Old</title><link>https://example.org</link>
<description>d</description><item><title>One</title><guid>old-1</guid></item></channel></rss>"""


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The files that were waited for, by inode, which a rename does not change."""
    inodes: set[int] = set()
    wait = os.fsync

    def note(handle: int) -> None:
        inodes.add(os.fstat(handle).st_ino)
        wait(handle)

    monkeypatch.setattr(os, "fsync", note)
    return inodes


def files_of(folder: Path, inodes: set[int]) -> list[str]:
    paths = sorted(path for path in folder.rglob("*") if path.stat().st_ino in inodes)
    return [path.relative_to(folder).as_posix() for path in paths]


def test_build_syncs_only_the_ids_to_disk(project: MakeProject, synced: set[int]) -> None:
    folder = project({"issues/001.md": ISSUE})
    report = build(open_project(folder, folder), NOW)
    assert len(report.written) > 4
    assert files_of(folder, synced) == ["feeds/ids.json"]


def test_adopted_ids_are_waited_for(project: MakeProject, synced: set[int]) -> None:
    folder = project({"issues/001.md": ISSUE, "old.xml": OLD_FEED})
    adopt_feed(open_project(folder, folder), folder / "old.xml")
    assert files_of(folder, synced) == ["feeds/ids.json"]


def test_a_fixed_issue_is_waited_for(project: MakeProject, synced: set[int]) -> None:
    folder = project({"issues/001.md": ISSUE})
    path = folder / "issues/001.md"
    change = FixedFile(path, "issues/001.md", path.read_bytes(), b"# One\n")
    assert write(open_project(folder, folder), [change]) == (1, ())
    assert files_of(folder, synced) == ["issues/001.md"]
