"""Bad input: each is named with file and line, nothing else suffers, nothing escapes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MakeProject, RunPublisher

GOOD = "---\ntitle: The good one\ndate: 2026-01-02\n---\n\nWords.\n"
BOMB = (
    "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\ntitle: *b\n---\n\nWords.\n"
)

BAD: dict[str, tuple[str | bytes, str, int]] = {
    "empty": ("", "C106", 1),
    "blank": ("\n\n  \n", "C106", 1),
    "no text": ("---\ntitle: T\ndate: 2026-01-01\n---\n", "C106", 1),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "C102", 1),
    "latin-1": (b"# Caf\xe9\n\nCaf\xe9 cr\xe8me.\n", "C102", 1),
    "not closed": ("---\ntitle: T\ndate: 2026-01-01\n\nWords.\n", "C110", 1),
    "not a mapping": ("---\n- a\n- b\n---\n\nWords.\n", "C112", 2),
    "tab": ("---\ntitle: T\nextra:\n\t- x\n---\n\nWords.\n", "C111", 4),
    "python tag": ("---\ntitle: !!python/object/apply:os.system ['true']\n---\n\nWords.\n", "C114", 2),
    "alias bomb": (BOMB, "C114", 2),
    "duplicate key": ("---\ntitle: A\ntitle: B\n---\n\nWords.\n", "C113", 3),
    "no date": ("---\ntitle: T\ndate: next Tuesday\n---\n\nWords.\n", "C130", 3),
    "long title": (f"---\ntitle: {'x' * 10_000}\ndate: 2026-01-01\n---\n\nWords.\n", "C121", 2),
    "newline in title": ('---\ntitle: "a\\nBcc: x@example.org"\n---\n\nWords.\n', "C116", 2),
    "path in slug": ("---\ntitle: T\nslug: ../../escaped\n---\n\nWords.\n", "C116", 3),
    "slash in slug": ("---\ntitle: T\nslug: a/b\n---\n\nWords.\n", "C116", 3),
    "nul in slug": ('---\ntitle: T\nslug: "a\\0b"\n---\n\nWords.\n', "C116", 3),
    "climbing alias": ("---\ntitle: T\naliases: [/a/../../b]\n---\n\nWords.\n", "C116", 3),
    "newline in alias": ('---\ntitle: T\naliases: ["/a\\nb"]\n---\n\nWords.\n', "C116", 3),
    "no title": ("Words without a title.\n", "C120", 1),
    "toml": ('+++\ntitle = "T\n+++\n\nWords.\n', "C111", 2),
    "xml": ("---\ntitle: T\ndate: 2026-01-01\n---\n\nWo\x0brds.\n", "C104", 6),
    "20 MB line": ("x" * 20_000_000, "C107", 1),
}  # fmt: skip


def everything_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_rest_is_published(
    name: str, project: MakeProject, run_publisher: RunPublisher, tmp_path: Path
) -> None:
    text, code, line = BAD[name]
    folder = project({"issues/001-good.md": GOOD, "issues/002-bad.md": text})
    before = everything_below(tmp_path)
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert f"issues/002-bad.md:{line}:" in done.stderr
    assert code in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    manifest = json.loads((folder / "build/manifest.json").read_text("utf-8"))
    assert "001-good" in {issue["slug"] for issue in manifest["issues"]}
    assert (folder / "build/emails/001-good.html").is_file()
    assert "The good one" in (folder / "feeds/feed.xml").read_text("utf-8")
    new = {path for path in everything_below(tmp_path) - before if not path.startswith("home")}
    outputs = (f"{folder.name}/build", f"{folder.name}/feeds")
    assert all(path.startswith(outputs) for path in new)


def build_beside(
    project: MakeProject, run_publisher: RunPublisher, prepare: Callable[[Path], object]
) -> str:
    folder = project({"issues/001-good.md": GOOD})
    prepare(folder / "issues")
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (folder / "build/emails/001-good.html").is_file()
    return done.stderr


def test_a_folder_named_like_an_issue_is_named(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    said = build_beside(project, run_publisher, lambda issues: (issues / "x.md").mkdir())
    assert "issues/x.md:1:1: C101" in said


def test_a_dangling_link_is_named(project: MakeProject, run_publisher: RunPublisher) -> None:
    said = build_beside(
        project, run_publisher, lambda issues: (issues / "x.md").symlink_to("nowhere.md")
    )
    assert "issues/x.md:1:1: C101" in said


def test_an_unreadable_file_is_named(project: MakeProject, run_publisher: RunPublisher) -> None:
    def prepare(issues: Path) -> None:
        # A link to itself cannot be read by anybody; permissions do not stop root.
        (issues / "x.md").symlink_to("x.md")
        (issues / "y.md").write_text(GOOD)
        (issues / "y.md").chmod(0)

    said = build_beside(project, run_publisher, prepare)
    assert "issues/x.md:1:1: C101" in said


def test_two_issues_with_one_slug_are_an_error_that_names_both(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    other = "---\ntitle: The other\nslug: 001-Good\ndate: 2026-01-03\n---\n\nWords.\n"
    said = build_beside(project, run_publisher, lambda issues: (issues / "2.md").write_text(other))
    assert "issues/2.md:3:7: C140" in said
    assert "issues/001-good.md" in said


def test_a_content_folder_that_is_not_there_is_a_wrong_setting(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    done = run_publisher("build", cwd=project({}))
    assert done.returncode == 2
    assert "issues" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_names_the_nearest_one(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/1.md": GOOD}, feed_limits=3)
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 2
    assert "feed_limits" in done.stderr
    assert "feed_limit'" in done.stderr
    environment = run_publisher(
        "build", cwd=project({"issues/1.md": GOOD}), env={"PUBLISHER_TITEL": "x"}
    )
    assert environment.returncode == 2
    assert "'title'" in environment.stderr


def test_a_control_character_in_a_title_does_not_reach_the_terminal(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project({"issues/1.md": '---\ntitle: "a\\e[2Jb"\n---\n\nWords.\n'})
    done = run_publisher("build", cwd=folder)
    assert done.returncode == 1
    assert "\x1b" not in done.stderr + done.stdout
