"""Feeds of real archives: every issue whole, nothing that a reader would drop or stumble over."""

import calendar
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import feedparser
import html5lib
import pytest
from lxml import etree

from publisher import dom, urls
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import read_archive
from publisher.feed import publication
from publisher.feed.entries.allowed_html import ATTRIBUTES, ELEMENTS
from publisher.feed.feed_options import FeedOptions
from publisher.feed.publication import FeedBuild
from publisher.identity.ledger import Ledger
from publisher.model import Archive, Issue, Newsletter

ARCHIVES = ("dynamically-typed", "this-week-in-rust", "ruanyf-weekly")
FEEDS = ("feed.xml", "atom.xml")


@pytest.fixture(scope="module", params=ARCHIVES)
def archive(request: pytest.FixtureRequest, corpus: Path) -> Archive:
    folder = corpus / request.param
    # One archive has no dates at all: each of its files gets a day of its own.
    dates = {
        path.name: datetime(2018, 4, 20, tzinfo=UTC) + timedelta(days=7 * number)
        for number, path in enumerate(sorted(folder.iterdir()))
    }
    newsletter = Newsletter("An Archive", "https://example.com/", "What it is", language="en")
    return read_archive(folder, request.param, newsletter, ContentOptions(), dates)


@pytest.fixture(scope="module")
def issues(archive: Archive) -> tuple[Issue, ...]:
    """The issues, newest first."""
    published = archive.published(datetime(2030, 1, 1, tzinfo=UTC))[::-1]
    assert len(published) >= 4
    return published


@pytest.fixture(scope="module")
def built(archive: Archive, issues: tuple[Issue, ...]) -> FeedBuild:
    options = FeedOptions(feed_limit=3, stories=True, feed_max_bytes=300_000)
    return publication.build(archive, issues, options, Ledger())


@pytest.fixture(scope="module")
def files(built: FeedBuild) -> dict[str, bytes]:
    return {document.name: document.data for document in built.documents}


def walked(files: dict[str, bytes], name: str) -> list[Any]:
    """The entries that a reader finds who follows the archives, newest first, each once."""
    found: dict[str, Any] = {}
    while name:
        parsed = feedparser.parse(files[name], sanitize_html=False, resolve_relative_uris=False)
        assert not parsed.bozo, parsed.bozo_exception
        for entry in parsed.entries:
            found.setdefault(entry.id, entry)
        links = {link.rel: link.href for link in parsed.feed.links}
        name = links.get("prev-archive", "").removeprefix("https://example.com/")
    return list(found.values())


def content_of(entry: Any) -> str:
    return str(next(part.value for part in entry.content if part.type == "text/html"))


@pytest.mark.parametrize("name", FEEDS)
def test_a_reader_gets_every_issue_with_its_id_title_link_and_date(
    files: dict[str, bytes], built: FeedBuild, issues: tuple[Issue, ...], name: str
) -> None:
    entries = walked(files, name)
    assert [entry.id for entry in entries] == [built.ids[issue.slug] for issue in issues]
    assert [entry.title for entry in entries] == [issue.title for issue in issues]
    assert [entry.link for entry in entries] == [issue.permalink for issue in issues]
    dates = [datetime.fromtimestamp(calendar.timegm(e.published_parsed), UTC) for e in entries]
    assert dates == [issue.date for issue in issues]


@pytest.mark.parametrize("name", FEEDS)
def test_the_words_of_an_entry_are_those_of_its_issue(
    files: dict[str, bytes], issues: tuple[Issue, ...], name: str
) -> None:
    for entry, issue in zip(walked(files, name), issues, strict=True):
        words = Counter(dom.text_of(dom.parse(content_of(entry))).split())
        missing = Counter(issue.text.split()) - words
        assert not missing, issue.source.path
        # A link stands for each thing that plays elsewhere, and it has words.
        media = sum(issue.html.count(f"<{tag}") for tag in ("iframe", "video", "audio", "embed"))
        if not media:
            assert words == Counter(issue.text.split()), issue.source.path


@pytest.mark.parametrize("name", FEEDS)
def test_every_link_and_image_that_can_be_followed_is_in_the_entry(
    files: dict[str, bytes], issues: tuple[Issue, ...], name: str
) -> None:
    for entry, issue in zip(walked(files, name), issues, strict=True):
        tree = dom.parse(content_of(entry))
        links = {link.get("href") for link in tree.iter("a")}
        wanted = {
            link.url
            for link in issue.links
            if urls.scheme_of(link.url) in urls.USUAL_SCHEMES and not urls.fault_of(link.url)
        }
        assert wanted <= links, issue.source.path
        assert [image.get("src") for image in tree.iter("img")] == [
            image.src for image in issue.images
        ]


def test_json_says_the_same_as_xml(files: dict[str, bytes]) -> None:
    items = json.loads(files["feed.json"])["items"]
    entries = etree.fromstring(files["atom.xml"]).findall("{*}entry")
    for key, name in (("id", "id"), ("title", "title"), ("content_html", "content")):
        assert [item[key] for item in items] == [e.findtext(f"{{*}}{name}") for e in entries]


def contents(files: dict[str, bytes]) -> list[str]:
    """The HTML of every entry of every XML feed, each once."""
    return sorted(
        {
            element.text or ""
            for name, data in files.items()
            if name.endswith((".xml", ".atom"))
            for element in etree.fromstring(data).iter("{*}content", "{*}encoded")
        }
    )


def test_no_html_parser_finds_an_error_in_any_content(files: dict[str, bytes]) -> None:
    for html in contents(files):
        html5lib.HTMLParser(strict=True).parseFragment(html, "div")


def test_no_content_holds_what_readers_drop(files: dict[str, bytes]) -> None:
    for html in contents(files):
        assert "<!--" not in html
        for element in dom.parse(html).iterdescendants():
            assert element.tag in ELEMENTS
            assert set(element.attrib) <= ATTRIBUTES.get(str(element.tag), set()) | ATTRIBUTES["*"]


def test_every_url_is_absolute_and_has_no_tracking_parameter(files: dict[str, bytes]) -> None:
    for html in contents(files):
        for element in dom.parse(html).iterdescendants():
            for name in ("href", "src", "cite"):
                if (address := element.get(name)) is not None:
                    assert urls.scheme_of(address) in {*urls.USUAL_SCHEMES, "data"}, address
                    query = dict(parse_qsl(urlsplit(address).query))
                    assert not [key for key in query if key.startswith("utm_")]
            if element.tag == "img":
                assert element.get("src")
                assert "alt" in element.attrib


def test_anchors_are_unique_in_each_feed(files: dict[str, bytes]) -> None:
    for name in FEEDS:
        anchors = [
            element.get("id")
            for content in etree.fromstring(files[name]).iter("{*}content", "{*}encoded")
            for element in dom.parse(content.text or "").iterdescendants()
            if element.get("id")
        ]
        assert len(anchors) == len(set(anchors))


def test_no_feed_is_larger_than_it_may_be(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        assert len(data) <= 300_000, name


def test_no_two_entries_of_a_feed_share_an_id_or_a_second(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".atom") or name.startswith(("atom", "archive/atom")):
            entries = etree.fromstring(data).findall("{*}entry")
            for part in ("id", "updated"):
                values = [entry.findtext(f"{{*}}{part}") for entry in entries]
                assert len(set(values)) == len(values), name
