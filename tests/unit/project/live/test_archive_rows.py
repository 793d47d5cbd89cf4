"""The archive as a list: newest first, in windows, found by every word."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from publisher.project.folder import open_project
from publisher.project.live.archive_rows import place_of, window
from publisher.project.live.live_project import Live
from tests.conftest import MakeProject

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def live(project: MakeProject) -> Live:
    files = {
        f"issues/{number:03}.md": f"---\ntitle: Letter {number}\ndate: 2026-01-{number:02}\n---\nHello.\n"
        for number in range(1, 31)
    }
    files["issues/later.md"] = "---\ntitle: Later\ndate: 2027-01-01\n---\nSoon.\n"
    files["issues/idea.md"] = "---\ntitle: An idea\ndraft: true\n---\nPerhaps.\n"
    files["issues/broken.md"] = "---\ntitle: [\n---\nHello.\n"
    folder = project(files)
    return Live(lambda: open_project(folder, folder))


Rows = Callable[..., list[str]]


@pytest.fixture
def titles(live: Live) -> Rows:
    return lambda **asked: [row.title for row in window(live.present, NOW, **asked).rows]


def test_broken_issues_are_listed_first_then_drafts_then_the_newest(titles: Rows) -> None:
    assert titles()[:4] == ["broken.md", "An idea", "Later", "Letter 30"]


def test_rows_say_what_is_draft_scheduled_or_wrong(live: Live) -> None:
    marks = {row.title: (row.mark, row.errors > 0) for row in window(live.present, NOW).rows}
    assert marks["An idea"] == ("draft", False)
    assert marks["Later"] == ("scheduled", False)
    assert marks["Letter 30"] == ("", False)
    assert marks["broken.md"][1]


def test_windows_follow_each_other_without_a_gap(live: Live, titles: Rows) -> None:
    parts = [title for start in range(0, 35, 7) for title in titles(start=start, size=7)]
    assert parts == titles(size=100)
    assert window(live.present, NOW, start=7, size=7).end == 14


@pytest.mark.parametrize("query", ["letter 7", "7 LETTER", "2026-01-07", "007.md"])
def test_an_issue_is_found_by_number_title_date_and_file(titles: Rows, query: str) -> None:
    assert "Letter 7" in titles(query=query)
    assert "Letter 8" not in titles(query=query)


def test_position_of_a_file_in_the_list_is_found(live: Live) -> None:
    assert place_of(live.present, live.present.folder / "030.md") == 3
    assert place_of(live.present, live.present.folder / "nothing.md") == 0
