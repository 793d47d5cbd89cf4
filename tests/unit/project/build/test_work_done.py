"""How much a build does: it renders what changed, and imports nothing where nothing did."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.project.build.build_project import build
from publisher.project.build.build_report import BuildReport
from publisher.project.check.check_project import check
from publisher.project.folder import open_project
from publisher.project.run_options import RunOptions
from tests.conftest import MakeProject

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ISSUE = "---\ntitle: Issue {0}\ndate: 2026-01-{0:02}\n---\nWords of {0}, and [the first](001.md).\n"
HEAVY = ("markdown", "lxml", "jinja2", "premailer", "feedgen", "tinycss2", "nh3", "httpx", "rich")


@pytest.fixture
def letter(project: MakeProject) -> Path:
    folder = project(
        {f"issues/{number:03}.md": ISSUE.format(number) for number in range(1, 29)},
        site_url="https://letter.example.com/",
        feed_limit=5,
    )
    assert built(folder).rendered == 28
    return folder


def built(folder: Path, **flags: object) -> BuildReport:
    run = RunOptions(jobs=1, use_store=True)
    return build(open_project(folder, folder, flags), NOW, run)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "issues/014.md"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_an_edited_text_is_rendered_and_only_its_files_are_written(letter: Path) -> None:
    edit(letter, "Words of 14", "Other words of 14")
    report = built(letter)
    assert report.rendered == 1
    assert sorted(report.written) == [
        "build/emails/014.html", "build/emails/014.txt", "build/manifest.json",
        "feeds/archive/atom-003.xml", "feeds/archive/feed-003.json", "feeds/archive/feed-003.xml",
    ]  # fmt: skip


def test_another_permalink_renders_the_issues_that_link_to_it(letter: Path) -> None:
    edit(letter, "title: Issue 14\n", "title: Issue 14\nslug: other\n")
    assert built(letter).rendered == 1  # nobody links to it
    path = letter / "issues/001.md"
    path.write_text(path.read_text("utf-8").replace("title", "slug: first\ntitle", 1), "utf-8")
    assert built(letter).rendered == 28  # everybody does


def test_a_new_issue_renders_no_other(letter: Path) -> None:
    (letter / "issues/029.md").write_text(ISSUE.format(29), "utf-8")
    assert built(letter).rendered == 1


def test_a_setting_that_shapes_emails_renders_all_and_another_none(letter: Path) -> None:
    assert built(letter, footer_text="Other").rendered == 28
    built(letter)
    assert built(letter, test_recipients=["a@example.com"]).rendered == 0


def test_a_lost_email_is_written_again_without_rendering(letter: Path) -> None:
    lost = letter / "build/emails/014.html"
    before = lost.read_bytes()
    lost.unlink()
    report = built(letter)
    assert (report.rendered, report.written) == (0, ("build/emails/014.html",))
    assert lost.read_bytes() == before


def test_a_check_of_an_edited_text_looks_at_that_issue_only(letter: Path) -> None:
    seen: list[str] = []
    run = RunOptions(jobs=1, use_store=True, progress=lambda _done, _total, name: seen.append(name))
    for times in (28, 0, 1):
        seen.clear()
        check(open_project(letter, letter), [], letter, NOW, run)
        assert sum(bool(name) for name in seen) == times
        if not times:
            edit(letter, "Words of 14", "Words __of 14")


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_run_without_a_change_imports_nothing_that_renders(letter: Path, command: str) -> None:
    code = f"""
import sys
sys.argv = ["publisher", "--project", {str(letter)!r}, {command!r}]
from publisher.cli.app import main
main()
print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""

    def imported() -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        return done.stderr.splitlines()[-1]

    imported()
    assert imported() in {"[]", "['rich']"}
