"""A date from the commit that added the file."""

import subprocess
from pathlib import Path

import pytest

from publisher.errors import UsageError
from publisher.pipeline.git_dates import dates_from_git
from publisher.pipeline.project import open_project
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
