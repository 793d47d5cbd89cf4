"""The feeds of an archive as a whole: what stands in them, in which order, under which address."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publisher.feed import publication
from publisher.feed.document import Feed
from publisher.feed.entries.content import EntryContent
from publisher.feed.entries.parts import IssueContents
from publisher.feed.feed_options import FeedOptions
from publisher.feed.formats import atom, json_feed, rss
from publisher.feed.publication import FeedBuild
from publisher.identity.ledger import Ledger
from publisher.model import Archive, Image, Issue, Newsletter
from tests.unit.feed.letters import NEWSLETTER, build_feeds, child, files_of, items_of, make_issue

XML = ("feed.xml", "atom.xml")


@pytest.mark.parametrize("name", XML)
def test_entries_stand_newest_first_whatever_order_they_come_in(name: str) -> None:
    issues = [make_issue(number) for number in (2, 5, 1, 4, 3)]
    titles = [child(item, "title") for item in items_of(files_of(build_feeds(*issues))[name])]
    assert titles == ["Issue 5", "Issue 4", "Issue 3", "Issue 2", "Issue 1"]


@pytest.mark.parametrize("name", XML)
def test_issues_of_one_moment_keep_a_stable_order(name: str) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    issues = [make_issue(number, date=moment) for number in (3, 1, 2)]
    for order in (issues, issues[::-1]):
        items = items_of(files_of(build_feeds(*order))[name])
        assert [child(item, "title") for item in items] == ["Issue 3", "Issue 2", "Issue 1"]


def test_no_two_entries_share_the_second_of_their_update_and_dates_stay_true() -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    build = build_feeds(*(make_issue(number, date=moment) for number in range(4)))
    assert [one.updated - moment for one in build.issues] == [
        timedelta(seconds=n) for n in range(4)
    ]
    assert {one.published for one in build.issues} == {moment}


def test_a_later_issue_moves_no_second_of_an_earlier_one() -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    issues = [make_issue(number, date=moment) for number in range(4)]
    assert build_feeds(*issues).issues[:3] == build_feeds(*issues[:3]).issues


def test_updated_is_the_date_until_the_author_says_otherwise() -> None:
    issue = make_issue(1)
    assert issue.date is not None
    later, earlier = issue.date + timedelta(days=3), issue.date - timedelta(days=3)
    edited = replace(issue, intro_html="<p>Other words.</p>")
    for changed, updated in (
        (issue, issue.date),
        (edited, issue.date),
        (replace(issue, updated=later), later),
        (replace(issue, updated=earlier), issue.date),
    ):
        (one,) = build_feeds(changed).issues
        assert one.updated == updated
        assert one.published == issue.date


def test_the_head_is_dated_by_its_newest_entry_and_never_by_the_clock() -> None:
    build = build_feeds(
        make_issue(1, updated=datetime(2031, 2, 3, 4, 5, 6, 7, tzinfo=UTC)), make_issue(2)
    )
    files = files_of(build)
    assert (
        etree.fromstring(files["feed.xml"]).findtext("channel/lastBuildDate")
        == "Mon, 03 Feb 2031 04:05:06 +0000"
    )
    assert child(etree.fromstring(files["atom.xml"]), "updated") == "2031-02-03T04:05:06+00:00"


def test_any_zone_is_published_in_utc_to_the_second() -> None:
    odd = timezone(-timedelta(minutes=44, seconds=30))
    (one,) = build_feeds(make_issue(1, date=datetime(1971, 5, 5, 12, 0, 0, 999, tzinfo=odd))).issues
    assert one.published == datetime(1971, 5, 5, 12, 44, 30, tzinfo=UTC)
    assert one.published.microsecond == 0


@pytest.mark.parametrize("name", [*XML, "feed.json"])
def test_a_newsletter_without_issues_has_feeds_too(name: str) -> None:
    data = files_of(build_feeds())[name]
    if name == "feed.json":
        assert json.loads(data)["items"] == []
    else:
        assert not feedparser.parse(data).bozo


def test_what_is_set_is_written_where_it_is_set() -> None:
    files = files_of(
        build_feeds(
            make_issue(1),
            feed_formats=["json", "rss"], rss_file="index.xml", json_file="index.json",
            feed_url="https://feeds.example.org/letter", feed_page="",
        )
    )  # fmt: skip
    assert set(files) == {"index.xml", "index.json", "feed.css"}
    assert (
        json.loads(files["index.json"])["feed_url"] == "https://feeds.example.org/letter/index.json"
    )
    assert b'href="https://feeds.example.org/letter/index.xml" rel="self"' in files["index.xml"]


def test_no_format_writes_nothing() -> None:
    assert files_of(build_feeds(make_issue(1), feed_formats=[])) == {}


def test_a_summary_is_the_authors_own_or_the_first_words() -> None:
    build = build_feeds(make_issue(1, summary="Mine."), make_issue(2))
    assert [entry.summary for entry in build.entries()] == ["The first words.", "Mine."]


def test_the_image_is_the_cover_or_else_the_first() -> None:
    images = (Image("https://example.com/a.png", ""), Image("https://example.com/b.png", ""))
    entries = build_feeds(
        make_issue(3, images=images),
        make_issue(2, images=images, image="https://example.com/c.png"),
        make_issue(1),
    ).entries()
    assert [entry.image for entry in entries] == [
        "https://example.com/a.png",
        "https://example.com/c.png",
        "",
    ]


def test_a_picture_that_rss_does_not_know_is_left_to_the_other_formats() -> None:
    files = files_of(
        build_feeds(
            make_issue(1),
            feed_logo="https://example.com/logo.svg",
            feed_icon="https://example.com/icon.png",
        )
    )
    root = etree.fromstring(files["feed.xml"])
    assert root.findtext("channel/image/url") == "https://example.com/icon.png"
    assert root.findtext("channel/image/title") == NEWSLETTER.title
    assert b"logo.svg" in files["atom.xml"]


@pytest.mark.parametrize("name", XML)
def test_anchors_are_unique_in_a_feed_of_issues_with_the_same_footnotes(name: str) -> None:
    html = '<h2 id="news">News<sup id="fnref:1"><a href="#fn:1">1</a></sup></h2><ol><li id="fn:1">x</li></ol>'
    files = files_of(build_feeds(make_issue(1, html, slug="a"), make_issue(2, html, slug="a-news")))
    content = "encoded" if name == "feed.xml" else "content"
    anchors = [
        element.get("id")
        for item in items_of(files[name])
        for element in etree.HTML(child(item, content)).iter()
        if element.get("id")
    ]
    assert len(anchors) == len(set(anchors)) == 6


def test_unfit_characters_of_settings_break_no_feed() -> None:
    newsletter = Newsletter(
        "A\x0bB\ud800", "https://example.com/", "\x00D\x92s", author_name="\ufffe"
    )
    issue = make_issue(
        1,
        "<p>a\x0bb</p>",
        title="T\x0b\ud83dt",
        tags=("x\x00", "\x01"),
        authors=("\x02",),
        id="i\x0bd",
    )
    for name, data in files_of(build_feeds(issue, newsletter=newsletter)).items():
        if name in XML:
            parsed = feedparser.parse(data)
            assert not parsed.bozo
            assert (parsed.feed.title, parsed.feed.subtitle) == ("AB", "D’s")
            assert [tag.term for tag in parsed.entries[0].tags] == ["x"]


class Counting(IssueContents):
    """The contents of issues, and for which of them they were loaded."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(issues)
        self.loaded: list[str] = []

    def content(self, slug: str) -> EntryContent:
        self.loaded.append(slug)
        return super().content(slug)


