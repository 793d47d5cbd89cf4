"""What a person calls an issue."""

from pathlib import Path

import pytest

from publisher.errors import UsageError
from publisher.project.folder import open_project
from publisher.project.issue_lookup import find_manuscript, find_manuscripts
from tests.conftest import MakeProject


@pytest.fixture
def folder(project: MakeProject) -> Path:
    made: Path = project(
        {
            "issues/058.md": "---\ntitle: '#58: A'\ndate: 2026-01-01\n---\nx",
            "issues/059.md": "---\ntitle: '#59: B'\ndate: 2026-01-08\nslug: press\n---\nx",
            "issues/draft.md": "# Not yet\n\nx",
            "issues/broken.md": "---\ntitle: C\ndate: never\n---\nx",
        }
    )
    return made


@pytest.mark.parametrize("name", ["59", "#59", "press", "059.md", "059", "issues/059.md", "latest"])
def test_an_issue_answers_to_its_number_slug_file_and_latest(folder: Path, name: str) -> None:
    shelf = open_project(folder, folder).shelf()
    assert find_manuscript(shelf, name, folder).slug == "press"


def test_no_name_means_every_issue(folder: Path) -> None:
    shelf = open_project(folder, folder).shelf()
    assert [text.slug for text in find_manuscripts(shelf, [], folder)] == ["058", "press", "draft"]


def test_error_for_an_unknown_name_suggests_the_nearest(folder: Path) -> None:
    shelf = open_project(folder, folder).shelf()
    with pytest.raises(UsageError) as caught:
        find_manuscript(shelf, "pres", folder)
    assert "press" in caught.value.hint


def test_an_issue_that_was_skipped_says_why(folder: Path) -> None:
    shelf = open_project(folder, folder).shelf()
    with pytest.raises(UsageError, match="C130"):
        find_manuscript(shelf, "broken", folder)


def test_the_project_is_the_nearest_folder_upwards_with_settings(folder: Path) -> None:
    assert open_project(None, folder / "issues").folder == folder.resolve()
    with pytest.raises(UsageError, match="folder not found"):
        open_project(Path("nowhere"), folder)


def test_a_page_bundle_answers_to_its_folder_and_its_path(project: MakeProject) -> None:
    text = "# {}\n\nWords.\n"
    folder = project(
        {"issues/one/index.md": text.format("One"), "issues/two/index.md": text.format("Two")},
        content_patterns=["*/index.md"],
    )
    shelf = open_project(folder, folder).shelf()
    assert find_manuscript(shelf, "two", folder).slug == "two"
    assert find_manuscript(shelf, "issues/two/index.md", folder).slug == "two"
    assert find_manuscript(shelf, "index.md", folder / "issues/two").slug == "two"


def test_no_number_is_too_long_to_be_asked_for(folder: Path) -> None:
    shelf = open_project(folder, folder).shelf()
    with pytest.raises(UsageError, match="issue not found"):
        find_manuscript(shelf, "9" * 5_000, folder)
