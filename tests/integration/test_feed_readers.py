"""Readers agree with what was published: feedparser, rss-parser and feedsmith, on every feed.

The sample newsletter and every real archive, with subscription documents, archives and feeds
of stories.
"""

import json
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import feedparser
import html5lib
import pytest

from publisher import dom, urls
from publisher.ascii_uris import ascii_uri
from publisher.checks.rule import run
from publisher.feed.entries.entry import Entry
from tests.conftest import REPOSITORY, Requires
from tests.feed_validator import CHECKS, sheet_of
from tests.published import LIMIT, NAMES, NOW, Published, publish

CHECKBOXES = {"☑", "☐"}  # what stands in the feed for a box that nobody can tick
FORMATS = [("feed", ".xml"), ("atom", ".xml"), ("feed", ".json")]


@pytest.fixture(scope="module", params=NAMES)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Published:
    return publish(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def node(published: Published, requires: Requires) -> dict[str, Any]:
    """What the two parsers of the Node world read: by path, then parser."""
    for package in ("node:feedsmith", "node:rss-parser"):
        requires(package)
    paths = [str(path) for path in published.feeds.values()]
    done = subprocess.run(
        ["node", REPOSITORY / "tests/node/read_feeds.mjs", *paths],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def once(items: Iterable[Any]) -> list[Any]:
    """The items without those that an earlier document had: archives hold the newest ones too."""
    return list({item["id"]: item for item in reversed(list(items))}.values())[::-1]


def moment(parsed: Any) -> datetime:
    year, month, day, hour, minute, second = parsed[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def manifest_of(published: Published) -> list[dict[str, Any]]:
    """The issues of the manifest that are in the feeds, newest first."""
    manifest = json.loads((published.folder / "build/manifest.json").read_text("utf-8"))
    issues = [it for it in manifest["issues"] if it["date"] and not it["draft"]]
    return sorted(issues, key=lambda it: datetime.fromisoformat(it["date"]), reverse=True)


# --- feedparser --------------------------------------------------------------------------


def test_feedparser_finds_no_fault_in_any_feed(published: Published) -> None:
    paths = [path for path in published.feeds.values() if path.suffix != ".json"]
    assert len(paths) > 5
    assert {path.name: feedparser.parse(path.read_bytes()).bozo for path in paths} == {
        path.name: False for path in paths
    }


@pytest.mark.parametrize("name,extension", FORMATS[:2], ids="rss atom".split())
def test_feedparser_reads_every_issue_of_the_manifest(
    published: Published, name: str, extension: str
) -> None:
    parsed = [feedparser.parse(path.read_bytes()) for path in published.walked(name, extension)]
    items = once(item for feed in parsed for item in feed.entries)
    issues = manifest_of(published)
    ledger = json.loads((published.folder / "feeds/ids.json").read_text("utf-8"))
    ids = {row["slug"]: row["id"] for row in ledger["ids"]}
    assert len(parsed[0].entries) <= LIMIT
    read = [(item.id, item.title, item.link, moment(item.published_parsed)) for item in items]
    assert read == [
        (ids[it["slug"]], it["title"], ascii_uri(it["url"]), datetime.fromisoformat(it["date"]))
        for it in issues
    ]
    assert [item.summary_detail.type for item in items] == [
        "text/html" if name == "feed" else "text/plain"
    ] * len(items)


@pytest.mark.parametrize("name,extension", FORMATS[:2], ids="rss atom".split())
def test_feedparser_reads_the_full_content(published: Published, name: str, extension: str) -> None:
    contents: dict[str, str] = {}
    for path in published.walked(name, extension):
        parsed = feedparser.parse(
            path.read_bytes(), sanitize_html=False, resolve_relative_uris=False
        )
        contents |= {item.id: item.content[0].value for item in parsed.entries}
    for entry in published.entries:
        assert contents[entry.id] == entry.content_html.strip()


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_a_reader_that_follows_the_links_back_gets_every_issue(
    published: Published, name: str
) -> None:
    found: list[str] = []
    url = f"https://example.com/{name}"
    visited = []
    while url:
        visited.append(url)
        path = published.folder / "feeds" / urlsplit(url).path.lstrip("/")
        parsed = feedparser.parse(path.read_bytes())
        found += [item.id for item in parsed.entries if item.id not in found]
        links = {link["rel"]: link["href"] for link in parsed.feed.links}
        assert links["self"] == url
        assert links.get("current", f"https://example.com/{name}") == f"https://example.com/{name}"
        if len(visited) > 2:
            assert links["next-archive"] == visited[-2]
        url = links.get("prev-archive", "")
    assert found == [entry.id for entry in published.entries]
    assert len(visited) == len(set(visited))


# --- the Node world ----------------------------------------------------------------------


@pytest.mark.requires("node", "node:feedsmith", "node:rss-parser")
@pytest.mark.parametrize(
    "parser,name,extension",
    [("feedsmith", *form) for form in FORMATS] + [("rss-parser", *form) for form in FORMATS[:2]],
)
def test_parsers_of_the_node_world_read_the_same(
    published: Published, node: dict[str, Any], parser: str, name: str, extension: str
) -> None:
    documents = [node[str(path)][parser] for path in published.walked(name, extension)]
    items = once(item for document in documents for item in document)
    assert [_read(item) for item in items] == [
        _expected(entry, is_json=extension == ".json") for entry in published.entries
    ]


def _read(item: dict[str, Any]) -> tuple[object, ...]:
    date = datetime.fromisoformat(item["date"])
    return (item["id"], item["title"], item["link"], date, item["content"].strip())


def _expected(entry: Entry, *, is_json: bool) -> tuple[object, ...]:
    link = entry.link if is_json else ascii_uri(entry.link)
    return (entry.id, entry.title, link, entry.published, entry.content_html.strip())


@pytest.mark.requires("node", "node:feedsmith", "node:rss-parser")
def test_feeds_of_stories_are_read_alike_by_all(published: Published, node: dict[str, Any]) -> None:
    names = [name for name in published.feeds if name.startswith(("stories", "sections/"))]
    assert "stories.xml" in names
    for name in names:
        path = published.feeds[name]
        read = [item["id"] for item in node[str(path)]["feedsmith"]]
        assert len(read) == len(set(read))
        if path.suffix != ".json":
            assert [item.id for item in feedparser.parse(path.read_bytes()).entries] == read
            assert [item["id"] for item in node[str(path)]["rss-parser"]] == read


def test_every_format_holds_the_same_entries(published: Published) -> None:
    for name, path in published.feeds.items():
        if path.suffix != ".json":
            continue
        feed = json.loads(path.read_bytes())
        stem = name.removesuffix(".json")
        for other in (f"{stem}.xml", f"{stem}.atom", stem.replace("feed", "atom") + ".xml"):
            if other in published.feeds:
                entries = feedparser.parse(published.feeds[other].read_bytes()).entries
                assert [item.id for item in entries] == [item["id"] for item in feed["items"]]


# --- what stands in them -----------------------------------------------------------------


def test_the_checks_find_nothing_in_any_feed(published: Published) -> None:
    found = [
        str(finding)
        for name, path in published.feeds.items()
        for finding in run(
            CHECKS, sheet_of(name, path.read_bytes(), NOW, f"https://example.com/{quote(name)}")
        )
    ]
    assert found == []


def test_no_content_has_what_a_reader_would_take_out(published: Published) -> None:
    for path in published.feeds.values():
        if path.suffix != ".json":
            continue
        for item in json.loads(path.read_bytes())["items"]:
            tree = html5lib.parseFragment(
                item["content_html"], treebuilder="lxml", namespaceHTMLElements=False
            )
            for element in (it for top in tree if not isinstance(top, str) for it in top.iter()):
                assert isinstance(element.tag, str), "a comment"
                assert element.tag not in {"script", "style", "iframe", "form", "object", "embed"}
                for attribute, value in element.attrib.items():
                    assert attribute != "style"
                    assert not attribute.startswith("on")
                    if attribute in {"href", "src", "cite"}:
                        _assert_whole(value)


def _assert_whole(address: str) -> None:
    assert urlsplit(address).scheme, f"{address!r} is relative"
    assert urls.scheme_of(address) not in urls.DANGEROUS_SCHEMES or address.startswith(
        "data:image/"
    )
    assert urls.strip_tracking(address) == address


def test_html5lib_finds_no_fault_in_any_content(published: Published) -> None:
    for path in published.walked("feed", ".json"):
        for item in json.loads(path.read_bytes())["items"]:
            parser = html5lib.HTMLParser(strict=False)
            parser.parseFragment(item["content_html"], "div")
            assert parser.errors == []


def test_the_words_of_each_entry_are_those_of_its_issue(published: Published) -> None:
    issues = {issue.permalink: issue for issue in published.archive.issues}
    for entry in published.entries:
        words = dom.text_of(dom.parse(entry.content_html)).split()
        shown = [word for word in words if word not in CHECKBOXES]
        assert shown == issues[entry.link].text.split()
