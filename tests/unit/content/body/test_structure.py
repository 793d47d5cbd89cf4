"""How an issue falls into sections, stories and quick links, and that nothing is lost."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher import dom
from publisher.model import Issue, QuickLinks, Section, StoryKind

IssueOf = Callable[..., Issue]


def stories(section: Section) -> list[tuple[str, str, str]]:
    return [(story.kind.value, story.emoji, story.title) for story in section.stories]


def test_a_section_starts_at_a_level_two_heading_and_keeps_its_emoji(issue_of: IssueOf) -> None:
    issue = issue_of("Hello.\n\n## Cool Things ✨\n\nOne.\n\n## 🔌 Plugs\n\nTwo.\n")
    assert [(section.emoji, section.title) for section in issue.sections] == [
        ("✨", "Cool Things"),
        ("🔌", "Plugs"),
    ]
    assert issue.intro_html == "<p>Hello.</p>"


def test_a_bold_lead_starts_a_story_and_names_it(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## News\n\n**The press stopped,** and nobody knows why.\n\n> A quote.\n\nMore:\n\n"
        "* [Link](https://example.org/a)\n\n**Paper is out.** Really.\n"
    )
    assert stories(issue.sections[0]) == [
        ("story", "", "The press stopped"),
        ("story", "", "Paper is out"),
    ]
    first = issue.sections[0].stories[0]
    assert first.url == "https://example.org/a"
    assert "A quote." in first.html
    assert "More:" in first.html


def test_the_image_over_a_bold_lead_belongs_to_its_story(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## News\n\n**One.** Text.\n\n![A press](https://example.com/a.png)\n_A hand press_\n\n"
        "**Two.** Text.\n"
    )
    one, two = issue.sections[0].stories
    assert one.images == ()
    assert [image.caption for image in two.images] == ["A hand press"]


def test_a_list_under_a_heading_is_a_list_of_quick_links(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## Links\n\n* ⚙️ [Gears](https://example.org/g). All about them.\n* 💻 Code.\n"
    )
    assert stories(issue.sections[0]) == [
        ("quick_link", "⚙️", "Gears"),
        ("quick_link", "💻", "Code"),
    ]
    assert issue.sections[0].stories[0].url == "https://example.org/g"


def test_a_bold_line_over_a_list_names_its_quick_links(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## Things\n\n**A story.** Told.\n\n"
        "**Quick links ⚡️** ([see all 16](https://example.org/all))\n\n* One\n* Two\n"
    )
    kinds = [story.kind for story in issue.sections[0].stories]
    assert kinds == [StoryKind.STORY, StoryKind.QUICK_LINK, StoryKind.QUICK_LINK]
    assert {story.group for story in issue.sections[0].stories[1:]} == {"Quick links"}
    part = issue.sections[0].parts[1]
    assert isinstance(part, QuickLinks)
    assert "see all 16" in part.lead_html


def test_a_list_in_a_story_is_the_storys(issue_of: IssueOf) -> None:
    issue = issue_of("## Things\n\n**It can do much.**\nFor instance:\n\n* One\n* Two\n")
    assert stories(issue.sections[0]) == [("story", "", "It can do much")]


def test_a_level_three_heading_starts_a_story(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## Things\n\n### 🌍 Maps\n\nText.\n\n### Official\n\n* [A](https://example.org)\n"
    )
    assert stories(issue.sections[0]) == [("story", "🌍", "Maps"), ("quick_link", "", "A")]
    assert issue.sections[0].stories[1].group == "Official"


def test_numbered_paragraphs_of_chinese_weeklies_are_stories(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## 新闻\n\n1、[标题一](https://example.org/1)\n\n内容。\n\n![](https://example.org/a.png)\n\n"
        "2、[标题二](https://example.org/2)\n\n内容。\n"
    )
    assert stories(issue.sections[0]) == [("story", "", "标题一"), ("story", "", "标题二")]
    assert len(issue.sections[0].stories[0].images) == 1


@pytest.mark.parametrize("empty", ["", " ", "**", "_ _"])
def test_an_empty_sign_off_swallows_no_section(issue_of: IssueOf, empty: str) -> None:
    issue = issue_of("Hello.\n\n## News\n\nText.\n", sign_offs=[empty, "bye"])
    assert [section.title for section in issue.sections] == ["News"]
    assert issue.outro_html == ""


@pytest.mark.parametrize("name", ["footnotes-of-mine", "nofootnote", "my footnote-list"])
def test_a_class_that_only_resembles_that_of_notes_is_the_authors(
    issue_of: IssueOf, name: str
) -> None:
    issue = issue_of(f'Hello.\n\n## News\n\nText.\n\n<div class="{name}">Words</div>\n')
    assert issue.footnotes_html == ""
    assert "Words" in issue.sections[0].body_html


def test_sign_off_is_not_part_of_the_last_story(issue_of: IssueOf) -> None:
    issue = issue_of("## News\n\n**One.** Text.\n\n**Thanks for reading!**\nSee you.\n\n⛸\n")
    assert "Thanks" not in issue.sections[0].stories[0].text
    assert dom.text_of(dom.parse(issue.outro_html)) == "Thanks for reading! See you.\n⛸"


def test_footnotes_are_not_part_of_the_last_story(issue_of: IssueOf) -> None:
    issue = issue_of("## News\n\n**One.** Text[^1].\n\n[^1]: A note.\n")
    assert "A note." not in issue.sections[0].stories[0].text
    assert "A note." in issue.footnotes_html


def test_older_issues_that_begin_at_level_one_have_the_same_sections(issue_of: IssueOf) -> None:
    issue = issue_of("# Updates\n\n## News\n\n* One\n\n# Jobs\n\nNone.\n")
    assert [section.title for section in issue.sections] == ["Updates", "Jobs"]
    assert "<h3" in issue.sections[0].html


def test_a_lone_level_one_among_level_two_is_one_of_them(issue_of: IssueOf) -> None:
    issue = issue_of("## Updates\n\n### News\n\n* One\n\n# Quote of the Week\n\nNone.\n")
    assert [section.title for section in issue.sections] == ["Updates", "Quote of the Week"]


def test_no_heading_skips_a_level(issue_of: IssueOf) -> None:
    issue = issue_of("## A\n\n##### B\n\n### C\n\n## D\n")
    tags = [element.tag for element in dom.parse(issue.html).iter("h2", "h3", "h4", "h5", "h6")]
    assert tags == ["h2", "h3", "h3", "h2"]


def test_anchors_are_unique_in_an_issue(issue_of: IssueOf) -> None:
    issue = issue_of("## News\n\n* Same\n* Same\n\n## News\n\n**Same.** x\n")
    anchors = [story.anchor for story in issue.stories] + [s.anchor for s in issue.sections]
    assert len(anchors) == len(set(anchors))
    ids = [element.get("id", "") for element in dom.parse(issue.html).iter() if element.get("id")]
    assert sorted(ids) == sorted(anchors)


def test_an_issue_without_headings_is_all_intro(issue_of: IssueOf) -> None:
    issue = issue_of("One.\n\nTwo.\n")
    assert issue.sections == ()
    assert issue.intro_html == "<p>One.</p>\n<p>Two.</p>"


def test_a_heading_keeps_what_its_author_gave_it(issue_of: IssueOf) -> None:
    issue = issue_of("""## A {.wide dir=rtl}\n\nx\n\n<h2 id='b"' lang="he">B</h2>\n\ny\n""")
    assert issue.sections[0].heading_tag == '<h2 id="a" class="wide" dir="rtl">'
    assert issue.sections[1].heading_tag == '<h2 id="b&quot;" lang="he">'