def test_a_content_is_loaded_only_for_a_document_that_is_made() -> None:
    issues = [make_issue(number, f"<p>{number}</p>") for number in range(1, 30)]
    contents = Counting(issues)
    options = FeedOptions(feed_limit=5)
    archive = Archive(NEWSLETTER, tuple(issues))
    documents = list(publication.build(archive, issues, options, Ledger(), contents).documents)
    assert len({document.digest for document in documents}) == len(documents) == 20
    assert contents.loaded == []
    (main,) = (document for document in documents if document.name == "feed.xml")
    assert main.data
    assert contents.loaded == ["029", "028", "027", "026", "025"]


EDITS = st.sampled_from(
    [
        {}, {"title": "Other"}, {"summary": "Other"}, {"html": "<p>Other</p>"}, {"tags": ("x",)},
        {"authors": ("X",)}, {"language": "de"}, {"text": "Other"}, {"permalink": "https://example.com/x/"},
        {"image": "https://example.com/x.png"}, {"date": datetime(2024, 1, 9, tzinfo=UTC)},
        {"updated": datetime(2026, 1, 9, tzinfo=UTC)}, {"id": "urn:x:other"},
        {"excerpt": "Other"},
    ]
)  # fmt: skip


@given(number=st.integers(1, 4), edit=EDITS, options=st.sampled_from([{}, {"feed_ttl": 5}]))
def test_a_document_has_another_digest_exactly_if_it_has_other_bytes(
    number: int, edit: dict[str, Any], options: dict[str, Any]
) -> None:
    before = build_feeds(*(make_issue(it) for it in range(1, 5)), feed_limit=2)
    issues = [make_issue(it, **(edit if it == number else {})) for it in range(1, 5)]
    after = build_feeds(*issues, feed_limit=2, **options)
    known = {document.name: document for document in before.documents}
    for document in after.documents:
        if document.name in known:
            was = known[document.name]
            if document.data != was.data:
                assert document.digest != was.digest, document.name
            elif not edit and not options:
                assert document.digest == was.digest


