"""Titles that break feeds elsewhere, read back by three parsers as the text that they are."""

import json

import feedparser
import pytest
from lxml import etree

from tests.unit.feed.letters import build_feeds, child, files_of, items_of, make_issue

TITLES = [
    'Runway ML\'s "app store" for AI',
    "Vec<T> & Option<&'a str>",
    "AT&T",
    "AT&amp;T, literally",
    "The <details> element",
    "Why </T> never closes",
    "a < b > c && d",
    "]]>",
    "<![CDATA[x]]>",
    "<!-- not a comment -->",
    "<?php echo 1 ?>",
    "100% & more; &copy 2024 &nosuch;",
    "&#x27;&#39;&lt;",
    "家 & 家、《第 300 期》：“引号”",
    "🪂 <T> 👩‍👩‍👧 🇪🇺",
    "\u202eright to left\u202c \u2028 and \xa0 blanks",
    "#1: {{ x }} ${y} %s %(z)s \\n",
    "`code` *em* [link](https://example.com)",
    "javascript:alert(1)",
    "e\u0301 is é, ﬁ is fi, ① is 1",
    "-" * 300,
    "=cmd|' /C calc'!A0",
    "null",
    "0",
]
FILES = files_of(
    build_feeds(*(make_issue(n, title=t) for n, t in enumerate(TITLES)), feed_limit=100)
)
SHOWN = [title.replace(" \u2028 ", " ") for title in reversed(TITLES)]


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
@pytest.mark.parametrize("number", range(len(TITLES)), ids=lambda number: SHOWN[number][:30])
def test_a_title_is_read_back_by_feedparser(name: str, number: int) -> None:
    parsed = feedparser.parse(FILES[name])
    assert not parsed.bozo
    # feedparser takes a title of RSS for HTML where it holds a known entity, and decodes it so.
    title = parsed.entries[number].title
    if name == "feed.xml" and parsed.entries[number].title_detail.type == "text/html":
        title = etree.HTML(f"<p>{title}</p>").xpath("string(//p)")
        assert SHOWN[number].replace("&amp;", "&").replace("&#x27;&#39;&lt;", "''<") == title
    else:
        assert title == SHOWN[number]


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_titles_are_read_back_by_an_xml_parser(name: str) -> None:
    assert [child(item, "title") for item in items_of(FILES[name])] == SHOWN


def test_titles_are_read_back_by_a_json_parser() -> None:
    assert [item["title"] for item in json.loads(FILES["feed.json"])["items"]] == SHOWN


def test_markup_in_titles_is_written_by_numeric_references() -> None:
    for name in ("feed.xml", "atom.xml"):
        titles = [line for line in FILES[name].splitlines() if line.startswith(b"<title>")]
        assert len(titles) == len(TITLES) + 1
        assert not [title for title in titles if b"&lt;" in title or b"&amp;" in title]
        assert b"<title>Vec&#x3C;T&gt; &#x26; Option" in FILES[name]


@pytest.mark.parametrize("title", ["", "  ", "\x0b", "\ufffd\u2028"])
def test_an_issue_with_nothing_for_a_title_is_called_by_its_slug(title: str) -> None:
    files = files_of(build_feeds(make_issue(7, title=title)))
    assert child(items_of(files["feed.xml"])[0], "title") == "007"


@pytest.mark.parametrize("title", ["</title><script>alert(1)</script>", "<b>Bold</b> move"])
def test_tags_in_a_title_break_nothing(title: str) -> None:
    files = files_of(build_feeds(make_issue(7, title=title)))
    for name in ("feed.xml", "atom.xml"):
        parsed = feedparser.parse(files[name])
        assert not parsed.bozo
        assert len(parsed.entries) == 1
        assert child(items_of(files[name])[0], "title") == title
