"""Fields become typed metadata; a fault in one key is named and loses no other."""

import unicodedata
from datetime import time
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.head.dialects import read
from publisher.content.head.front_matter import Field
from publisher.content.head.metadata import Metadata, read_metadata
from publisher.content.head.numbering import number_of
from publisher.content.head.sidecar import read_sidecar
from publisher.content.head.values import LONGEST_TITLE
from publisher.diagnostics import Position

UTC = ZoneInfo("UTC")


def metadata(text: str, sidecar: str = "") -> Metadata:
    overrides = read_sidecar(sidecar, "issues.toml").fields_for(["x.md"])
    return read_metadata(read(text, "x.md"), "x.md", UTC, time(9), overrides)


def of_yaml(*lines: str) -> Metadata:
    return metadata("\n".join(["---", *lines, "---", "", "Body."]))


def found(facts: Metadata) -> list[tuple[str, int, int]]:
    return [(it.code, it.position.line, it.position.column) for it in facts.diagnostics]


@pytest.mark.parametrize(
    "written",
    [
        '"a\\0b"',
        '"a\\tb"',
        '"a\\nb"',
        '"\\uD800"',
        '"a\\x85"',
        '"\\uFFFE"',
        '"\\uFDD0"',
        "x" * 3_000,
    ],
    ids=lambda written: written[:8],
)
def test_invalid_id_is_reported_and_not_used(written: str) -> None:
    facts = of_yaml("title: T", f"id: {written}")
    assert facts.id in {None, "a", "a b"}
    assert len(facts.diagnostics) == 1


# --- what is read ------------------------------------------------------------------------


def test_every_value_that_an_issue_can_have_is_read() -> None:
    facts = of_yaml(
        'title: "#59: Runway ML&#x27;s &quot;x&quot; "',
        "number: 059",
        "date: 2021-02-14",
        "updated: 2021-02-15 10:00",
        "slug: a-search-engine",
        "aliases: [/old/59, https://example.com/59]",
        "summary: >",
        "  One line",
        "  and another.",
        "lang: zh_CN",
        "author: Doe, Jane",
        "tags: [ml, 2021, no]",
        "draft: yes",
        "guid: https://example.com/59",
        "image: cover.png",
        "Mood: good",
    )
    assert facts.title == '#59: Runway ML\'s "x"'
    assert facts.number == 59
    assert facts.date is not None
    assert facts.date.isoformat() == "2021-02-14T09:00:00+00:00"
    assert facts.updated is not None
    assert facts.updated.hour == 10
    assert facts.slug == "a-search-engine"
    assert facts.aliases == ("/old/59", "https://example.com/59")
    assert facts.summary == "One line and another."
    assert facts.language == "zh-CN"
    assert facts.authors == ("Doe, Jane",)
    assert facts.tags == ("ml", "2021", "no")
    assert facts.draft
    assert facts.id == "https://example.com/59"
    assert facts.image == "cover.png"
    assert facts.extra == {"Mood": "good"}
    assert facts.diagnostics == ()
    assert facts.positions["number"] == Position(3, 9)


def test_without_front_matter_there_is_nothing_but_a_title() -> None:
    facts = metadata("# One\n\nBody\n")
    assert facts == Metadata(title="One", positions=MappingProxyType({"title": Position(1, 3)}))


def test_headers_of_pelican_have_lists_parted_by_commas() -> None:
    facts = metadata(
        "Title: One\nDate: 2013-06-07 18:46\nModified: 2013-06-08\nTags: a, b c,\nAuthors: Doe, Jane; Roe, R.\n"
        "Status: draft\nCategory: Rust\n\nBody"
    )
    assert facts.tags == ("a", "b c", "Rust")
    assert facts.authors == ("Doe, Jane", "Roe, R.")
    assert facts.draft
    assert facts.updated is not None
    assert facts.extra == {}
    assert facts.diagnostics == ()


@pytest.mark.parametrize(
    "line,is_draft",
    [
        ("draft: true", True),
        ("draft: No", False),
        ("draft:", False),
        ("status: Draft", True),
        ("status: hidden", True),
        ("status: published", False),
        ("published: false", True),
        ("published: true", False),
        ("published: 2020-01-01", False),
    ],
)
def test_an_issue_is_a_draft_where_any_dialect_says_so(line: str, is_draft: bool) -> None:
    facts = of_yaml("title: A", line)
    assert facts.draft is is_draft
    assert facts.diagnostics == ()


