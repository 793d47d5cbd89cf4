"""Feeds stay small, archives stay as they are, and a reader that follows the links gets it all."""

import json
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publisher.feed.publication import FeedBuild
from publisher.model import Issue
from tests.unit.feed.letters import build_feeds, files_of, items_of, make_issue

SITE = "https://example.com/"
LINKS = ("self", "current", "prev-archive", "next-archive")


def letters(count: int, html: str = "<p>Words.</p>") -> list[Issue]:
    return [make_issue(number, html) for number in range(1, count + 1)]


def links_of(data: bytes) -> dict[str, str]:
    """The feed's own links, by rel."""
    root = etree.fromstring(data)
    links = root.xpath("*[local-name()='link'] | channel/*[local-name()='link']")
    return {link.get("rel"): link.get("href") for link in links if link.get("rel") in LINKS}


def walked(files: dict[str, bytes], name: str) -> list[str]:
    """The ids that a reader finds who follows prev-archive, newest document first."""
    ids: list[str] = []
    while name:
        ids += [entry.id for entry in feedparser.parse(files[name]).entries]
        name = links_of(files[name]).get("prev-archive", "").removeprefix(SITE)
    return ids


@pytest.mark.parametrize("main", ["feed.xml", "atom.xml"])
@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 7, 8])
def test_a_reader_who_follows_the_archives_gets_every_issue(main: str, count: int) -> None:
    build = build_feeds(*letters(count), feed_limit=3)
    assert list(dict.fromkeys(walked(files_of(build), main))) == list(build.ids.values())[::-1]


def test_json_feed_links_to_older_entries_by_next_url() -> None:
    files = files_of(build_feeds(*letters(8), feed_limit=3))
    name, ids = "feed.json", []
    while name:
        document = json.loads(files[name])
        ids += [item["id"] for item in document["items"]]
        name = document.get("next_url", "").removeprefix(SITE)
    assert len(set(ids)) == 8


@pytest.mark.parametrize("main", ["feed.xml", "atom.xml"])
def test_archives_are_linked_both_ways_and_to_the_feed(main: str) -> None:
    files = files_of(build_feeds(*letters(8), feed_limit=3))
    stem = main.removesuffix(".xml")
    first, second = f"archive/{stem}-001.xml", f"archive/{stem}-002.xml"
    assert links_of(files[main]) == {"self": SITE + main, "prev-archive": SITE + second}
    assert links_of(files[second]) == {
        "self": SITE + second, "current": SITE + main, "prev-archive": SITE + first,
    }  # fmt: skip
    assert links_of(files[first]) == {
        "self": SITE + first, "current": SITE + main, "next-archive": SITE + second,
    }  # fmt: skip


@pytest.mark.parametrize("main", ["feed", "atom"])
def test_only_archive_documents_say_that_they_are(main: str) -> None:
    files = files_of(build_feeds(*letters(8), feed_limit=3))
    mark = b"<fh:archive/>"
    assert mark in files[f"archive/{main}-001.xml"]
    assert mark not in files[f"{main}.xml"]
    assert b"xmlns:fh" not in files[f"{main}.xml"]


def archives_of(build: FeedBuild) -> dict[str, bytes]:
    return {name: data for name, data in files_of(build).items() if name.startswith("archive/")}


def test_a_new_issue_changes_no_archive_but_for_the_link_to_its_successor() -> None:
    before: dict[str, bytes] = {}
    for count in range(1, 14):
        after = archives_of(build_feeds(*letters(count), feed_limit=3))
        assert set(before) <= set(after)
        changed = {name for name, data in before.items() if after[name] != data}
        if len(after) == len(before):
            assert changed == set()
        for name in changed:
            new_lines = set(after[name].splitlines()) - set(before[name].splitlines())
            assert name.endswith(f"-{len(before) // 3:03d}.xml")
            assert [b"next-archive" in line for line in new_lines] == [True]
        before = after
    assert len(before) == 12


def test_an_edited_issue_changes_only_the_archive_that_holds_it() -> None:
    issues = letters(12)
    before = archives_of(build_feeds(*issues, feed_limit=3))
    issues[4] = make_issue(5, "<p>Edited.</p>")
    after = archives_of(build_feeds(*issues, feed_limit=3))
    assert {name for name in before if before[name] != after[name]} == {
        "archive/feed-002.xml", "archive/atom-002.xml", "archive/feed-002.json",
    }  # fmt: skip


