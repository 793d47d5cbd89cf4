"""Every feed format says the same of the same entries: one suite over the family."""

import calendar
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publisher.feed.document import Feed, Head
from publisher.feed.entries.content import EntryContent, facts_of
from publisher.feed.entries.entry import Entry
from publisher.feed.formats import FORMATS, Format
from publisher.xml_text import fit

MORNING = datetime(2024, 5, 17, 9, 0, tzinfo=UTC)
EVENING = datetime(2024, 5, 18, 20, 30, 1, tzinfo=UTC)
HEAD = Head(
    id="https://example.com/",
    title="Tom & <T>",
    home_url="https://example.com/",
    description='"A" <b>letter</b> & more',
    language="en",
    author="An Author",
    rights="© An Author",
    icon="https://example.com/icon.png",
    logo="https://example.com/logo.png",
    categories=("Letters", "A & B"),
    ttl=60,
    hub="https://hub.example.com/",
    stylesheet="https://example.com/feed.css",
)
ENTRY = Entry(
    id="tag:example.com,2024-05-17:/issues/007/",
    title="Seven & <T>",
    link="https://example.com/issues/007/",
    published=MORNING,
    updated=EVENING,
    summary="A <summary> & more",
    content_html='<p>Hello &amp; <a href="https://example.org/?a=1&amp;b=2">welcome</a> to Vec&lt;T&gt;</p>',
    content_text="Hello & welcome to Vec<T>",
    authors=("One", "Two & Three"),
    categories=("Ölçü", "B & C"),
    language="tr",
    image="https://example.com/cover.png",
)


@dataclass
class Read:
    """An entry as a reader sees it."""

    id: str
    title: str
    link: str
    published: str
    summary: str
    content: str
    categories: list[str]
    authors: list[str]


def moment_of(parsed: time.struct_time) -> datetime:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC)


def read_by_feedparser(data: bytes) -> list[Read]:
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.bozo_exception
    return [
        Read(
            id=entry.id,
            title=entry.title,
            link=entry.link,
            published=moment_of(entry.published_parsed).isoformat(),
            # A description of RSS is HTML, a summary of Atom is text.
            summary=unescape(entry.summary) if parsed.version == "rss20" else entry.summary,
            content=next(c.value for c in entry.content if c.type == "text/html"),
            categories=[tag.term for tag in entry.get("tags", [])],
            authors=[author.name for author in entry.get("authors", [])],
        )
        for entry in parsed.entries
    ]


def read_by_json(data: bytes) -> list[Read]:
    return [
        Read(
            id=item["id"],
            title=item["title"],
            link=item["url"],
            published=datetime.fromisoformat(item["date_published"]).isoformat(),
            summary=item.get("summary", ""),
            content=item["content_html"],
            categories=item.get("tags", []),
            authors=[author["name"] for author in item.get("authors", [])],
        )
        for item in json.loads(data)["items"]
    ]


READERS: dict[str, Callable[[bytes], list[Read]]] = {
    "rss": read_by_feedparser,
    "atom": read_by_feedparser,
    "json": read_by_json,
}
every_format = pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
xml_formats = pytest.mark.parametrize(
    "form", [FORMATS["rss"], FORMATS["atom"]], ids=lambda form: form.name
)


def written(form: Format, *entries: Entry, head: Head = HEAD, **links: str) -> bytes:
    moments = [entry.updated for entry in entries] or [MORNING]
    return form.write(Feed(head, entries, max(moments), "https://example.com/self", **links))


def read(form: Format, *entries: Entry) -> list[Read]:
    return READERS[form.name](written(form, *entries))


@every_format
def test_entry_survives_writing_and_reading(form: Format) -> None:
    (entry,) = read(form, ENTRY)
    assert entry == Read(
        id=ENTRY.id,
        title=ENTRY.title,
        link=ENTRY.link,
        published=MORNING.isoformat(),
        summary=ENTRY.summary,
        content=ENTRY.content_html,
        categories=list(ENTRY.categories),
        authors=list(ENTRY.authors),
    )


