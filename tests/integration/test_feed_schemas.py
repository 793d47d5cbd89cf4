"""Every feed is valid: Atom by the grammar of RFC 4287, JSON Feed by a schema of its specification."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from tests.conftest import REPOSITORY
from tests.feed_validator.grammar import ATOM_NS
from tests.published import NAMES, Published, publish

FIXTURES = Path(__file__).parents[1] / "fixtures"
ATOM_GRAMMAR = etree.RelaxNG(etree.parse(FIXTURES / "atom.rng"))
JSON_FEED = jsonschema.Draft202012Validator(
    json.loads((FIXTURES / "json-feed-1.1.schema.json").read_text("utf-8")),
    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
)
ENTRY = "{http://www.w3.org/2005/Atom}entry"


@pytest.fixture(scope="module", params=NAMES)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Published:
    return publish(request.param, tmp_path_factory.mktemp(request.param))


def faults_of_atom(tree: Any) -> list[str]:
    return [] if ATOM_GRAMMAR.validate(tree) else [str(error) for error in ATOM_GRAMMAR.error_log]


def faults_of_json_feed(feed: Any) -> list[str]:
    return [error.message for error in JSON_FEED.iter_errors(feed)]


def test_every_atom_document_follows_the_grammar(published: Published) -> None:
    trees = {
        name: etree.parse(path) for name, path in published.feeds.items() if path.suffix != ".json"
    }
    atom = {
        name: tree for name, tree in trees.items() if tree.getroot().tag == f"{{{ATOM_NS}}}feed"
    }
    assert len(atom) >= 3
    assert {name: faults_of_atom(tree) for name, tree in atom.items()} == {
        name: [] for name in atom
    }


def test_every_json_feed_follows_the_schema(published: Published) -> None:
    feeds = {
        name: json.loads(path.read_bytes())
        for name, path in published.feeds.items()
        if path.suffix == ".json"
    }
    assert len(feeds) >= 3
    assert {name: faults_of_json_feed(feed) for name, feed in feeds.items()} == {
        name: [] for name in feeds
    }


def test_the_committed_feeds_are_valid() -> None:
    assert faults_of_atom(etree.parse(REPOSITORY / "feeds/atom.xml")) == []
    assert faults_of_json_feed(json.loads((REPOSITORY / "feeds/feed.json").read_bytes())) == []


# --- the grammar and the schema themselves -----------------------------------------------


@pytest.mark.parametrize(
    "breaks",
    [
        lambda feed: feed.remove(feed.find("{*}id")),
        lambda feed: feed.remove(feed.find("{*}title")),
        lambda feed: feed.remove(feed.find("{*}updated")),
        lambda feed: feed.append(etree.Element(f"{{{ATOM_NS}}}pubDate")),
        lambda feed: feed.find("{*}updated").__setattr__("text", "yesterday"),
        lambda feed: feed.find("{*}link").attrib.pop("href"),
        lambda feed: feed.find("{*}author").clear(),
        lambda feed: feed.find("{*}entry").remove(feed.find("{*}entry/{*}id")),
        lambda feed: feed.find("{*}entry/{*}title").set("type", "CDATA"),
        lambda feed: feed.find("{*}entry/{*}content").set("type", "xhtml"),
        lambda feed: feed.find("{*}entry").append(etree.Element(f"{{{ATOM_NS}}}subtitle")),
        lambda feed: feed.insert(len(feed), etree.Element(f"{{{ATOM_NS}}}rights")),
    ],
)
def test_grammar_rejects_invalid_atom(breaks: Callable[[Any], None]) -> None:
    feed = etree.parse(REPOSITORY / "feeds/atom.xml").getroot()
    assert faults_of_atom(feed) == []
    breaks(feed)
    assert faults_of_atom(feed)


@pytest.mark.parametrize(
    "breaks",
    [
        lambda feed: feed.pop("title"),
        lambda feed: feed.update(version="https://jsonfeed.org/version/2"),
        lambda feed: feed.update(author={"name": "Ann"}),
        lambda feed: feed.update(home_page_url="/"),
        lambda feed: feed["items"][0].pop("id"),
        lambda feed: feed["items"][0].update(id=7),
        lambda feed: feed["items"][0].update(date_published="2026-01-01"),
        lambda feed: feed["items"][0].update(tags="bread"),
        lambda feed: [feed["items"][0].pop(key) for key in ("content_html", "content_text")],
    ],
)
def test_schema_rejects_an_invalid_json_feed(breaks: Callable[[Any], None]) -> None:
    feed = json.loads((REPOSITORY / "feeds/feed.json").read_bytes())
    breaks(feed)
    assert faults_of_json_feed(feed)