@pytest.mark.parametrize("word", ["No", "2021", "012", "1e3", "12:30:45", "2019-13-45"])
def test_a_title_is_not_bent_by_types(word: str) -> None:
    assert of_yaml(f"title: {word}").title == word


def test_a_list_is_one_value_or_several_lines_or_words_between_commas() -> None:
    assert of_yaml("tags: one").tags == ("one",)
    assert of_yaml("tags: one, two,, one").tags == ("one", "two")
    assert of_yaml("tags:", "- one, two", "- three").tags == ("one, two", "three")
    assert of_yaml("aliases: /a").aliases == ("/a",)
    assert of_yaml("author:", "  name: Jane Doe", "  email: jane@example.com").authors == (
        "Jane Doe",
    )


def test_extra_values_cannot_be_changed_and_can_be_written_as_xml() -> None:
    facts = of_yaml("params:", "  list: [1, {a: b}]", '  text: "a\\x01\\uD800b"', "  big: .inf")
    assert facts.extra["params"] == {"list": (1, {"a": "b"}), "text": "ab", "big": "inf"}
    with pytest.raises(TypeError):
        facts.extra["params"] = 1  # type: ignore[index]


def test_an_empty_value_is_none() -> None:
    facts = of_yaml("title: ''", "number:", "date: ~", "slug:", "tags: []", "author:")
    assert facts == Metadata(positions=facts.positions)


# --- what is wrong -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "line,code",
    [
        (f"title: {'x' * 301}", "C121"),
        ("title: {a: b}", "C115"),
        ("title: [a]", "C115"),
        ('title: "a\\nb"', "C116"),
        ('title: "a\\0b"', "C116"),
        ('title: "a\\e[2Jb"', "C116"),
        ("title: a&#10;b", "C116"),
        ("title: ../../etc/passwd", "C116"),
        ("number: abc", "C132"),
        ("number: 1.5", "C132"),
        ("number: -1", "C132"),
        ("number: true", "C132"),
        ("number: [1]", "C132"),
        ("number: 12345678901", "C132"),
        ("date: soon", "C130"),
        ("date: 2019-13-45", "C130"),
        ("date: [2019]", "C130"),
        ("updated: soon", "C130"),
        ("slug: ../x", "C116"),
        ("slug: a/b", "C116"),
        ("slug: 'a\\b'", "C116"),
        ('slug: "a\\0b"', "C116"),
        ("slug: .", "C116"),
        (f"slug: {'é' * 101}", "C116"),
        ("aliases: [/a/../b]", "C116"),
        ("aliases: [/a/%2e%2e/b]", "C116"),
        ('aliases: ["/a\\nb"]', "C116"),
        ("aliases: 5", "C115"),
        ("aliases: [[a]]", "C115"),
        ("tags: 5", "C115"),
        ("tags: {a: b}", "C115"),
        ("language: en us!", "C115"),
        ("draft: maybe", "C115"),
        ("status: finished", "C115"),
        ("image: [a, b]", "C115"),
        ('summary: "a\\0b"', "C116"),
    ],
)
def test_a_faulty_value_is_named_with_its_place_and_loses_no_other(line: str, code: str) -> None:
    key, _, value = line.partition(": ")
    column = len(key) + 3 + (value.startswith("[") and key == "aliases")
    if value.startswith(("[[", '["')) and key == "aliases":
        column = len(key) + 4
    facts = of_yaml("mood: good", line, "id: here")
    assert found(facts) == [(code, 3, column)]
    assert f"`{key}`" in facts.diagnostics[0].message
    assert "\n" not in facts.diagnostics[0].message
    assert facts.diagnostics[0].hint
    assert (facts.id, facts.extra) == ("here", {"mood": "good"})


def test_of_a_faulty_title_what_is_sound_can_be_shown() -> None:
    assert of_yaml('title: "a\\nBcc: b\\0"').title == "a Bcc: b"
    long = of_yaml(f"title: {'x' * 10_000}").title
    assert long is not None
    assert len(long) == 300


def test_a_good_alias_stays_beside_a_bad_one() -> None:
    facts = of_yaml("aliases:", "  - /good", "  - /../bad")
    assert facts.aliases == ("/good",)
    assert found(facts) == [("C116", 4, 5)]


