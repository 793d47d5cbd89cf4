"""SpamAssassin is asked about the emails of a newsletter, and its absence is said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.checks.mail.spam import CHECKS
from publisher.checks.rule import run
from publisher.project.check.spam_check import judgements
from publisher.project.folder import open_project
from publisher.project.workshop.editions import editions
from tests.conftest import MakeProject, RunPublisher

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
GOOD = "---\ntitle: Parsers, and what they forgive\ndate: 2026-03-01\n---\n## News\n\nA [parser](https://example.org/p) was released.\n"
BAD = "---\ntitle: FREE VIAGRA!!! act now\ndate: 2026-03-08\n---\nDear friend, you have won 1,000,000 dollars! [Click here](http://93.184.215.14/) for cheap viagra.\n"


@pytest.mark.requires("spamassassin")
def test_a_letter_scores_little_and_an_advertisement_for_drugs_much(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "de_DE.UTF-8")  # the report is English all the same
    folder = project({"issues/001.md": GOOD, "issues/002.md": BAD})
    opened = open_project(folder, folder)
    shelf = opened.shelf()
    emails = editions(opened, shelf, shelf.manuscripts)
    good, bad = judgements(opened, emails, NOW)
    assert (good.path, bad.path) == ("issues/001.md", "issues/002.md")
    assert good.verdict is not None
    assert bad.verdict is not None
    assert good.verdict.score < 2 < bad.verdict.score
    assert "drug" in " ".join(point.words.lower() for point in bad.verdict.points)
    (finding,) = run(CHECKS, good)
    assert finding.code == "S103"


@pytest.mark.requires("spamassassin")
def test_email_without_an_author_is_a_finding(project: MakeProject) -> None:
    folder = project({"issues/001.md": GOOD}, author_email=None)
    opened = open_project(folder, folder)
    shelf = opened.shelf()
    (judgement,) = judgements(opened, editions(opened, shelf, shelf.manuscripts), NOW)
    (finding,) = run(CHECKS, judgement)
    assert finding.code == "S105"


def test_without_the_program_it_is_said_once(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project({"issues/001.md": GOOD, "issues/002.md": BAD})
    opened = open_project(folder, folder)
    shelf = opened.shelf()
    monkeypatch.setenv("PATH", str(tmp_path))
    found = list(judgements(opened, editions(opened, shelf, shelf.manuscripts), NOW))
    assert [run(CHECKS, it)[0].code for it in found] == ["S104"]


@pytest.mark.requires("spamassassin")
def test_the_command_says_the_score_of_one_issue(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/001.md": GOOD, "issues/002.md": BAD})
    done = run_publisher("check", "1", "--spam", "--select", "S", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "S103" in done.stdout
    assert "issues/002.md" not in done.stdout
