"""`publisher adopt-feed`: an archive that moved here keeps its readers' marks."""

import feedparser

from tests.conftest import MakeProject, RunPublisher

OLD = """<?xml version="1.0"?><rss version="2.0"><channel><title>Old</title>
<link>https://old.example.org</link><description>d</description>
<item><title>Second</title><link>https://old.example.org/p/second</link>
<guid isPermaLink="false">old-guid-2</guid></item>
<item><title>Issue 1: the first</title><link>https://old.example.org/p/x</link>
<guid>https://old.example.org/p/x</guid></item>
<item><title>Gone</title><guid isPermaLink="false">old-guid-9</guid></item>
</channel></rss>"""

ISSUES = {
    "issues/001.md": "---\ntitle: 'Issue 1: the first'\ndate: 2026-01-01\n---\nx",
    "issues/002.md": "---\ntitle: Second\naliases: [/p/second]\ndate: 2026-01-02\n---\nx",
    "old.xml": OLD,
}


def test_issues_keep_the_ids_of_the_older_feed(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES)
    done = run_publisher("adopt-feed", "old.xml", cwd=folder)
    assert done.returncode == 1, "the entry without an issue is listed"
    assert "Gone" in done.stdout
    assert "2 ids adopted" in done.stdout
    run_publisher("build", cwd=folder)
    feed = feedparser.parse((folder / "feeds/feed.xml").read_bytes())
    assert [entry.id for entry in feed.entries] == ["old-guid-2", "https://old.example.org/p/x"]


def test_file_that_is_not_a_feed_is_reported_with_a_message(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    folder = project(ISSUES | {"old.xml": "not a feed"})
    done = run_publisher("adopt-feed", "old.xml", cwd=folder)
    assert done.returncode == 2
    assert "not a feed" in done.stderr
    assert run_publisher("adopt-feed", "nowhere.xml", cwd=folder).returncode == 2