@pytest.mark.parametrize("title", ["TCP/IP", "Wait.. what?", "A & B", "a/b", "…", "50% off"])
def test_a_title_may_have_what_only_a_path_may_not(title: str) -> None:
    assert of_yaml(f'title: "{title}"') == Metadata(
        title=title, positions=MappingProxyType({"title": Position(2, 8)})
    )


@pytest.mark.parametrize(
    "key,meant",
    [("titel", "title"), ("Tiltle", "title"), ("dat", "date"), ("alias", "aliases"), ("nubmer", "number"),
     ("sumary", "summary"), ("langauge", "language"), ("tag", "tags"), ("drafts", "draft")],
)  # fmt: skip
def test_a_key_that_nearly_means_something_is_a_warning(key: str, meant: str) -> None:
    facts = of_yaml("title: A", f"{key}: x")
    assert found(facts) == [("C117", 3, len(key) + 3)]
    assert not facts.diagnostics[0].is_error
    assert f"`{meant}`" in facts.diagnostics[0].hint
    assert facts.extra == {key: "x"}


@pytest.mark.parametrize("key", ["category", "categories", "Category"])
def test_a_category_is_a_tag_beside_the_others(key: str) -> None:
    assert metadata(f"Title: T\nTags: a, b\n{key}: News\n\nBody").tags == ("a", "b", "News")
    assert of_yaml("title: T", "tags: [a, News]", f"{key}: News").tags == ("a", "News")


@pytest.mark.parametrize(
    "key",
    ["layout", "type", "images", "mood", "sponsor", "weight", "hero", "url", "state"],
)
def test_unknown_key_without_a_similar_one_is_not_reported(key: str) -> None:
    assert of_yaml("title: A", f"{key}: x").diagnostics == ()


# --- what a sidecar says -----------------------------------------------------------------


def test_a_sidecar_wins_over_the_file_under_whichever_name() -> None:
    facts = metadata(
        "---\ntitle: A\npubdate: 2019-01-01\nstatus: draft\nauthor: X\n---\nBody",
        '["x.md"]\ndate = 2019-04-28\ndraft = false\nauthors = ["Y"]\nmood = "good"\n',
    )
    assert facts.title == "A"
    assert facts.date is not None
    assert facts.date.isoformat() == "2019-04-28T09:00:00+00:00"
    assert not facts.draft
    assert facts.authors == ("Y",)
    assert facts.extra == {"mood": "good"}
    assert "date" not in facts.positions
    assert "title" in facts.positions


def test_a_fault_in_a_sidecar_is_named_there() -> None:
    facts = metadata("# A\n", '["x.md"]\nnumber = 1\ndate = "soon"\n')
    assert [(it.code, it.path, it.position) for it in facts.diagnostics] == [
        ("C130", "issues.toml", Position(3, 8))
    ]
    assert facts.number == 1


# --- numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title,number",
    [
        ("#59: A visual search engine", 59),
        ("#12 OpenAI introduces", 12),
        ("# 7 – Seven", 7),
        ("🎉 #100: We made it", 100),
        ("Example Weekly #59", 59),
        ("Example Weekly #59: Things", 59),
        ("Example Weekly (#59)", 59),
        ("Issue 59", 59),
        ("The Example, Issue #59: Things", 59),
        ("Volume 3, Issue 12", 12),
        ("No. 59", 59),
        ("Nº 59", 59),
        ("Ausgabe 12: Neues", 12),
        ("Newsletter 12", 12),
        ("This Week in Rust 582", 582),
        ("This Week In Rust 1", 1),
        ("Rust Weekly 012", 12),
        ("科技爱好者周刊（第 300 期）：三十年", 300),
        ("每周分享第 1 期", 1),
        ("每周分享第１２期", 12),
        ("第300期", 300),
        ("제 7호", 7),
    ],
)
def test_number_is_found_in_the_title(title: str, number: int) -> None:
    assert number_of(title, "unnumbered") == number


