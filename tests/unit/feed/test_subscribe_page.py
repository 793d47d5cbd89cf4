"""What a person sees of the feeds: a page that says how to subscribe, and a feed in a browser."""

from typing import Any

import html5lib
import pytest
import tinycss2
from lxml import html

from publisher.feed.document import Head
from publisher.feed.subscribe_page import STYLESHEET, stylesheet, subscribe_page
from publisher.phrases import feed_phrases, has_feed_phrases
from tests.unit.feed.letters import NEWSLETTER, build_feeds, files_of, make_issue

HOSTILE = '"><script>alert(1)</script>&amp; $title'
HEAD = Head("https://example.com/", HOSTILE, "https://example.com/", HOSTILE, language="en")


def page_of(**options: Any) -> str:
    return files_of(build_feeds(make_issue(1), **options))["subscribe.html"].decode()


def test_the_page_is_valid_and_lists_every_feed_for_people_and_for_readers() -> None:
    page = page_of()
    html5lib.HTMLParser(strict=True).parse(page)
    tree = html.document_fromstring(page)
    addresses = [f"https://example.com/{name}" for name in ("feed.xml", "atom.xml", "feed.json")]
    assert [link.get("href") for link in tree.xpath("//link[@rel='alternate']")] == addresses
    assert [link.get("href") for link in tree.xpath("//dd/a")] == addresses
    assert tree.xpath("string(//h1)") == NEWSLETTER.title


def test_the_page_loads_and_runs_nothing() -> None:
    tree = html.document_fromstring(page_of())
    assert not tree.xpath(
        "//script | //img | //iframe | //link[@rel='stylesheet'] | //@*[starts-with(name(), 'on')]"
    )


def test_hostile_words_stay_words() -> None:
    page = subscribe_page(HEAD, []).decode()
    assert "<script" not in page
    assert html.document_fromstring(page).xpath("string(//h1)") == HOSTILE


def test_feeds_of_stories_stand_in_a_list_of_their_own() -> None:
    assert "Single stories" in page_of(stories=True)
    assert "Single stories" not in page_of()


def test_the_page_can_be_renamed_or_left_out() -> None:
    assert "abo.html" in files_of(build_feeds(make_issue(1), feed_page="abo.html"))
    assert not any(
        name.endswith(".html") for name in files_of(build_feeds(make_issue(1), feed_page=""))
    )


@pytest.mark.parametrize("language", ["en", "zh", "zh-Hant", "DE-at", "fr", "es"])
def test_the_page_speaks_the_newsletters_language(language: str) -> None:
    assert has_feed_phrases(language)
    page = subscribe_page(Head("x", "T", "https://example.com/", language=language), []).decode()
    assert feed_phrases(language).subscribe in page
    assert f'<html lang="{language}">' in page


def test_a_language_that_is_not_known_here_gets_english_and_says_so() -> None:
    page = subscribe_page(Head("x", "T", "https://example.com/", language="tlh"), []).decode()
    assert '<html lang="en">' in page


@pytest.mark.parametrize("language", ["en", "zh", "fr"])
def test_the_style_sheet_parses_and_loads_nothing(language: str) -> None:
    sheet = stylesheet(Head("x", "T", "https://example.com/", language=language)).decode()
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    assert rules
    assert {rule.type for rule in rules} == {"qualified-rule"}
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_every_feed_names_the_style_sheet_that_is_written() -> None:
    files = files_of(build_feeds(make_issue(1), feed_url="https://example.org/feeds/"))
    assert STYLESHEET in files
    for name in ("feed.xml", "atom.xml"):
        assert (
            b'<?xml-stylesheet type="text/css" href="https://example.org/feeds/feed.css"?>'
            in files[name]
        )
