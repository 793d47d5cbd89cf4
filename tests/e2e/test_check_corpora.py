"""The checks over real archives: no crash, and the faults that are known to be there."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.checks.fixes import FIXABLE
from publisher.diagnostics import Position, Severity
from publisher.project.check.check_project import check
from publisher.project.fix.file_fixes import changes, write
from publisher.project.folder import Project
from publisher.report import Report
from publisher.settings import load_settings

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SETTINGS: dict[str, dict[str, object]] = {
    "dynamically-typed": {"site_url": "https://dynamicallytyped.com"},
    "this-week-in-rust": {
        "site_url": "https://this-week-in-rust.org",
        "permalink": "/blog/{year}/{month}/{day}/{title_slug}/",
    },
    "ruanyf-weekly": {"language": "zh-CN", "timezone": "Asia/Shanghai"},
}


@pytest.fixture(scope="module", params=SETTINGS)
def report(request: pytest.FixtureRequest, corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:  # fmt: skip
    return checked(request.param, corpus, tmp_path_factory.mktemp("project"))


def checked(name: str, corpus: Path, folder: Path) -> Report:
    flags = {"title": "A letter", "content_dir": str(corpus / name), **SETTINGS[name]}
    return check(Project(folder, load_settings(folder, flags)), [], folder, NOW)


def test_nothing_is_refused_but_what_is_too_long_for_gmail(report: Report) -> None:
    assert report.issues >= 5
    errors = [it for it in report.findings if it.severity is Severity.ERROR]
    assert [str(it) for it in errors if it.code != "M107"] == []


def test_every_finding_is_on_a_line_of_its_file(report: Report) -> None:
    for found in report.findings:
        if not found.path.endswith((".md", ".markdown")):
            continue
        line = report.lines.get((found.path, found.position.line))
        assert line is not None, found
        assert found.position.column <= len(line) + 1, found


def test_the_known_faults_are_found(corpus: Path, tmp_path: Path) -> None:
    found = {
        (it.path.rpartition("/")[2], it.code): it.position
        for it in checked("dynamically-typed", corpus, tmp_path).findings
    }
    assert found["059.md", "C204"] == Position(49, 410)
    assert found["015.md", "C301"] == Position(64, 91)
    assert ("012.md", "C103") in found
    assert ("040.md", "C103") in found
    assert ("012.md", "C131") in found


def test_mending_changes_no_word_and_twice_changes_nothing_more(
    corpus: Path, tmp_path: Path
) -> None:
    shutil.copytree(corpus / "dynamically-typed", tmp_path / "issues")
    for path in (tmp_path / "issues").iterdir():
        path.chmod(0o644)
    project = Project(tmp_path, load_settings(tmp_path, SETTINGS["dynamically-typed"]))
    before = [(it.title, it.slug, it.text) for it in project.shelf().issues()]
    assert write(project, changes(project, check(project, [], tmp_path, NOW))) == (5, ())
    assert [(it.title, it.slug, it.text) for it in project.shelf().issues()] == before
    report = check(project, [], tmp_path, NOW)
    assert [str(it) for it in report.findings if it.code in FIXABLE] == []
    assert list(changes(project, report)) == []