@every_format
def test_entries_stand_in_the_order_they_were_given(form: Format) -> None:
    entries = [replace(ENTRY, id=f"urn:x:{number}") for number in range(5)]
    assert [entry.id for entry in read(form, *entries)] == [entry.id for entry in entries]


@every_format
def test_the_same_feed_gives_the_same_bytes(form: Format) -> None:
    assert written(form, ENTRY, ENTRY) == written(form, ENTRY, ENTRY)
    assert b"\r" not in written(form, ENTRY)
    assert written(form, ENTRY).endswith(b"\n")


@every_format
def test_each_entry_starts_on_a_new_line(form: Format) -> None:
    one, two = (written(form, *[ENTRY] * count).splitlines() for count in (1, 2))
    assert len(two) > len(one)


@every_format
def test_a_feed_without_entries_is_a_feed(form: Format) -> None:
    assert read(form) == []


@every_format
def test_what_is_not_known_is_left_out_and_never_empty(form: Format) -> None:
    bare = Entry("urn:x:1", "T", "https://example.com/1", MORNING, MORNING)
    data = written(form, bare, head=Head("https://example.com/", "T", "https://example.com/"))
    if form.name == "json":
        document = json.loads(data)
        assert not [key for item in document["items"] for key, value in item.items() if not value]
        assert not [key for key, value in document.items() if not value]
    else:
        marks = {"archive"}
        empty = [e.tag for e in etree.fromstring(data).iter() if not (len(e) or e.text or e.attrib)]
        assert set(empty) <= marks


@every_format
def test_the_weight_of_an_entry_is_what_it_adds_and_little_more(form: Format) -> None:
    entry = replace(ENTRY, content_html="<p>" + "家&amp;&lt;\"' " * 500 + "</p>")
    bare = replace(entry, content_html="", content_text="")
    added = len(written(form, entry, entry)) - len(written(form, entry))
    assert (
        added
        <= form.weigh(bare, facts_of(EntryContent(entry.content_html, entry.content_text)))
        <= added * 1.05 + 350
    )


@xml_formats
def test_the_first_lines_are_always_the_same(form: Format) -> None:
    lines = written(form, ENTRY).splitlines()
    assert lines[0] == b'<?xml version="1.0" encoding="UTF-8"?>'
    assert lines[1] == b'<?xml-stylesheet type="text/css" href="https://example.com/feed.css"?>'


@every_format
def test_head_has_author_title_and_language(form: Format) -> None:
    data = written(form, ENTRY)
    if form.name == "json":
        document = json.loads(data)
        assert document["version"] == "https://jsonfeed.org/version/1.1"
        assert document["title"] == HEAD.title
        assert document["description"] == HEAD.description
        assert document["home_page_url"] == HEAD.home_url
        assert document["feed_url"] == "https://example.com/self"
        assert document["authors"] == [{"name": HEAD.author, "url": HEAD.home_url}]
        assert document["hubs"] == [{"type": "WebSub", "url": HEAD.hub}]
        assert (document["icon"], document["favicon"]) == (HEAD.logo, HEAD.icon)
        assert document["language"] == "en"
        return
    parsed = feedparser.parse(data, sanitize_html=False).feed
    assert parsed.title == HEAD.title
    assert unescape(parsed.subtitle) == HEAD.description
    assert parsed.link == HEAD.home_url
    assert parsed.language == "en"
    assert parsed.rights == HEAD.rights
    assert [tag.term for tag in parsed.tags] == list(HEAD.categories)
    assert parsed.generator.startswith("publisher")
    assert {link.rel: link.href for link in parsed.links} == {
        "alternate": HEAD.home_url, "self": "https://example.com/self", "hub": HEAD.hub,
    }  # fmt: skip
    assert moment_of(parsed.updated_parsed) == EVENING


@xml_formats
def test_a_self_link_has_the_formats_own_media_type(form: Format) -> None:
    root = etree.fromstring(written(form, ENTRY))
    link = next(link for link in root.iter("{*}link") if link.get("rel") == "self")
    assert link.get("type") == form.media_type


