"""A newsletter that moves here keeps the ids that its readers know."""

import json
from dataclasses import replace
from typing import Any

import pytest

from publisher.errors import UsageError
from publisher.feed.feed_options import FeedOptions
from publisher.identity.adoption import adopt
from publisher.identity.assignment import assign
from publisher.identity.ledger import Ledger
from publisher.identity.old_feed import OldEntry, read_old_feed
from publisher.model import Archive, Issue
from tests.unit.feed.letters import NEWSLETTER, build_feeds, files_of, make_issue


def rss(*items: dict[str, str]) -> bytes:
    written = "".join(
        "<item>" + "".join(f"<{name}>{text}</{name}>" for name, text in item.items()) + "</item>"
        for item in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{written}</channel></rss>'.encode()


def adopted(data: bytes, *issues: Issue, ledger: Ledger | None = None) -> Any:
    return adopt(data, Archive(NEWSLETTER, issues), ledger or Ledger())


@pytest.mark.parametrize(
    "item,by",
    [
        ({"guid": "old", "link": "https://example.com/issues/007/"}, "link"),
        ({"guid": "old", "link": "http://www.example.com/issues/007"}, "link"),
        ({"guid": "old", "link": "https://elsewhere.example/p/seven"}, "link"),
        ({"guid": "old", "link": "https://elsewhere.example/letters/007.html"}, "link"),
        ({"guid": "old", "link": "https://x.example/1", "title": "The Letter #7"}, "number"),
        ({"guid": "old", "link": "https://x.example/1", "title": "Issue 7: News"}, "number"),
        ({"guid": "old", "link": "https://x.example/1", "title": "周刊（第 7 期）"}, "number"),
        ({"guid": "old", "link": "https://x.example/1", "title": "Weekly letter 7"}, "number"),
        ({"guid": "old", "link": "https://x.example/issues/7-news-149573"}, "number"),
        (
            {
                "guid": "old",
                "link": "https://x.example/a",
                "title": "It&amp;#x27;s “Seven”, &lt;b&gt;or&lt;/b&gt;",
            },
            "title",
        ),
    ],
)
def test_an_entry_is_recognised_by(item: dict[str, str], by: str) -> None:
    issues = [
        make_issue(6),
        make_issue(7, title='It\'s "Seven", or', aliases=("https://elsewhere.example/p/seven",)),
    ]
    adoption = adopted(rss(item), *issues)
    assert [(match.issue.slug, match.entry.id, match.by) for match in adoption.matched] == [
        ("007", "old", by)
    ]
    assert adoption.unmatched == ()
    assert assign(issues, adoption.ledger, FeedOptions().id_template).ids["007"] == "old"


def test_the_ids_of_our_own_feed_come_back_as_they_were() -> None:
    issues = [make_issue(number) for number in range(1, 8)]
    build = build_feeds(*issues, id_template="urn:letter:{number}")
    for name in ("feed.xml", "atom.xml", "feed.json"):
        adoption = adopted(files_of(build)[name], *issues)
        assert assign(issues, adoption.ledger, FeedOptions().id_template).ids == build.ids
    assert adopted(files_of(build)["atom.xml"], *issues).feed_id == "https://example.com/"


def test_an_entry_without_a_guid_is_known_by_its_link() -> None:
    link = "https://example.com/issues/007/"
    adoption = adopted(rss({"link": link, "title": "x"}), make_issue(7))
    assert [match.entry.id for match in adoption.matched] == [link]


def test_what_matches_nothing_is_named() -> None:
    data = rss(
        {"guid": "a", "link": "https://x.example/about", "title": "About"},
        {"guid": "b", "title": "Issue 7"},
    )
    adoption = adopted(data, make_issue(7))
    assert [entry.title for entry in adoption.unmatched] == ["About"]


def test_a_number_or_title_that_two_share_matches_nothing() -> None:
    twice = [{"guid": guid, "title": "Letter 7"} for guid in ("a", "b")]
    assert adopted(rss(*twice), make_issue(7)).matched == ()
    same = [make_issue(number, title="News") for number in (1, 2)]
    assert adopted(rss({"guid": "a", "title": "News"}), *same).matched == ()


def test_front_matter_is_not_overruled_and_that_is_said() -> None:
    issue = make_issue(7, id="mine")
    adoption = adopted(rss({"guid": "old", "link": issue.permalink}), issue)
    assert adoption.matched == ()
    assert [match.issue.slug for match in adoption.overruled] == ["007"]
    assert assign([issue], adoption.ledger, FeedOptions().id_template).ids == {"007": "mine"}


def test_an_adopted_id_replaces_a_minted_one_and_other_lines_stay() -> None:
    issues = [make_issue(6), make_issue(7)]
    ledger = assign(issues, Ledger(), FeedOptions().id_template).ledger
    adoption = adopted(rss({"guid": "old", "link": issues[1].permalink}), *issues, ledger=ledger)
    assert len(adoption.ledger.rows) == 2
    ids = assign(issues, adoption.ledger, FeedOptions().id_template).ids
    assert ids == {"006": "tag:example.com,2024-02-12:/issues/006/", "007": "old"}


@pytest.mark.parametrize(
    "entry_id", ["a\0b", "\ud800", "a\x1fb", "a\u2028b", "x" * 5_000, "a\tb", "\ufffe"], ids=ascii
)
def test_an_id_that_no_feed_can_carry_is_not_adopted_and_that_is_said(entry_id: str) -> None:
    issue = make_issue(7)
    item = {"id": entry_id, "url": issue.permalink, "title": "Issue 7"}
    adoption = adopted(json.dumps({"items": [item]}).encode(), issue)
    assert (adoption.matched, len(adoption.refused)) == ((), 1)
    assert adoption.ledger.to_bytes() == Ledger().to_bytes()


@pytest.mark.parametrize("entry_id", [True, ["a"], {"a": 1}, None, float("nan")], ids=repr)
def test_an_id_that_is_not_text_is_not_adopted_and_the_link_counts(entry_id: object) -> None:
    issue = make_issue(7)
    item = {"id": entry_id, "url": issue.permalink, "title": 7}
    adoption = adopted(json.dumps({"items": [item]}).encode(), issue)
    assert [match.entry.id for match in adoption.matched] == [issue.permalink]


def test_an_id_of_another_issue_is_not_moved() -> None:
    issues = [make_issue(6), make_issue(7)]
    ledger = assign(
        [replace(issues[0], id="old"), issues[1]], Ledger(), FeedOptions().id_template
    ).ledger
    adoption = adopted(rss({"guid": "old", "link": issues[1].permalink}), *issues, ledger=ledger)
    assert adoption.matched == ()
    assert [entry.id for entry, _ in adoption.refused] == ["old"]
    assert assign(issues, adoption.ledger, FeedOptions().id_template).ids["006"] == "old"


def test_adopting_twice_changes_nothing() -> None:
    issues = [make_issue(7)]
    data = rss({"guid": "old", "link": issues[0].permalink})
    once = adopted(data, *issues)
    assert adopted(data, *issues, ledger=once.ledger).ledger == once.ledger


def test_atom_rdf_and_json_are_read_too() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:feed</id><entry><id> urn:1 </id>
      <link rel="enclosure" href="https://x.example/a.mp3"/><link href="https://x.example/1"/>
      <title type="html">A &amp;amp; B</title></entry></feed>"""
    assert read_old_feed(atom).entries == (OldEntry("urn:1", "https://x.example/1", "A & B"),)
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <item><title>T</title><link>https://x.example/1</link></item></rdf:RDF>"""
    assert read_old_feed(rdf).entries == (
        OldEntry("https://x.example/1", "https://x.example/1", "T"),
    )
    document = {"items": [{"id": 7, "url": "https://x.example/1", "title": "T"}, {}, "rubbish"]}
    assert read_old_feed(json.dumps(document).encode()).entries == (
        OldEntry("7", "https://x.example/1", "T"),
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"hello",
        b"<html><body>404</body></html>",
        b"{}",
        b'{"items": 3}',
        b"{nonsense",
        b"\x00\x01",
    ],
)
def test_file_that_is_not_a_feed_is_reported(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"not a (feed|JSON Feed)"):
        read_old_feed(data)


