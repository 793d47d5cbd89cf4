"""The feeds of a preview are those that a build writes."""

from datetime import UTC, datetime

import pytest

from publisher.project.build.build_project import build
from publisher.project.folder import open_project
from publisher.project.live.entry_preview import entry_preview
from publisher.project.live.feed_preview import feed_preview
from publisher.project.live.live_project import Live
from tests.conftest import MakeProject

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FILES = {
    "issues/001.md": "---\ntitle: First\ndate: 2026-01-01\n---\nHello.\n",
    "issues/002.md": "---\ntitle: Second\ndate: 2026-02-01\nupdated: 2027-01-01\n---\nHello.\n",
    "issues/003.md": "---\ntitle: Scheduled\ndate: 2027-01-01\n---\nHello.\n",
    "issues/004.md": "---\ntitle: Draft\ndate: 2026-01-01\ndraft: true\n---\nHello.\n",
    "issues/005.md": "---\ntitle: Undated\n---\nHello.\n",
}


@pytest.fixture
def live(project: MakeProject) -> Live:
    folder = project(FILES, site_url="https://letter.example.com/", feed_archives=False)
    return Live(lambda: open_project(folder, folder))


def test_the_preview_shows_the_documents_that_a_build_writes(live: Live) -> None:
    shown = {it.name: it.data for it in feed_preview(live, NOW, drafts=False).documents}
    project = live.present.project
    build(project, NOW)
    feeds = project.path(project.settings.feeds_dir)
    assert shown == {name: (feeds / name).read_bytes() for name in shown}
    assert len(shown) == 3


def test_drafts_are_shown_with_the_date_of_today(live: Live) -> None:
    preview = feed_preview(live, NOW, drafts=True)
    assert {it.title: it.published for it in preview.entries}["Undated"] == NOW
    assert preview.published == len(FILES)


@pytest.mark.parametrize(
    "file,words",
    [("001.md", ""), ("003.md", "in the future"), ("004.md", "a draft"), ("005.md", "no date")],
)
def test_an_entry_says_why_no_feed_has_it(live: Live, file: str, words: str) -> None:
    made = live.sight(file).edition
    assert made
    shown = entry_preview(live.present, made.issue, NOW)
    assert words in shown.why_absent
    assert bool(words) == bool(shown.why_absent)
    assert [it.document for it in shown.sources] == ["feed.xml", "atom.xml", "feed.json"]
    assert all(shown.entry.title in it.text for it in shown.sources)
