"""A good feed broken in one place is found out by the rule that is named for it, and by no error else."""

import json
from typing import Any

import pytest

from tests.feed_validator import CHECKS
from tests.feed_validator.own_tests.samples import NOW, codes, findings, good_feeds

ENTRY = "\n<item>\n<title>Seven"
# Code, what stands in the good document, what stands there in the broken one.
RSS = [
    ("F309", "<ttl>60</ttl>", "<ttl>0</ttl>"),
    ("F311", 'isPermaLink="false"', 'ispermalink="false"'),
    ("F311", "<ttl>", '<ttl unit="minutes">'),
    ("F313", "https://example.com/logo.png", "https://example.com/logo.webp"),
    ("F313", "<title>The Letter</title><link>", "<title>Logo</title><link>"),
    ("F313", "</image>", "<width>800</width></image>"),
    ("F313", "</image>", f"<width>{'9' * 5000}</width></image>"),
    ("F407", "<dc:creator>Ann", "<dc:creator>Ann &lt;ann@example.com&gt;"),
    ("F408", "<ttl>", "<dc:language>en</dc:language><ttl>"),
    ("F410", "tag:example.com,2024-01-29:/issues/004/", "4"),
    ("F502", "Mon, 05 Feb 2024 09:00:00 +0000</pubDate>", "Sat, 01 Jun 2024 00:20:00 +0000</pubDate>"),
    ("F610", ENTRY, "\n<item><source>The Letter</source>" + ENTRY.removeprefix("\n<item>")),
    ("F612", 'rel="self" type="application/rss+xml"', 'rel="self" type="text/html"'),
    ("F701", "<title>Seven", "<title>The end: &#x3C;/b>"),
    ("F201", "</title>", "</titel>"),
    ("F201", "Salt &#x26; pepper", "Salt & pepper"),
    ("F201", "Salt &#x26; pepper", "Salt &nbsp; pepper"),
    ("F201", "<title>Seven", "<title>Sev\x0ben"),
    ("F201", "</rss>", ""),
    ("F201", "content:encoded", "full:encoded"),
    ("F202", "<rss ", '<rss xmlns="http://backend.userland.com/rss2" '),
    ("F203", 'encoding="UTF-8"', 'encoding="windows-1252"'),
    ("F204", "<rss ", '<!DOCTYPE rss [<!ENTITY x "y">]><rss '),
    ("F204", "<rss ", '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss '),
    ("F207", "<title>Seven", "<title>Sev\ufffden"),
    ("F207", "<title>Seven", "<title>Sev\x92en"),
    ("F207", "A bridge", "A bri\u009fdge"),
    ("F208", "<title>Seven", "<title>Caf\u00c3\u00a9s and \u00e2\u0080\u0099s"),
    ("F208", "Word", "It\u00e2\u20ac\u2122s"),
    ("F209", "text/css", "text/xsl"),
    ("F211", ' version="2.0"', ""),
    ("F211", ' version="2.0"', ' version="2.1"'),
    ("F301", "<channel>\n<title>The Letter</title>", "<channel>"),
    ("F301", "<link>https://example.com/</link>\n<desc", "<desc"),
    ("F301", "<description>A letter a week</description>\n", ""),
    ("F301", "<url>https://example.com/logo.png</url>", ""),
    ("F302", "<title>Seven</title>", "<title>Seven</title><title>Eight</title>"),
    ("F302", "<ttl>60</ttl>", "<ttl>60</ttl><ttl>61</ttl>"),
    ("F302", "</channel>", "</channel><channel/>"),
    ("F303", "<copyright>CC BY 4.0</copyright>", "<rights>CC BY 4.0</rights>"),
    ("F303", "<pubDate>Mon, 29 Jan 2024 09:00:00 +0000</pubDate>", "<pubdate/>"),
    ("F304", "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/"),
    ("F306", "</channel>", "<webMaster>a@example.com (Ann)</webMaster></channel>"),
    ("F307", "<category>bread</category>", "<category></category>"),
    ("F307", "<description>The first words.</description>", "<description> </description>"),
    ("F308", "<description>The first words.</description>\n", ""),
    ("F309", "<ttl>60</ttl>", "<ttl>1h</ttl>"),
    ("F310", ENTRY, "\n<item><guid isPermaLink='false'>urn:x-y:1</guid></item>" + ENTRY),
    ("F401", '<guid isPermaLink="false">tag:example.com,2024-01-29:/issues/004/</guid>', ""),
    ("F402", "2024-01-29:/issues/004/", "2024-02-05:/issues/005/"),
    ("F404", ' isPermaLink="false"', ""),
    ("F404", 'isPermaLink="false"', 'isPermaLink="no"'),
    ("F405", "tag:example.com,2024-01-29:/issues/004/", "http://Example.com:80/issues/004/"),
    ("F407", "<dc:creator>Ann</dc:creator>", "<author>Ann</author>"),
    ("F407", "<dc:creator>Ann</dc:creator>", "<author>ann@example.com</author>"),
    ("F407", "<ttl>", "<managingEditor>ann at example.com</managingEditor><ttl>"),
    ("F408", "<dc:creator>Ann", "<author>a@example.com (Ann)</author><dc:creator>Ann"),
    ("F409", "<language>en</language>", "<language>english language</language>"),
    ("F501", "Mon, 29 Jan 2024 09:00:00 +0000</pubDate>", "2024-01-29</pubDate>"),
    ("F501", "Mon, 29 Jan 2024 09:00:00 +0000</pubDate>", "Mon, 29 Januar 2024 09:00</pubDate>"),
    ("F501", "Mon, 29 Jan 2024 09:00:00 +0000</pubDate>", "Mon, 31 Feb 2024 09:00:00 GMT</pubDate>"),
    ("F502", "Mon, 05 Feb 2024 09:00:00 +0000</pubDate>", "Wed, 05 Feb 2125 09:00:00 +0000</pubDate>"),
    ("F502", "Mon, 29 Jan 2024 09:00:00 +0000</pubDate>", "Thu, 01 Jan 1970 00:00:00 +0000</pubDate>"),
    ("F504", "Mon, 29 Jan 2024 09:00:00 +0000</pubDate>", "Mon, 29 Jan 24 09:00:00 +0000</pubDate>"),
    ("F504", "Mon, 29 Jan 2024 09:00:00 +0000</pubDate>", "Mon, 29 Jan 2024 04:00:00 EST</pubDate>"),
    ("F505", "Mon, 29 Jan", "Sun, 29 Jan"),
    ("F506", "05 Feb 2024 09:00:00 +0000</lastBuildDate>", "05 Feb 2024 08:00:00 +0000</lastBuildDate>"),
    ("F507", "Mon, 05 Feb 2024 09:00:00 +0000</pubDate>", "Mon, 22 Jan 2024 09:00:00 +0000</pubDate>"),
    ("F601", "<link>https://example.com/issues/004/</link>", ""),
    ("F603", ' href="https://hub.example.net/"', ""),
    ("F603", ' href="https://hub.example.net/"', ' href=""'),
    ("F604", "<link>https://example.com/issues/004/</link>", "<link>/issues/004/</link>"),
    ("F604", "https://example.com/logo.png", "logo.png"),
    ("F604", 'href="https://example.com/feed.xml"', 'href="feed.xml"'),
    ("F605", "<link>https://example.com/issues/004/</link>", "<link>https://example.com/a b</link>"),
    ("F605", "<link>https://example.com/issues/004/</link>", "<link>https://exa%mple.com/</link>"),
    ("F605", "<link>https://example.com/issues/004/</link>", "<link>https://example.com/é</link>"),
    ("F605", "<link>https://example.com/issues/004/</link>", "<link>\nhttps://example.com/7\n</link>"),
    ("F606", "<link>https://example.com/issues/004/</link>", "<link>javascript:alert(1)</link>"),
    ("F607", "/issues/004/</link>", "/issues/004/?utm_source=feed</link>"),
    ("F608", 'rel="hub"', 'rel="websub"'),
    ("F609", 'type="application/rss+xml"', 'type="rss"'),
    ("F610", ENTRY, "\n<item><enclosure url='https://example.com/a.mp3'/>" + ENTRY.removeprefix("\n<item>")),
    ("F610", ENTRY, "\n<item><enclosure url='https://example.com/a.mp3' type='audio/mpeg' length='long'/>" + ENTRY.removeprefix("\n<item>")),
    ("F611", 'rel="self"', 'rel="via"'),
    ("F613", "https://example.com/archive/feed-002.xml", "https://example.com/feed.xml"),
    ("F701", "<title>Seven</title>", "<title>&lt;b&gt;Seven&lt;/b&gt;</title>"),
    ("F701", "<title>The Letter</title>\n<link>", "<title>The &lt;i&gt;Letter&lt;/i&gt;</title>\n<link>"),
    ("F702", "Salt &#x26; pepper", "Salt &amp;amp; pepper"),
    ("F702", "Salt &#x26; pepper", "Salt &amp;#39; pepper"),
    ("F703", "<title>Seven</title>", "<title></title>"),
    ("F704", "<title>Seven</title>", "<title> Seven\n</title>"),
]  # fmt: skip
ATOM = [
    ("F405", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>tag:example.com,2024-01-29:%e5%ae%b6"),
    ("F405", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>https://example.com/%7Eann/4"),
    ("F311", '<link href="https://example.com/issues/004/"', '<link url="x" href="https://example.com/issues/004/"'),
    ("F312", 'category term="bread"', 'category label="bread"'),
    ("F403", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>tag:Example.com,2024-01-29:/issues/004/"),
    ("F202", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    ("F203", "\n<?xml-stylesheet", "\n<?xml-stylesheet", "utf-16"),
    ("F301", "<title>The Letter</title>\n", ""),
    ("F301", "<id>https://example.com/</id>\n", ""),
    ("F301", "<id>tag:example.com,2024-01-29:/issues/004/</id>\n", ""),
    ("F301", "<title>Seven</title>\n", ""),
    ("F301", "<updated>2024-01-29T09:00:00+00:00</updated>\n", ""),
    ("F301", "<name>Ann</name>", ""),
    ("F302", "<id>https://example.com/</id>", "<id>https://example.com/</id>" * 2),
    ("F303", "<summary>The first words.</summary>", "<description>The first words.</description>"),
    ("F303", "<rights>", '<x xmlns=""/><rights>'),
    ("F304", "<rights>", '<x:y xmlns:x="http://example.com/ns"/><rights>'),
    ("F305", "<feed ", '<feed xmlns:a="http://www.w3.org/2005/Atom" '),
    ("F306", "</feed>", "<category term='late'/></feed>"),
    ("F307", "<subtitle>A letter a week</subtitle>", "<subtitle/>"),
    ("F402", "2024-01-29:/issues/004/", "2024-02-05:/issues/005/"),
    ("F403", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>issue 4"),
    ("F403", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>tag:example.com:/issues/004/"),
    ("F403", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>tag:example.com,2024-01-29:é"),
    ("F403", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>urn:uuid:12345"),
    ("F403", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>https://exa mple.com/4"),
    ("F405", "<id>tag:example.com,2024-01-29:/issues/004/", "<id>HTTPS://example.com/4"),
    ("F409", 'xml:lang="en"', 'xml:lang="en_US"'),
    ("F501", "<published>2024-01-29T09:00:00+00:00", "<published>2024-01-29 09:00:00"),
    ("F501", "<published>2024-01-29T09:00:00+00:00", "<published>2024-01-29T09:00:00"),
    ("F501", "<published>2024-01-29T09:00:00+00:00", "<published>2024-01-29T09:00:00+00:19:32"),
    ("F501", "<published>2024-01-29T09:00:00+00:00", "<published>Mon, 29 Jan 2024 09:00:00 GMT"),
    ("F502", "<updated>2024-02-05T09:00:00+00:00</updated>\n<link", "<updated>2204-02-05T09:00:00+00:00</updated>\n<link"),
    ("F503", "<updated>2024-01-29T09:00:00+00:00", "<updated>2024-02-05T09:00:00+00:00"),
    ("F506", "<updated>2024-02-05T09:00:00+00:00</updated>\n<author><name>An", "<updated>2024-02-04T09:00:00Z</updated>\n<author><name>An"),
    ("F508", "<updated>2024-01-29T09:00:00+00:00", "<updated>2024-01-28T09:00:00+00:00"),
    ("F601", '<link href="https://example.com/issues/004/" rel="alternate" type="text/html"/>', ""),
    ("F602", ' rel="hub"', ' type="text/html"'),
    ("F604", 'href="https://example.com/issues/004/"', 'href="issues/004/"'),
    ("F604", "<icon>https://example.com/", "<icon>/"),
    ("F606", 'href="https://example.com/issues/004/"', 'href="data:text/html,x"'),
    ("F608", 'rel="hub"', 'rel="homepage"'),
    ("F609", 'content type="html"', 'content type="CDATA"'),
    ("F609", "<title>Seven", '<title type="text/plain">Seven'),
    ("F611", 'rel="self"', 'rel="via"'),
    ("F613", '<link href="https://example.com/issues/004/"', '<link rel="current" href="https://example.com/atom.xml"/><link href="https://example.com/issues/004/"'),
    ("F613", "<rights>", '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/><rights>'),
    ("F613", "<rights>", '<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/><rights>'),
    ("F701", "<summary>The first words.", "<summary>The &lt;em&gt;first&lt;/em&gt; words."),
    ("F702", "<title>Seven", "<title>Seven &amp;quot;days&amp;quot;"),
]  # fmt: skip
# In the HTML of the newest entry.
HTML = [
    ("F824", "<p>Word", '<p foo="1">Word'),
    ("F801", None, ""),
    ("F801", None, "<p> </p>"),
    ("F802", "<h2 id", '<h2 id="004:news">Old</h2><h2 id'),
    ("F803", None, "&lt;p&gt;Words &lt;/p&gt;"),
    ("F811", 'href="https://example.org/a"', 'href="/a"'),
    ("F811", 'href="https://example.org/a"', 'href="#news"'),
    ("F811", 'href="https://example.org/a"', 'href="//example.org/a"'),
    ("F811", 'src="https://example.org/a.png"', 'src="images/a.png"'),
    ("F811", "<img ", '<img srcset="a.png 2x" '),
    ("F812", 'href="https://example.org/a"', 'href=""'),
    ("F812", 'src="https://example.org/a.png"', 'src=" "'),
    ("F813", "<ul>", "<script>x()</script><ul>"),
    ("F813", "<ul>", "<style>p { color: red }</style><ul>"),
    ("F813", "<ul>", '<iframe src="https://example.org/"></iframe><ul>'),
    ("F813", "<ul>", '<object data="https://example.org/a.swf"></object><ul>'),
    ("F813", "<ul>", '<embed src="https://example.org/a.swf"><ul>'),
    ("F813", "<ul>", '<form action="https://example.org/"><input name="q"></form><ul>'),
    ("F813", "<ul>", "<svg><circle r='1'/></svg><ul>"),
    ("F813", "<ul>", '<meta charset="utf-8"><ul>'),
    ("F814", "<p>Word", '<p onclick="x()">Word'),
    ("F814", "<img ", "<img onerror=x() "),
    ("F815", "<p>Word", '<p style="position: absolute">Word'),
    ("F816", 'href="https://example.org/a"', 'href="javascript:x()"'),
    ("F816", 'href="https://example.org/a"', 'href="java\nscript:x()"'),
    ("F816", 'href="https://example.org/a"', 'href="data:text/html,x"'),
    ("F816", 'href="https://example.org/a"', 'href="file:///etc/passwd"'),
    ("F817", "</li></ul>", "</ul></li>"),
    ("F817", "<p>Word", "<p><b>Word"),
    ("F817", "<p>Word", "<p><div>Word</div>"),
    ("F817", "</a>", ""),
    ("F817", "</a>", '<a href="https://example.org/b">b</a></a>'),
    ("F817", "<td>1</td>", "1"),
    ("F817", "5 &lt; 6", "5 < 6"),
    ("F817", "<p>Word", '<p lang="en" lang="de">Word'),
    ("F817", "</p>", "</p></p>"),
    ("F818", "<ul>", "<!-- is this true? --><ul>"),
    ("F819", ' alt="A bridge"', ""),
    ("F820", "<ul>", "Vec<T><ul>"),
    ("F821", 'width="20" height="10"', 'width="1" height="1"'),
    ("F822", "Word", "*|FNAME|*"),
    ("F823", 'href="https://example.org/a"', 'href="https://example.org/a?utm_source=x"'),
    ("F823", 'src="https://example.org/a.png"', 'src="https://example.org/a.png?fbclid=1"'),
]  # fmt: skip
JSON: list[tuple[str, Any]] = [
    ("F210", lambda feed: feed.update(items={})),
    ("F210", lambda feed: feed.update(title=["The Letter"])),
    ("F210", lambda feed: feed.update(title=None)),
    ("F210", lambda feed: feed["items"][0].update(id=7)),
    ("F210", lambda feed: feed["items"].append("entry")),
    ("F210", lambda feed: feed["items"][0].update(authors={"name": "Ann"})),
    ("F211", lambda feed: feed.update(version="1.1")),
    ("F207", lambda feed: feed["items"][0].update(title="Sev\x0ben")),
    ("F207", lambda feed: feed["items"][0].update(content_text="a\ud800")),
    ("F301", lambda feed: feed.pop("items")),
    ("F301", lambda feed: feed.pop("version")),
    ("F301", lambda feed: feed["items"][0].pop("id")),
    ("F301", lambda feed: feed["hubs"][0].pop("url")),
    ("F303", lambda feed: feed["items"][0].update(content="words")),
    ("F402", lambda feed: feed["items"][1].update(id=feed["items"][0]["id"])),
    ("F409", lambda feed: feed.update(language="English!")),
    ("F501", lambda feed: feed["items"][0].update(date_published="yesterday")),
    ("F503", lambda feed: feed["items"][1].update(date_modified=feed["items"][0]["date_modified"])),
    ("F601", lambda feed: feed["items"][0].pop("url")),
    ("F604", lambda feed: feed.update(icon="icon.png")),
    ("F604", lambda feed: feed["items"][0].update(image="/cover.png")),
    ("F605", lambda feed: feed["items"][0].update(url="https://example.com/a b")),
    ("F609", lambda feed: feed["items"][0].update(attachments=[{"url": URL, "mime_type": "mp3"}])),
    ("F611", lambda feed: feed.pop("feed_url")),
    ("F613", lambda feed: feed.update(next_url=feed["feed_url"])),
    ("F702", lambda feed: feed["items"][0].update(title="Salt &amp; pepper")),
    ("F801", lambda feed: [feed["items"][0].pop(name) for name in ("content_html", "content_text")]),
]  # fmt: skip
URL = "https://example.com/a.mp3"
# Broken so that nothing else can be looked at.
FATAL = {"F201", "F202", "F203"}


def broken(name: str, old: str, new: str) -> bytes:
    text = good_feeds()[name].decode()
    assert old in text, "the good feed does not have what is to be broken"
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize("name", good_feeds())
def test_nothing_is_found_in_a_good_feed(name: str) -> None:
    assert findings(good_feeds()[name], name, f"https://example.com/{name}") == []


def test_the_good_feeds_are_of_every_kind() -> None:
    assert len(good_feeds()) >= 12
    assert b"fh:archive" in good_feeds()["archive/atom-001.xml"]
    assert b"<source>" in good_feeds()["stories.atom"]
    assert (
        b"Vec&#x3C;T>" in good_feeds()["stories.atom"]
        or b"Vec&#x3C;T" in good_feeds()["stories.atom"]
    )


@pytest.mark.parametrize("code,old,new", RSS, ids=lambda text: text[:24])
def test_a_fault_of_rss_is_found(code: str, old: str, new: str) -> None:
    assert code in codes(broken("feed.xml", old, new))


@pytest.mark.parametrize("mutant", ATOM, ids=lambda mutant: f"{mutant[0]}-{mutant[1][:20]}")
def test_a_fault_of_atom_is_found(mutant: tuple[str, ...]) -> None:
    code, old, new, *encoding = mutant
    data = broken("atom.xml", old, new)
    if encoding:
        data = data.decode().replace("UTF-8", encoding[0].upper()).encode(encoding[0])
    assert code in codes(data)


@pytest.mark.parametrize("code,old,new", HTML)
@pytest.mark.parametrize("form", ["feed.xml", "atom.xml", "feed.json"])
def test_a_fault_of_the_html_is_found_in_every_format(
    form: str, code: str, old: str | None, new: str
) -> None:
    feed = json.loads(good_feeds()["feed.json"])
    good = feed["items"][0]["content_html"]
    assert old is None or old in good
    html = good.replace(old, new, 1) if old else new
    if form == "feed.json":
        feed["items"][0] |= {"content_html": html}
        feed["items"][0].pop("content_text")
        data = json.dumps(feed).encode()
    else:
        for word in ("content:encoded>", 'content type="html">'):
            written = f"{word}{_escaped(good)}<"
            if written.encode() in good_feeds()[form]:
                data = broken(form, written, f"{word}{_escaped(html)}<")
        if code == "F801":
            data = data.replace(b"<description>The first words.</description>", b"")
            data = data.replace(b"<summary>The first words.</summary>", b"")
    assert code in codes(data)


@pytest.mark.parametrize("code,mutate", JSON)
def test_a_fault_of_json_feed_is_found(code: str, mutate: Any) -> None:
    feed = json.loads(good_feeds()["feed.json"])
    mutate(feed)
    assert code in codes(json.dumps(feed).encode())


def test_feed_without_an_author_is_reported() -> None:
    text = good_feeds()["atom.xml"].decode()
    for name in ("An Author</name><uri>https://example.com/</uri>", "Ann</name>", "Ben</name>"):
        text = text.replace(f"<author><name>{name}</author>", "")
    assert codes(text.encode()) == {"F406"}


def test_feed_served_at_another_url_than_its_own_is_reported() -> None:
    data = good_feeds()["atom.xml"]
    assert codes(data, "https://example.com/atom.xml") == set()
    assert codes(data, "https://example.com/feed.xml") == {"F612"}


@pytest.mark.parametrize(
    "size,code", [(400_000, set()), (600_000, {"F205"}), (1_100_000, {"F206"})]
)
def test_a_feed_that_readers_refuse_for_its_size_is_found(size: int, code: set[str]) -> None:
    words = "word " * (size // 5)
    assert codes(broken("feed.xml", "Word", words)) == code


def test_a_number_of_thousands_of_digits_is_a_number() -> None:
    assert codes(broken("feed.xml", "<ttl>60</ttl>", f"<ttl>{'9' * 5000}</ttl>")) == set()
    assert codes(broken("feed.json", '"language"', f'"_x": {"9" * 5000}, "language"')) == {"F201"}


def test_the_address_of_an_ipv6_host_is_an_address() -> None:
    site, host = "https://example.org/new", "https://[2001:db8::1]:8080/a"
    assert codes(broken("stories.atom", f'href="{site}', f'href="{host}')) == set()
    assert codes(broken("stories.atom", f'href="{site}', f'href="{host}[1]')) == {"F605"}


def test_a_byte_order_mark_is_found() -> None:
    assert codes(b"\xef\xbb\xbf" + good_feeds()["feed.xml"]) == {"F203"}


@pytest.mark.parametrize(
    "data", [b"", b" ", b"<", b"{", b"[]", b"{}", b"\xff\xfe", b"<html/>", b"null"]
)
def test_document_that_is_not_a_feed_is_an_error(data: bytes) -> None:
    found = findings(data)
    assert any(finding.is_error for finding in found)


def test_a_finding_says_where_and_in_which_entry() -> None:
    data = broken("feed.xml", "<title>Seven</title>", "<title></title>")
    (finding,) = findings(data, "feeds/feed.xml")
    line = data.decode().split("<title></title>")[0].count("\n") + 1
    wanted = f"feeds/feed.xml:{line}:1: F703 entry 2 ('tag:example.com,2024-01-29:/issues/004/'): "
    assert str(finding) == wanted + "the title is empty"


def test_every_rule_is_tried_by_a_mutant() -> None:
    tried = {mutant[0] for mutants in (RSS, ATOM, HTML, JSON) for mutant in mutants}
    elsewhere = {"F205", "F206", "F406", "F612"}
    assert {check.rule.code for check in CHECKS} == tried | elsewhere
    assert len(RSS) + len(ATOM) + len(HTML) + len(JSON) >= 150
    assert NOW.tzinfo


def _escaped(html: str) -> str:
    return html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