def test_rss_has_a_description_before_the_content_and_no_invented_address() -> None:
    root = etree.fromstring(written(FORMATS["rss"], ENTRY))
    item = root.find(".//item")
    assert item is not None
    names = [etree.QName(child).localname for child in item]
    assert names.index("description") < names.index("encoded")
    assert "author" not in names
    assert names.count("creator") == 2
    assert root.find(".//managingEditor") is None


@pytest.mark.parametrize(
    "entry_id,is_permalink",
    [(ENTRY.link, "true"), ("https://old.example.com/7", "false"), ("7", "false")],
)
def test_a_guid_says_truly_whether_it_is_the_address(entry_id: str, is_permalink: str) -> None:
    root = etree.fromstring(written(FORMATS["rss"], replace(ENTRY, id=entry_id)))
    guid = root.find(".//guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (entry_id, is_permalink)


def test_rss_names_the_author_of_the_newsletter_where_an_entry_has_none() -> None:
    (entry,) = read(FORMATS["rss"], replace(ENTRY, authors=()))
    assert entry.authors == [HEAD.author]


def test_atom_content_is_html_and_a_title_is_text() -> None:
    root = etree.fromstring(written(FORMATS["atom"], ENTRY))
    entry = root.find("{*}entry")
    assert entry is not None
    content, title = entry.find("{*}content"), entry.find("{*}title")
    assert content is not None
    assert content.get("type") == "html"
    assert title is not None
    assert title.get("type", "text") == "text"
    assert [dict(link.attrib) for link in entry.findall("{*}link")] == [
        {"href": ENTRY.link, "rel": "alternate", "type": "text/html"}
    ]


def test_atom_has_no_prefixed_element_of_its_own_namespace() -> None:
    data = written(FORMATS["atom"], ENTRY, current="https://example.com/atom.xml")
    assert b"<atom:" not in data
    assert b"ns0:" not in data


@xml_formats
def test_an_entry_in_another_language_says_so(form: Format) -> None:
    data = written(form, ENTRY, replace(ENTRY, language="en"))
    if form.name == "atom":
        root = etree.fromstring(data)
        lang = "{http://www.w3.org/XML/1998/namespace}lang"
        assert [entry.get(lang) for entry in root.findall("{*}entry")] == ["tr", None]
    else:
        languages = etree.fromstring(data).findall(".//{http://purl.org/dc/elements/1.1/}language")
        assert [element.text for element in languages] == ["tr"]


def test_dates_are_in_utc_to_the_second() -> None:
    atom, rss, document = (
        written(FORMATS[name], ENTRY).decode() for name in ("atom", "rss", "json")
    )
    assert "<updated>2024-05-18T20:30:01+00:00</updated>" in atom
    assert "<pubDate>Fri, 17 May 2024 09:00:00 +0000</pubDate>" in rss
    assert '"date_modified": "2024-05-18T20:30:01Z"' in document


TEXT = st.text(st.characters(codec="utf-8"), max_size=40).map(
    lambda text: " ".join(fit(text).split())
)
TITLE = TEXT.filter(bool)
MOMENT = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@every_format
@given(
    title=TITLE,
    summary=TEXT,
    text=TEXT,
    tags=st.lists(TITLE, max_size=3, unique=True),
    moment=MOMENT,
)
def test_any_text_is_read_back_from_any_format(
    form: Format, title: str, summary: str, text: str, tags: list[str], moment: datetime
) -> None:
    html = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    entry = replace(
        ENTRY,
        title=title,
        summary=summary,
        content_html=html,
        categories=tuple(tags),
        published=moment,
    )
    data = written(form, entry)
    if form.name == "json":
        (item,) = json.loads(data)["items"]
        assert (item["title"], item.get("summary", ""), item["content_html"]) == (
            title,
            summary,
            html,
        )
        return
    root = etree.fromstring(data)
    names: dict[str, Any] = {
        etree.QName(child).localname: child
        for child in next(iter(root.iter("{*}item", "{*}entry")))
    }
    assert names["title"].text == title
    assert names["encoded" if form.name == "rss" else "content"].text == html
    if summary:
        shown = names["description" if form.name == "rss" else "summary"].text
        assert (unescape(shown) if form.name == "rss" else shown) == summary or "&" in summary
    assert not feedparser.parse(data).bozo
