"""The archive as rows: newest first, with what was found, and without rendering a body."""

from pathlib import Path

import pytest

from publisher.project.folder import open_project
from publisher.project.issue_listing import Listing, listing
from tests.conftest import MakeProject, RunPublisher

FILES = {
    "issues/058.md": "---\ntitle: '#58: A'\ndate: 2026-01-01 23:30\n---\nx",
    "issues/059.md": "---\ntitle: '#59: B'\ndate: 2026-01-08\ndraft: true\n---\nx",
    "issues/later.md": "# Not yet\n\nx",
    "issues/broken.md": "---\ntitle: C\ndate: never\n---\nx",
}


@pytest.fixture
def listed(project: MakeProject) -> Listing:
    folder = project(FILES, timezone="Asia/Tokyo")
    return listing(open_project(folder, folder))


def test_rows_are_newest_first_and_undated_ones_before_them(listed: Listing) -> None:
    assert [(row.number, row.date, row.slug) for row in listed.rows] == [
        (None, "", "later"),
        (59, "2026-01-08", "059"),
        (58, "2026-01-01", "058"),
    ]


def test_a_row_says_what_keeps_its_issue_out_of_the_feed(listed: Listing) -> None:
    assert [row.draft for row in listed.rows] == [True, True, False]
    assert [row.problems for row in listed.rows] == [1, 0, 0]


def test_unpublishable_issue_is_reported_and_not_listed(listed: Listing) -> None:
    errors = [found for found in listed.diagnostics if found.is_error]
    assert [(found.path, found.code) for found in errors] == [("issues/broken.md", "C130")]


def test_the_table_marks_every_draft(project: MakeProject, run_publisher: RunPublisher) -> None:
    done = run_publisher("issues", cwd=project(FILES))
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert [line.split()[:3] for line in lines if "draft" in line] == [
        ["draft", "later", "Not"],
        ["59", "2026-01-08", "draft"],
    ]
    assert Path("issues/broken.md").as_posix() in done.stderr