def test_a_list_of_raw_html_with_words_between_its_items_loses_none(issue_of: IssueOf) -> None:
    issue = issue_of("## A\n\n<ul>one <li>two</li> three <p>four</p></ul>\n")
    assert dom.line_of(dom.parse(issue.sections[0].body_html)) == "one two three four"


def test_number_on_its_own_line_is_not_a_title(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## 言论\n\n1、\n\n少即是多。后来。\n\n-- [甲](https://example.org)\n\n2、\n\n好。\n"
    )
    assert [story.title for story in issue.stories] == ["少即是多", "好"]


def test_bold_emoji_is_a_label_and_not_a_lead(issue_of: IssueOf) -> None:
    issue = issue_of("## A\n\n* **🔌** _Plugs:_ new ones.\n\n## B\n\n**🔌** Words.\n")
    assert stories(issue.sections[0]) == [("quick_link", "🔌", "Plugs: new ones")]
    assert stories(issue.sections[1]) == []


def test_footnote_mark_is_not_part_of_a_title(issue_of: IssueOf) -> None:
    issue = issue_of(
        "Intro[^1]. More.\n\n## A[^1]\n\n**Lead[^1].** x\n\n## B\n\n* Item[^1]\n\n[^1]: Note.\n"
    )
    assert issue.excerpt == "Intro. More."
    assert [section.title for section in issue.sections] == ["A", "B"]
    assert [section.anchor for section in issue.sections] == ["a", "b"]
    assert [story.title for story in issue.stories] == ["Lead", "Item"]
    assert "#fn:1" in issue.html