SCRIPT = """
import hashlib, sys
from tests.unit.feed.letters import build_feeds, files_of, make_issue
issues = [make_issue(n, tags=("b", "a", "c"), authors=("x", "y")) for n in range(30)]
for name, data in files_of(build_feeds(*issues, stories=True, hub="https://hub.example.com/")).items():
    print(name, hashlib.sha256(data).hexdigest())
"""


def test_the_bytes_are_the_same_under_any_hash_seed_zone_and_locale(
    repository: Path, tmp_path: Path
) -> None:
    def printed(**environment: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONPATH": str(repository), **environment},
            cwd=tmp_path, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    first = printed(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    assert first.count("\n") >= 9
    assert printed(PYTHONHASHSEED="2", TZ="Asia/Kathmandu", LC_ALL="C.UTF-8") == first


def test_documents_are_made_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the archive, no more contents are in memory than one document holds."""
    import gc

    from publisher.feed.entries.entry import Entry

    build: FeedBuild = build_feeds(*(make_issue(number) for number in range(200)), feed_limit=5)
    most = 0

    def whole() -> int:
        return sum(isinstance(it, Entry) and bool(it.content_html) for it in gc.get_objects())

    def counted(feed: Feed) -> bytes:
        nonlocal most
        most = max(most, whole())
        return b"x"

    for module in (atom, json_feed, rss):
        monkeypatch.setattr(module, "write", counted)
    assert all(document.data for document in build.documents)
    assert 0 < most <= 10  # those of one document, and what the one before it left


def test_options_refuse_what_cannot_be_published() -> None:
    from pydantic import ValidationError

    wrong: list[dict[str, Any]] = [
        {"id_template": "{host}"},
        {"id_template": "{nonsense}"},
        {"id_template": "{slug"},
        {"rss_file": "../feed.xml"},
        {"rss_file": "atom.xml"},
        {"rss_file": ""},
        {"hub": "hub.example.com"},
        {"feed_formats": ["opml"]},
        {"feed_limit": 0},
    ]
    for options in wrong:
        with pytest.raises(ValidationError):
            FeedOptions(**options)
