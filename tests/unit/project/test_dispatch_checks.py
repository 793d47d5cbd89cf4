"""A send is refused for what the checks call an error, and for nothing else."""

from datetime import UTC, datetime
from pathlib import Path

from publisher.project.folder import open_project
from publisher.project.send.test_send import Dispatch, Wishes, prepare
from tests.conftest import MakeProject

NOW = datetime(2026, 6, 1, tzinfo=UTC)
BROKEN = "---\ntitle: One\ndate: 2026-01-02\n---\n* [One(https://example.com/1)\n"


def prepared(folder: Path) -> Dispatch:
    project = open_project(folder, folder)
    return prepare(project, "001", Wishes(("reader@example.org",)), NOW, folder)


def test_a_broken_link_keeps_an_issue_from_being_sent(project: MakeProject) -> None:
    errors = prepared(project({"issues/001.md": BROKEN})).errors
    assert [(it.code, it.position.line) for it in errors] == [("C308", 5)]


def test_a_warning_keeps_nothing_from_being_sent(project: MakeProject) -> None:
    folder = project({"issues/001.md": BROKEN})
    with (folder / "publisher.toml").open("a", encoding="utf-8") as settings:
        settings.write('[check.severity]\nC308 = "warning"\n')
    assert prepared(folder).errors == ()


def test_an_author_may_insist(project: MakeProject) -> None:
    text = f"{BROKEN}\n<!-- publisher: ignore C308 -->\n"
    assert prepared(project({"issues/001.md": text})).errors == ()