def test_footnote_of_several_sections_is_shown_once(issue_of: IssueOf) -> None:
    issue = issue_of("Intro[^a].\n\n## A\n\nText[^a].\n\n## B\n\n* x[^a]\n\n[^a]: Note.\n")
    assert issue.html.count("Note.") == 1
    ids = [element.get("id") for element in dom.parse(issue.html).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_details_are_called_by_their_summary(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## A\n\n<details><summary>More of it</summary>\n\n* [a](https://example.org)\n\n</details>\n"
    )
    assert [story.title for story in issue.stories] == ["More of it"]


@pytest.mark.parametrize(
    "label",
    ["🇳🇱", "1️⃣", "👍🏽", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "❤️", "👩‍👩‍👧‍👦", "😀😀"],
)  # fmt: skip
def test_an_emoji_is_a_label_however_many_characters_it_has(issue_of: IssueOf, label: str) -> None:
    issue = issue_of(
        f"## {label} Things\n\n* {label} [One](https://example.org)\n\n## Other {label}\n\nx\n"
    )
    assert [(section.emoji, section.title) for section in issue.sections] == [
        (label, "Things"), (label, "Other"),
    ]  # fmt: skip
    assert stories(issue.sections[0]) == [("quick_link", label, "One")]


def test_what_is_nothing_but_emoji_keeps_them_as_its_words(issue_of: IssueOf) -> None:
    issue = issue_of("## 🌍\n\n* 🌍\n* [🎛](https://example.org)\n")
    assert (issue.sections[0].emoji, issue.sections[0].title) == ("", "🌍")
    assert stories(issue.sections[0]) == [("quick_link", "", "🌍"), ("quick_link", "", "🎛")]


def test_a_nested_list_belongs_to_its_quick_link(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## L\n\n* 🌍 [A](https://example.org/a)\n  * [B](https://example.org/b)\n* C\n"
    )
    assert [story.title for story in issue.stories] == ["A", "C"]
    assert [link.text for link in issue.stories[0].links] == ["A", "B"]


def test_items_of_a_loose_list_are_quick_links_too(issue_of: IssueOf) -> None:
    issue = issue_of("## L\n\n* 🌍 [A](https://example.org/a)\n\n  More of it.\n\n* C\n")
    assert stories(issue.sections[0]) == [("quick_link", "🌍", "A"), ("quick_link", "", "C")]
    assert "More of it." in issue.stories[0].text


def test_the_outro_begins_at_the_first_of_two_sign_offs(issue_of: IssueOf) -> None:
    issue = issue_of(
        "## N\n\n**One.** x\n\n---\n\nThat's all for today!\n\nThanks for reading!\n\n---\n\nImprint\n"
    )
    assert dom.text_of(dom.parse(issue.outro_html)).split("\n") == [
        "That's all for today!", "Thanks for reading!", "Imprint",
    ]  # fmt: skip
    assert issue.outro_html.startswith("<hr>")
    assert "<hr>" not in issue.sections[0].html


def test_a_sign_off_that_is_quoted_is_none(issue_of: IssueOf) -> None:
    issue = issue_of("## N\n\n**One.** x\n\n> Thanks for reading!\n\nMore.\n")
    assert issue.outro_html == ""


def test_a_heading_that_says_goodbye_is_the_outro_and_no_section(issue_of: IssueOf) -> None:
    issue = issue_of("## N\n\n**One.** x\n\n## Thanks for reading!\n\nBye.\n")
    assert [section.title for section in issue.sections] == ["N"]
    assert "Bye." in issue.outro_html


def test_definitions_tables_and_raw_html_belong_to_the_story_they_stand_in(
    issue_of: IssueOf,
) -> None:
    issue = issue_of(
        "## A\n\n**One.** x\n\nTerm\n: Meaning\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>raw</div>\n\n"
        "**Two.** y\n"
    )
    one, two = issue.stories
    assert one.text.split("\n")[1:] == ["Term", "Meaning", "a", "b", "1", "2", "raw"]
    assert two.text == "Two. y"


def test_a_text_from_right_to_left_is_split_like_any_other(issue_of: IssueOf) -> None:
    issue = issue_of("## חדשות 🌍\n\n**كلمة.** نص [رابط](https://example.org)\n")
    assert (issue.sections[0].emoji, issue.sections[0].title) == ("🌍", "חדשות")
    assert stories(issue.sections[0]) == [("story", "", "كلمة")]


def test_a_summary_goes_on_into_the_list_that_it_announces(issue_of: IssueOf) -> None:
    issue = issue_of("Today:\n\n* One.\n* Two.\n\nAnd more.\n\n## A\n\nx\n")
    assert issue.excerpt == "Today: One. Two. And more."


def test_a_chinese_summary_has_no_blanks_between_its_sentences(issue_of: IssueOf) -> None:
    assert issue_of("第一句。\n\n第二句。\n").excerpt == "第一句。第二句。"


BLOCKS = st.sampled_from(
    [
        "Words.", "**Bold.** Words.", "**Quick links**\n\n* 🌍 [a](https://example.org)\n* b", "## Section",
        "### Story 🎛", "![](https://example.org/i.png)", "![x](i.png)\n_x_", "> Quote", "* item\n  * nested",
        "1. one\n2. two", "---", "```\ncode\n```", "| a | b |\n|---|---|\n| 1 | 2 |", "<div>raw</div>",
        "loose <!-- gone --> text", "Thanks for reading!", "# Part", "note[^1]\n\n[^1]: Note", "1、[t](https://example.org)",
        "**Summary**:\n\n* x", "- [ ] task", "#### Deep", "<span>in</span>line", "text\n* list",
    ]
)  # fmt: skip


@pytest.fixture
def whole(issue_of: IssueOf) -> Callable[[str], None]:
    def check(body: str) -> None:
        issue = issue_of(body)
        assert dom.text_of(dom.parse(issue.html)).split() == issue.text.split()
        links = [a.get("href") for a in dom.parse(issue.html).iter("a")]
        assert [link.url for link in issue.links] == [
            href for href in links if href and not href.startswith("#")
        ]
        assert len(issue.images) == len(list(dom.parse(issue.html).iter("img")))

    return check


@given(st.lists(BLOCKS, min_size=1, max_size=12))
def test_whatever_the_split_finds_the_parts_are_the_whole(
    whole: Callable[[str], None], blocks: list[str]
) -> None:
    whole("\n\n".join(blocks) + "\n")


def test_headings_of_the_same_words_are_numbered_past_ids_that_are_taken(issue_of: IssueOf) -> None:
    issue = issue_of('## News\n\na\n\n## News\n\nb\n\n<p id="news-3">c</p>\n\n## News\n\nd\n')
    assert [section.anchor for section in issue.sections] == ["news", "news-2", "news-4"]
