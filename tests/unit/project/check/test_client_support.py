"""What mail clients show of an email, feature by feature."""

from publisher.project.check.client_support import FIRST, SupportTable, support_table
from publisher.project.folder import open_project
from publisher.project.live.live_project import Live
from tests.conftest import MakeProject


def table_of(project: MakeProject, body: str) -> SupportTable:
    folder = project({"issues/001.md": f"---\ntitle: T\ndate: 2026-01-01\n---\n{body}\n"})
    live = Live(lambda: open_project(folder, folder))
    made = live.sight("001.md").edition
    assert made
    return support_table(live.desk(), made)


def test_a_feature_that_is_used_has_a_word_for_every_client(project: MakeProject) -> None:
    table = table_of(project, "![A map](https://example.com/map.svg)")
    rows = dict(table.rows)
    (name,) = [it for it in rows if "SVG" in it]
    assert [it.client for it in rows[name]] == [*FIRST, "Others"]
    words = {it.client: it.word for it in rows[name]}
    assert words["Apple Mail"] == "yes"
    assert words["Gmail"] in {"no", "partly"}
    assert "Android" in rows[name][0].detail


def test_a_feature_that_is_not_used_is_not_listed(project: MakeProject) -> None:
    assert not [name for name, _ in table_of(project, "Words.").rows if "SVG" in name]
