"""`publisher check` as it is used: by an author, a hook and a pull request."""

import json
from pathlib import Path

import pytest

from tests.conftest import MakeProject, RunPublisher

HEAD = "---\ntitle: One\ndate: 2026-01-02\n---\n"
UNCLOSED = f"{HEAD}Results are __[blue](https://example.com/blue).\n"
BROKEN = f"{HEAD}* [One](https://example.com/1)\n* [Two(https://example.com/2)\n"


def test_a_clean_newsletter_ends_with_0(project: MakeProject, run_publisher: RunPublisher) -> None:
    folder = project({"issues/001.md": f"{HEAD}Hello, reader.\n"})
    ran = run_publisher("check", cwd=folder)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr.startswith("1 issue checked: ")


def test_a_broken_list_item_ends_with_1_and_is_named(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    ran = run_publisher("check", cwd=project({"issues/001.md": BROKEN}))
    assert ran.returncode == 1
    assert "issues/001.md:6:3: C308 unmatched '[', so this is not a link" in ran.stdout


def test_warnings_end_with_0_unless_they_are_too_many(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/001.md": UNCLOSED})
    assert run_publisher("check", cwd=folder).returncode == 0
    assert run_publisher("check", "--max-warnings", "1", cwd=folder).returncode == 0
    assert run_publisher("check", "--max-warnings", "0", cwd=folder).returncode == 1


def test_the_report_comes_twice_alike(
    project: MakeProject, run_publisher: RunPublisher, tmp_path: Path
) -> None:
    folder = project({"issues/001.md": UNCLOSED})
    first, second = (run_publisher("check", cwd=folder) for _ in range(2))
    assert any((tmp_path / "home/.cache/publisher").rglob("store.sqlite"))
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)


@pytest.mark.parametrize("option", ["--no-cache", "--verbose"])
def test_nothing_is_written_into_the_project(
    project: MakeProject, run_publisher: RunPublisher, option: str
) -> None:
    folder = project({"issues/001.md": UNCLOSED})
    run_publisher("check", option, cwd=folder)
    assert sorted(path.name for path in folder.iterdir()) == ["issues", "publisher.toml"]


@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_standard_output_contains_only_the_document(
    project: MakeProject, run_publisher: RunPublisher, format_: str
) -> None:
    ran = run_publisher("check", "--format", format_, cwd=project({"issues/001.md": BROKEN}))
    assert ran.returncode == 1
    assert "version" in json.loads(ran.stdout)


def test_single_issue_can_be_checked(project: MakeProject, run_publisher: RunPublisher) -> None:
    folder = project({"issues/001.md": BROKEN, "issues/002.md": UNCLOSED})
    ran = run_publisher("check", "002", cwd=folder)
    assert ran.returncode == 0
    assert "001.md" not in ran.stdout
    assert "C204" in ran.stdout


def test_skipped_issue_is_reported(project: MakeProject, run_publisher: RunPublisher) -> None:
    folder = project({"issues/001.md": "---\ntitle: One\n\nHello.\n"})
    ran = run_publisher("check", "issues/001.md", cwd=folder)
    assert ran.returncode == 1
    assert "C110" in ran.stdout


def test_infos_are_counted_and_shown_when_asked(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/001.md": f"{HEAD}[the code](http://github.com/)\n"})
    quiet, loud = run_publisher("check", cwd=folder), run_publisher("check", "-v", cwd=folder)
    assert "C309" not in quiet.stdout
    assert "use --verbose to show" in quiet.stderr
    assert "C309" in loud.stdout
    assert "C309" in run_publisher("check", "--select", "C309", cwd=folder).stdout


def test_statistics_count_the_findings_of_each_rule(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    ran = run_publisher("check", "--statistics", cwd=project({"issues/001.md": UNCLOSED}))
    assert "     1  C204  unclosed emphasis\n" in ran.stdout


def test_a_rule_can_be_explained_anywhere(tmp_path: Path, run_publisher: RunPublisher) -> None:
    ran = run_publisher("check", "--explain", "c204", cwd=tmp_path)
    assert ran.returncode == 0
    assert ran.stdout.startswith("C204 unclosed emphasis (warning)\n\n")


def test_explain_says_that_a_rule_was_removed(tmp_path: Path, run_publisher: RunPublisher) -> None:
    ran = run_publisher("check", "--explain", "F817", cwd=tmp_path)
    assert ran.returncode == 0
    assert ran.stdout.startswith("F817 was removed")


def test_settings_may_name_a_removed_rule(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    settings = (
        'author_name = "The editors"\n[check]\nignore = ["F817"]\nseverity = { F802 = "error" }\n'
    )
    folder = project({"issues/001.md": f"{HEAD}Hello.\n", "publisher.toml": settings})
    assert run_publisher("check", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [["--explain", "C999"], ["--ignore", "C999"], ["nowhere"], ["--format", "xml"]],
    ids=" ".join,
)
def test_wrong_use_ends_with_2(
    project: MakeProject, run_publisher: RunPublisher, arguments: list[str]
) -> None:
    ran = run_publisher("check", *arguments, cwd=project({"issues/001.md": UNCLOSED}))
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_diff_shows_and_fix_makes_the_changes(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/001.md": f"{HEAD}[the code](http://github.com/)\n"})
    before = (folder / "issues/001.md").read_bytes()
    shown = run_publisher("check", "--diff", cwd=folder)
    assert shown.returncode == 1
    assert "+[the code](https://github.com/)\n" in shown.stdout
    assert (folder / "issues/001.md").read_bytes() == before
    assert run_publisher("check", "--fix", cwd=folder).returncode == 0
    assert (folder / "issues/001.md").read_bytes() == before.replace(b"http:", b"https:")
    assert run_publisher("check", "--diff", cwd=folder).returncode == 0


def test_a_directive_and_the_settings_silence_a_rule(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    silent = f"{UNCLOSED}\n<!-- publisher: ignore C204 -->\n"
    assert run_publisher("check", cwd=project({"issues/001.md": silent})).stdout == ""
    folder = project({"issues/001.md": UNCLOSED}, check={"ignore": ["C204"]})
    assert run_publisher("check", cwd=folder).stdout == ""