@pytest.mark.parametrize("data", [b'{"items": [{"title": "A"}, 3]}', rss(), rss({"title": "A"})])
def test_a_feed_without_entries_is_said_to_be_one(data: bytes) -> None:
    with pytest.raises(UsageError, match="no entry of this feed has an id or a link"):
        read_old_feed(data)


def test_an_id_may_be_a_number_of_any_length() -> None:
    number = "9" * 5000
    (entry,) = read_old_feed(f'{{"items": [{{"id": {number}}}]}}'.encode()).entries
    assert entry.id == number


def test_a_feed_can_read_no_file_and_fill_no_memory() -> None:
    attack = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">
      <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <rss><channel><item><guid>&f;&b;x</guid><title>&f;</title></item></channel></rss>"""
    feed = read_old_feed(attack)
    assert all("root:" not in entry.id + entry.title for entry in feed.entries)


def test_a_feed_with_a_broken_line_is_read_as_far_as_it_goes() -> None:
    data = rss({"guid": "a", "title": "A"}).replace(
        b"</channel>", b"<item><guid>b</guid><title>B & C</title></item></channel>"
    )
    assert [entry.id for entry in read_old_feed(data).entries] == ["a", "b"]


def test_a_feed_with_a_name_of_two_prefixes_is_an_error_without_a_traceback() -> None:
    with pytest.raises(UsageError, match="not a feed"):
        read_old_feed(b"<a:b:feed></x>")


def test_comments_in_an_id_are_not_part_of_it() -> None:
    feed = read_old_feed(rss({"guid": "a<!-- old -->b", "title": "x"}))
    assert feed.entries[0].id == "ab"
