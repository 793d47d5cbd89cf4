"""`publisher preview --drafts`: what is not out yet, among the feeds, in the preview alone."""

import time

import httpx

from tests.conftest import MakeProject
from tests.preview_server import running_preview

ISSUES = {
    "issues/001.md": "---\ntitle: Out long ago\ndate: 2026-01-01\n---\n\nHello.\n",
    "issues/002.md": "---\ntitle: Of another century\ndate: 2199-01-01\n---\n\nHello.\n",
    "issues/003.md": "---\ntitle: Without a date\n---\n\nHello.\n",
    "issues/004.md": "---\ntitle: Marked as a draft\ndate: 2026-01-02\ndraft: true\n---\n\nHello.\n",
}
UNPUBLISHED = ("Of another century", "Without a date", "Marked as a draft")


def entries_of(url: str) -> str:
    """The main part of the page of the feeds, once every file was read."""
    for _ in range(50):
        main = httpx.get(f"{url}feeds").text.partition("<main")[2]
        if "Out long ago" in main:
            return main
        time.sleep(0.1)
    raise AssertionError("the page of the feeds never showed the published issue")


def test_the_feeds_hold_what_is_out(project: MakeProject) -> None:
    with running_preview(project(ISSUES)) as preview:
        main = entries_of(preview.url)
    assert not any(title in main for title in UNPUBLISHED)


def test_drafts_are_shown_among_the_feeds_where_they_are_asked_for(project: MakeProject) -> None:
    folder = project(ISSUES)
    with running_preview(folder, "--drafts") as preview:
        main = entries_of(preview.url)
    assert all(title in main for title in UNPUBLISHED)
    assert not (folder / "feeds").exists(), "the preview writes nothing"