def rebuilt(before: FeedBuild, *issues: Issue, **options: Any) -> FeedBuild:
    """The next build, with the ledger that the program would have kept of the first."""
    numbers: dict[str, int] = {}
    for document in before.documents:
        numbers |= document.archives
    return build_feeds(*issues, ledger=before.ledger.with_archives(numbers), **options)


@pytest.mark.parametrize("size", [100, 9_000])
@pytest.mark.parametrize("change", ["longer", "shorter", "deleted", "inserted", "dated back"])
def test_a_change_of_an_old_issue_moves_no_other_issue_to_another_archive(
    change: str, size: int
) -> None:
    issues = letters(40, f"<p>{'word ' * (size // 5)}</p>")
    options: dict[str, Any] = {"feed_limit": 6, "feed_max_bytes": 60_000}
    first = build_feeds(*issues, **options)
    before = archives_of(first)
    after = list(issues)
    if change == "longer":
        after[3] = make_issue(4, f"<p>{'word ' * 5_000}</p>")
    elif change == "shorter":
        after[3] = make_issue(4, "<p>Short.</p>")
    elif change == "deleted":
        del after[3]
    elif change == "inserted":
        after.append(make_issue(99, date=issues[3].date))
    else:
        after[-1] = make_issue(40, date=issues[3].date)
    build = rebuilt(first, *after, **options)
    now = archives_of(build)
    changed = {name for name in before if now.get(name) != before[name]}
    assert changed
    # The archive that holds it, and for an archive with a second part the link of its neighbour.
    assert {name.partition(".")[0][-3:] for name in changed} <= {"001", "002", "003"}
    assert all(len(data) <= 60_000 for data in now.values())
    files = files_of(build)
    assert set(walked(files, "atom.xml")) == set(build.ids.values())


def test_without_archives_a_feed_links_to_none() -> None:
    files = files_of(build_feeds(*letters(9), feed_limit=3, feed_archives=False))
    assert not any("archive" in name for name in files)
    assert b"archive" not in files["feed.xml"] + files["atom.xml"]
    assert "next_url" not in json.loads(files["feed.json"])


@pytest.mark.parametrize("size", [100, 3_000, 30_000])
def test_a_feed_holds_the_newest_issues_that_fit(size: int) -> None:
    html = f"<p>{'<b>a&amp;b</b> ' * (size // 16)}</p>"
    files = files_of(build_feeds(*letters(40, html), feed_max_bytes=100_000))
    for name, data in files.items():
        assert len(data) <= 100_000, name
    assert 1 <= len(items_of(files["feed.xml"])) <= 20
    assert len(items_of(files["feed.xml"])) == len(json.loads(files["feed.json"])["items"])
    if size == 100:
        assert len(items_of(files["feed.xml"])) == 20
    else:  # nearly full: no issue is kept out for nothing
        largest = max(len(files[name]) for name in ("feed.xml", "atom.xml", "feed.json"))
        per_issue = largest / len(items_of(files["feed.xml"]))
        assert largest > 100_000 - 8_192 - 1.15 * per_issue - 150 * 20


def test_issue_larger_than_the_limit_is_the_only_entry() -> None:
    issues = [*letters(3), make_issue(4, f"<p>{'word ' * 30_000}</p>")]
    files = files_of(build_feeds(*issues, feed_max_bytes=50_000))
    assert [item.findtext("title") for item in items_of(files["feed.xml"])] == ["Issue 4"]
    assert len(set(walked(files, "atom.xml"))) == 4


@given(
    st.lists(st.integers(0, 12_000), max_size=25),
    st.integers(1, 6),
    st.sampled_from([20_000, 40_000]),
)
def test_no_issue_is_lost_between_archives_whatever_their_sizes(
    sizes: list[int], limit: int, max_bytes: int
) -> None:
    issues = [make_issue(n, f"<p>{'x' * size}</p>") for n, size in enumerate(sizes, start=1)]
    options: dict[str, Any] = {"feed_limit": limit, "feed_max_bytes": max_bytes}
    build = build_feeds(*issues, feed_formats=["atom"], feed_page="", **options)
    files = files_of(build)
    assert set(walked(files, "atom.xml")) == set(build.ids.values())
    for name, data in files.items():
        if name.endswith(".xml"):
            assert len(items_of(data)) <= limit
            assert len(data) <= max_bytes or len(items_of(data)) == 1
