"""A date from the commit that added the file."""

import subprocess
from pathlib import Path

import pytest

from publisher.errors import UsageError
from publisher.project.build.build_project import build
from publisher.project.folder import open_project
from publisher.project.git_dates import dates_from_git
from publisher.project.issue_listing import listing
from tests.conftest import MakeProject


def git(folder: Path, *words: str, date: str = "2026-01-02T10:00:00+01:00") -> None:
    who = {"GIT_AUTHOR_NAME": "E", "GIT_AUTHOR_EMAIL": "e@example.com"}
    who |= {"GIT_COMMITTER_NAME": "E", "GIT_COMMITTER_EMAIL": "e@example.com"}
    when = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), **who, **when},
    )  # fmt: skip


def test_a_missing_date_is_that_of_the_commit_that_added_the_file(project: MakeProject) -> None:
    folder = project({"issues/첫.md": "# One\n\nx"}, date_from_git=True)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    (folder / "issues/첫.md").write_text("# One\n\nedited")
    git(folder, "commit", "-qam", "two", date="2026-02-02T10:00:00+01:00")
    assert dates_from_git(folder / "issues")["첫.md"].isoformat() == "2026-01-02T10:00:00+01:00"
    (text,) = open_project(folder, folder).shelf().manuscripts
    assert text.metadata.date is not None
    assert text.diagnostics == ()


def test_outside_a_repository_the_setting_is_wrong(project: MakeProject) -> None:
    folder = project({"issues/1.md": "# One\n\nx"}, date_from_git=True)
    with pytest.raises(UsageError, match="date_from_git"):
        open_project(folder, folder).shelf()


def test_a_file_that_moved_keeps_the_date_it_was_added(project: MakeProject) -> None:
    folder = project({"drafts/1.md": "# One\n\nA few words of it.\n"})
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    git(folder, "mv", "drafts", "issues")
    git(folder, "commit", "-qm", "two", date="2026-02-02T10:00:00+01:00")
    assert {name: f"{date:%d %b}" for name, date in dates_from_git(folder / "issues").items()} == {
        "1.md": "02 Jan"
    }


def test_files_of_one_name_have_each_their_own_date(project: MakeProject) -> None:
    folder = project(
        {"issues/one/index.md": "# One\n\nFirst."}, date_from_git=True, content_patterns=["*/*.md"]
    )
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    (folder / "issues/two").mkdir()
    (folder / "issues/two/index.md").write_text("# Two\n\nSomething else entirely.")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "two", date="2026-02-02T10:00:00+01:00")
    texts = open_project(folder, folder).shelf().manuscripts
    assert [f"{text.slug} {text.metadata.date:%d %b}" for text in texts] == [
        "one 02 Jan",
        "two 02 Feb",
    ]


def test_a_clone_without_history_is_refused_since_it_would_date_all_issues_alike(
    project: MakeProject, tmp_path: Path
) -> None:
    folder = project({"issues/1.md": "# One\n\nx"})
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    (folder / "issues/1.md").write_text("# One\n\nmore")
    git(folder, "commit", "-qam", "two")
    git(folder, "clone", "-q", "--depth", "1", folder.as_uri(), str(tmp_path / "shallow"))
    with pytest.raises(UsageError, match="no history"):
        dates_from_git(tmp_path / "shallow/issues")


def test_a_commits_date_is_one_of_the_newsletters_zone(project: MakeProject) -> None:
    """Late on January 2 in New York is January 3 in Zurich: for the id, the permalink and all."""
    folder = project(
        {"issues/1.md": "# One\n\nWords."},
        date_from_git=True, timezone="Europe/Zurich", permalink="/{date}/{slug}/",
    )  # fmt: skip
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one", date="2026-01-02T23:30:00-05:00")
    opened = open_project(folder, folder)
    shelf = opened.shelf()
    (text,) = shelf.manuscripts
    issue = shelf.issue(text)
    assert issue.date is not None
    assert issue.date.isoformat() == "2026-01-03T05:30:00+01:00"
    assert issue.permalink == "https://example.com/2026-01-03/1/"
    assert [row.date for row in listing(opened).rows] == ["2026-01-03"]
    build(opened, issue.date)
    html = (folder / "build/emails/1.html").read_text("utf-8")
    feed = (folder / "feeds/feed.json").read_text("utf-8")
    assert "January 3, 2026" in html
    assert "2026-01-03" in feed
    assert "2026-01-02" not in feed + html
