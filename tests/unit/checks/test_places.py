"""A place is that of the file, whatever stands above the body."""

from pathlib import Path

import pytest

from publisher.diagnostics import Position
from publisher.project.check.check_project import check
from publisher.project.folder import open_project
from tests.conftest import MakeProject
from tests.unit.checks.conftest import NOW

BODY = "Hello.\n\nResults are __[blue](https://example.com).\n"
HEADS = {
    "yaml": "---\ntitle: One\ndate: 2026-01-02\ntags: [a, b]\n---\n",
    "toml": '+++\ntitle = "One"\ndate = 2026-01-02\n+++\n\n',
    "pelican": "Title: One\nDate: 2026-01-02\n\n",
    "heading": "# One\n\n",
    "none": "",
}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("dialect", HEADS)
def test_finding_is_at_the_position_shown_by_an_editor(
    project: MakeProject, dialect: str, mark: str, ending: str
) -> None:
    head = HEADS[dialect]
    text = f"{mark}{head}{BODY}".replace("\n", ending)
    body = BODY if dialect != "none" else ""
    folder = project({"issues/one.md": text if body else f"# T\n\n{BODY}".replace("\n", ending)})
    line = (head.count("\n") if body else 2) + 3
    assert places(folder, "C204") == [Position(line, 13)]


def test_finding_in_restored_text_has_the_position_in_the_restored_text(
    project: MakeProject,
) -> None:
    text = f"---\ntitle: One\n---\nIt’s “here” – it’s now.\n\n{BODY}"
    folder = project({"issues/one.md": text.encode().decode("mac_roman").encode()})
    assert places(folder, "C204") == [Position(8, 13)]


def places(folder: Path, code: str) -> list[Position]:
    report = check(open_project(folder, folder), [], folder, NOW)
    return [it.position for it in report.findings if it.code == code]
