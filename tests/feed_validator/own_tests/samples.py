"""Good feeds, as `publisher build` makes them, and what the checks find in a document."""

from datetime import UTC, datetime
from functools import cache

from publisher.checks.rule import run
from publisher.diagnostics import Diagnostic
from publisher.model import Link, Section, Story, StoryKind
from tests.feed_validator import CHECKS, sheet_of
from tests.unit.feed.letters import build_feeds, files_of, make_issue

NOW = datetime(2024, 6, 1, tzinfo=UTC)
URL = "https://example.com/"
HTML = """<h2 id="news">News</h2>
<p>Word &amp; <a href="https://example.org/a">link</a>, 5 &lt; 6.</p>
<ul><li>One<ul><li>Two</li></ul></li></ul>
<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
<p><img src="https://example.org/a.png" alt="A bridge" width="20" height="10"></p>"""
TITLES = (
    "Emoji 🦀",
    "Vec<T> and <b> and &amp;",
    "第七期：面包",
    "Seven",
    'Salt & pepper, "quoted"',
)


def findings(data: bytes, name: str = "feed", url: str = "") -> list[Diagnostic]:
    """What all the checks find in a document."""
    return run(CHECKS, sheet_of(name, data, NOW, url))


def codes(data: bytes, url: str = "") -> set[str]:
    """The codes of what the checks find in a document."""
    return {finding.code for finding in findings(data, url=url)}


@cache
def good_feeds() -> dict[str, bytes]:
    """Every feed of a newsletter that uses all that there is to use."""
    section = Section(
        title="Cool things",
        heading_html="Cool things",
        anchor="cool-things",
        parts=(_story("A film"), _story("A song")),
    )
    issues = [
        make_issue(
            number,
            html=HTML,
            title=title,
            authors=("Ann", "Ben"),
            tags=("bread", "salt & more"),
            language="zh" if "第" in title else "en",
            sections=(section,),
            image="https://example.com/cover.png",
        )
        for number, title in enumerate(TITLES, start=1)
    ]
    build = build_feeds(
        *issues,
        feed_limit=2,
        stories=True,
        hub="https://hub.example.net/",
        feed_logo="https://example.com/logo.png",
        feed_icon="https://example.com/icon.png",
        feed_categories=["food & drink"],
    )
    suffixes = (".xml", ".atom", ".json")
    return {name: data for name, data in files_of(build).items() if name.endswith(suffixes)}


def _story(title: str) -> Story:
    anchor = title.lower().replace(" ", "-")
    return Story(
        kind=StoryKind.STORY,
        title=title,
        html=f"<p><strong>{title}.</strong> It is new.</p>",
        text=f"{title}. It is new.",
        anchor=anchor,
        url="https://example.org/new",
        links=(Link(url="https://example.org/new", text=title),),
    )