@pytest.mark.parametrize(
    "title",
    [
        "The State of Rust 0.9", "Rust 1.80", "What is new in Python 3.13", "0.9", "Top 10 links",
        "10 links for you", "2024 in review", "Review of 2024", "This week in Rust 1.80", "Windows 11",
        "Catch 22", "Issue 1.5 of the standard", "No 10 links today", "C# 12 is here", "Apollo 11",
        "The week of 2024-05-17", "Why we are the #1 newsletter for you", "24/7", "", "三十年",
        "第一期", "Weekly notes, 3 of them", "Newsletters 2.0",
    ],
)  # fmt: skip
def test_versions_years_and_counts_are_not_issue_numbers(title: str) -> None:
    assert number_of(title, "unnumbered") is None


@pytest.mark.parametrize(
    "stem,number",
    [
        ("059", 59), ("0", 0), ("issue-300", 300), ("issue_7", 7), ("Issue 12", 12), ("59-a-visual-search", 59),
        ("2025-01-15-issue-12", 12), ("2025-01-15-this-week-in-rust-582", 582), ("my-newsletter-12", 12),
        ("2025-01-15-this-week-in-rust", None), ("2014-01-12-the-state-of-rust-0-dot-9", None),
        ("20250115", None), ("2024", None), ("2024-in-review", None), ("2025-01-15-10-links", None),
        ("top-10-links", None), ("happy-holidays", None), ("v2", None), ("tissue-12", None), ("", None),
        ("１２", 12), ("9" * 400, None),
    ],
)  # fmt: skip
def test_number_is_found_in_the_file_name_if_not_in_the_title(
    stem: str, number: int | None
) -> None:
    assert number_of("Happy holidays", stem) == number


def test_the_title_wins_over_the_name() -> None:
    assert number_of("#5: Five", "006") == 5


# --- anything ----------------------------------------------------------------------------

LINES = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        ["title", "Date", "number", "slug", "aliases", "tags", "draft", "author", "x", "titel"]
    ),
    st.sampled_from([": ", " = ", ":\n  - ", ": [", ': "']),
    st.text(st.characters(codec=None), max_size=12),
)


@given(st.sampled_from(["---\n", "+++\n", ""]), st.lists(LINES, max_size=6))
def test_any_head_becomes_metadata_that_can_be_written(fence: str, lines: list[str]) -> None:
    text = "\n".join([fence, *lines, fence, "Body."])
    facts = metadata(text)
    for word in (facts.title, facts.slug, facts.summary, facts.id, *facts.tags, *facts.aliases):
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in word or "")
        (word or "").encode()
    for it in facts.diagnostics:
        assert it.position.line <= text.count("\n") + 1


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_title_and_name_have_a_number_or_none(title: str, stem: str) -> None:
    number = number_of(title, stem)
    assert number is None or 0 <= number <= 999_999


def test_a_field_of_the_program_is_read_like_a_written_one() -> None:
    front = read("# A\n", "x.md")
    overrides = {"date": Field("2019-04-28", "2019-04-28", Position())}
    assert read_metadata(front, "x.md", UTC, time(9), overrides).date is not None


def test_an_emoji_in_two_escapes_as_json_writes_it_is_one_character() -> None:
    assert of_yaml(r'title: "Go \ud83d\ude80"').title == "Go 🚀"


def test_html_tags_are_not_part_of_a_title() -> None:
    assert of_yaml('title: "<b>Bold</b> Vec<T> &lt;b&gt;"').title == "Bold Vec<T> <b>"


@pytest.mark.parametrize(
    "written,code,used",
    [
        ("a\\0b", "C116", "a b"),
        ("x" * 400 + "\\0", "C121", "x" * (LONGEST_TITLE - 1) + "…"),
        ("\\0" + "x" * 400, "C121", "x" * (LONGEST_TITLE - 1) + "…"),
    ],
)
def test_a_title_with_a_forbidden_character_keeps_the_other_rules(
    written: str, code: str, used: str
) -> None:
    front = read(f'---\ntitle: "{written}"\n---\n\nWords.\n', "x.md")
    facts = read_metadata(front, "x.md", ZoneInfo("UTC"), time(9))
    assert [it.code for it in facts.diagnostics] == [code]
    assert facts.title == used


def test_a_path_with_a_forbidden_character_is_still_a_path() -> None:
    front = read('---\ntitle: "../../etc/passwd\\0"\n---\n\nWords.\n', "x.md")
    facts = read_metadata(front, "x.md", ZoneInfo("UTC"), time(9))
    assert ["parent folder" in it.message for it in facts.diagnostics] == [True]
