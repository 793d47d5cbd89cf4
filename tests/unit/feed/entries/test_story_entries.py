"""Each story as an entry of its own: linked to its place, in order, with a lasting id."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
from lxml import etree

from publisher.feed.entries.entry import Numbered
from publisher.feed.entries.parts import IssueContents
from publisher.feed.entries.story_entries import PublishedStory, StoryFacts, published_stories
from publisher.model import Image, Issue, Newsletter, QuickLinks, Section, Story, StoryKind
from tests.unit.feed.letters import build_feeds, child, files_of, items_of, make_issue


def story(title: str, url: str = "", kind: StoryKind = StoryKind.STORY, **facts: Any) -> Story:
    anchor = title.lower().replace(" ", "-")
    html = f'<p><strong>{title}.</strong> More <a href="{url}">here</a>.</p>'
    return Story(kind, title, html, f"{title}. More here.", anchor=anchor, url=url, **facts)


def quick_link(title: str, url: str) -> Story:
    html = f'<a href="{url}">{title}</a>'
    return Story(StoryKind.QUICK_LINK, title, html, title, anchor=title.lower(), url=url)


def issue_of(number: int, *titles: str, section: str = "AI & art", **facts: Any) -> Issue:
    stories = tuple(story(title, f"https://example.org/{title}") for title in titles)
    links = QuickLinks((quick_link("Quick", f"https://example.org/quick/{number}"),))
    return make_issue(
        number,
        "",
        sections=(Section(section, section, (*stories, links), emoji="🤖", anchor="ai"),),
        **facts,
    )


def stories_of(*issues: Issue, name: str = "stories.xml", **options: Any) -> list[Any]:
    return items_of(files_of(build_feeds(*issues, stories=True, **options))[name])


def test_no_feed_of_stories_is_written_unless_asked_for() -> None:
    assert not any("stor" in name for name in files_of(build_feeds(issue_of(1, "A"))))


def test_stories_stand_in_the_order_of_their_issue_newest_issue_first() -> None:
    for name in ("stories.xml", "stories.atom"):
        items = stories_of(issue_of(1, "A", "B"), issue_of(2, "C", "D"), name=name)
        assert [child(item, "title") for item in items] == ["C", "D", "Quick", "A", "B", "Quick"]


def test_a_story_is_linked_to_its_place_in_the_issue_and_names_it() -> None:
    (item, _) = stories_of(issue_of(1, "Big News"))
    assert child(item, "link") == "https://example.com/issues/001/#big-news"
    assert child(item, "category") == "AI & art"
    source = item.find("source")
    assert (source.text, source.get("url")) == ("Issue 1", "https://example.com/feed.xml")
    assert "<strong>Big News.</strong>" in child(item, "encoded")


def test_atom_entry_has_its_source_and_the_external_page() -> None:
    (item, _) = stories_of(issue_of(1, "A"), name="stories.atom")
    source = item.find("{*}source")
    assert {etree.QName(part).localname for part in source} == {"id", "title", "updated", "link"}
    assert child(source, "id") == "tag:example.com,2024-01-08:/issues/001/"
    assert [(link.get("rel"), link.get("href")) for link in item.findall("{*}link")] == [
        ("alternate", "https://example.com/issues/001/#a"),
        ("related", "https://example.org/A"),
    ]


def test_json_item_has_the_external_url() -> None:
    files = files_of(build_feeds(issue_of(1, "A"), stories=True))
    item = json.loads(files["stories.json"])["items"][0]
    assert item["external_url"] == "https://example.org/A"
    assert item["url"] == "https://example.com/issues/001/#a"


def test_the_emoji_is_in_the_title() -> None:
    issue = issue_of(1)
    part = story("Launch", emoji="🚀")
    issue = replace(issue, sections=(replace(issue.sections[0], parts=(part,)),))
    assert [child(item, "title") for item in stories_of(issue)] == ["🚀 Launch"]


def test_a_story_without_a_title_is_called_after_its_section() -> None:
    issue = issue_of(1)
    issue = replace(issue, sections=(replace(issue.sections[0], parts=(story(""),)),))
    assert [child(item, "title") for item in stories_of(issue)] == ["AI & art"]


def test_quick_link_is_a_separate_paragraph() -> None:
    (item,) = stories_of(issue_of(1))
    assert child(item, "encoded") == '<p><a href="https://example.org/quick/1">Quick</a></p>'


def numbered(issue: Issue) -> Numbered:
    assert issue.date
    return Numbered(issue, f"urn:x:{issue.slug}", issue.date, issue.updated or issue.date)


def published(*issues: Issue) -> list[PublishedStory]:
    contents = IssueContents(issues)

    def facts(slug: str) -> list[StoryFacts]:
        return [story.facts for story in contents.stories(slug)]

    return list(published_stories(map(numbered, issues), facts))


def test_no_two_stories_share_a_second_even_of_issues_of_one_moment() -> None:
    same = issue_of(1, *"ABCDE").date
    issues = [issue_of(number, *"ABCDE", date=same) for number in (1, 2, 3)]
    found = published(*issues)
    assert len({piece.published for piece in found}) == len(found) == 18
    assert len({piece.updated for piece in found}) == 18
    assert [piece.published for piece in found] == sorted(piece.published for piece in found)
    order = [(piece.origin.issue.number, piece.facts.title) for piece in found[::-1]]
    assert order[:6] == [(3, title) for title in ("A", "B", "C", "D", "E", "Quick")]


def test_a_new_issue_moves_no_story() -> None:
    issues = [issue_of(number, *"AB", date=issue_of(1).date) for number in (1, 2, 3)]
    before = published(*issues[:2])
    assert published(*issues)[: len(before)] == before


def ids_of(*issues: Issue) -> dict[str, str]:
    items = stories_of(*issues, name="stories.atom")
    return {child(item, "title"): child(item, "id") for item in items}


def test_a_storys_id_outlives_its_title_and_its_place() -> None:
    before = ids_of(issue_of(1, "A", "B"))
    edited = issue_of(1, "B", "A")
    renamed = replace(edited.sections[0].stories[0], title="Better", anchor="better")
    section = replace(edited.sections[0], parts=(renamed, *edited.sections[0].parts[1:]))
    after = ids_of(replace(edited, sections=(section,)))
    assert after["A"] == before["A"]
    assert after["Better"] == before["B"]


def test_two_stories_about_one_page_have_two_ids() -> None:
    issue = issue_of(1)
    parts = (story("A", "https://example.org/x"), story("B", "https://example.org/x"), story("C"))
    ids = ids_of(replace(issue, sections=(replace(issue.sections[0], parts=parts),)))
    assert len(set(ids.values())) == 3


def test_each_section_has_a_feed_named_by_its_newest_title() -> None:
    files = files_of(
        build_feeds(
            issue_of(1, "A", section="AI & ART"), issue_of(2, "B"), issue_of(3, "C", section="家"),
            stories=True,
        )
    )  # fmt: skip
    names = {name for name in files if name.startswith("sections/")}
    assert names == {
        f"sections/{slug}.{end}" for slug in ("ai-art", "家") for end in ("xml", "atom", "json")
    }
    parsed = feedparser.parse(files["sections/ai-art.atom"])
    assert parsed.feed.title == "The Letter: AI & art"
    assert [entry.title for entry in parsed.entries] == ["B", "Quick", "A", "Quick"]
    assert b'"https://example.com/sections/%E5%AE%B6.xml"' in files["sections/家.xml"]


def test_feeds_of_one_newsletter_have_ids_of_their_own() -> None:
    files = files_of(build_feeds(issue_of(1, "A"), stories=True))
    names = ("atom.xml", "stories.atom", "sections/ai-art.atom")
    assert len({child(etree.fromstring(files[name]), "id") for name in names}) == 3


def test_stories_of_a_newsletter_without_an_author_are_by_the_newsletter() -> None:
    newsletter = Newsletter("The Letter", "https://example.com/")
    files = files_of(build_feeds(issue_of(1, "A"), stories=True, newsletter=newsletter))
    assert feedparser.parse(files["stories.xml"]).entries[0].author == "The Letter"
    assert feedparser.parse(files["stories.atom"]).feed.author == "The Letter"


def test_sections_that_differ_only_in_a_vowel_sign_have_feeds_of_their_own() -> None:
    issues = [issue_of(n, "A", section=title) for n, title in enumerate(("का", "की", "के"), 1)]
    names = set(files_of(build_feeds(*issues, stories=True)))
    assert {f"sections/{title}.xml" for title in ("का", "की", "के")} <= names


def test_a_section_without_letters_has_no_feed_and_its_stories_are_among_all() -> None:
    build = build_feeds(issue_of(1, "A", section="✨"), stories=True)
    assert not any(name.startswith("sections/") for name in files_of(build))
    assert len(items_of(files_of(build)["stories.xml"])) == 2


def test_a_feed_of_stories_holds_the_newest_ones() -> None:
    issues = [issue_of(number, "A", "B") for number in range(1, 9)]
    items = stories_of(*issues, story_limit=5)
    assert [child(item, "link").split("/")[4] for item in items] == ["008"] * 3 + ["007"] * 2


def test_the_image_of_a_story_is_its_first() -> None:
    issue = issue_of(1)
    part = replace(story("A"), images=(Image("https://example.com/a.png", ""),))
    issue = replace(issue, sections=(replace(issue.sections[0], parts=(part,)),))
    files = files_of(build_feeds(issue, stories=True))
    assert json.loads(files["stories.json"])["items"][0]["image"] == "https://example.com/a.png"


def test_the_seconds_of_stories_count_back_from_their_issue() -> None:
    issue = issue_of(1, "A", "B", updated=datetime(2024, 2, 1, tzinfo=UTC))
    assert issue.date
    assert issue.updated
    found = published(issue)
    second = timedelta(seconds=1)
    assert [(it.facts.title, it.published - issue.date, it.updated - issue.updated) for it in found] == [
        ("Quick", -2 * second, -2 * second), ("B", -second, -second), ("A", 0 * second, 0 * second),
    ]  # fmt: skip
