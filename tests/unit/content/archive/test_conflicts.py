"""Two issues that claim one address, as web servers and file systems compare them."""

from datetime import UTC, datetime

import pytest

from publisher.project.build.build_project import build
from publisher.project.folder import open_project
from tests.conftest import MakeProject


@pytest.mark.parametrize("slugs", [("harbour", "Harbour"), ("straße", "STRASSE"), ("été", "ÉTÉ")])
def test_slugs_that_differ_only_by_case_are_one(
    slugs: tuple[str, str], project: MakeProject
) -> None:
    """On some file systems one email would be written over the other."""
    files = {
        f"issues/{number}.md": f"---\ntitle: T{number}\nslug: {slug}\ndate: 2026-01-0{number}\n---\nx\n"
        for number, slug in enumerate(slugs, start=1)
    }
    folder = project(files)
    report = build(open_project(folder, folder), datetime(2026, 6, 1, tzinfo=UTC))
    emails = list((folder / "build/emails").glob("*.html"))
    assert len(emails) == len({path.name.casefold() for path in emails}) == 1
    assert report.skipped == 1
