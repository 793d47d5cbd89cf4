"""The head of a file is read in its dialect, and every value knows its place in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.head.dialects import read
from publisher.content.head.front_matter import FrontMatter
from publisher.content.head.title_heading import take_title
from publisher.diagnostics import Position


def texts(front: FrontMatter) -> dict[str, str]:
    return {key: field.text for key, field in front.fields.items()}


def found(front: FrontMatter) -> list[tuple[str, int, int]]:
    return [(it.code, it.position.line, it.position.column) for it in front.diagnostics]


def place(front: FrontMatter, key: str) -> tuple[int, int]:
    field = front.get(key)
    assert field is not None
    return field.position.line, field.position.column


# --- YAML --------------------------------------------------------------------------------

YAML = """\
---
title: "#59: A search engine"
Number: 012
date: 2021-02-14
draft: No
aliases:
  - /old/59
  - /older/59
---

Body.
"""


def test_yaml_is_read_with_every_value_as_it_was_written() -> None:
    front = read(YAML, "x.md")
    assert front.dialect == "yaml"
    assert texts(front) == {
        "title": "#59: A search engine",
        "Number": "012",
        "date": "2021-02-14",
        "draft": "No",
        "aliases": "",
    }
    aliases = front.get("aliases")
    assert aliases is not None
    assert [item.text for item in aliases.items] == ["/old/59", "/older/59"]
    assert (front.body, front.body_line) == ("\nBody.\n", 10)
    assert front.diagnostics == ()


def test_values_have_their_place_in_the_file() -> None:
    front = read("\n\n" + YAML, "x.md")
    assert place(front, "title") == (4, 8)
    assert place(front, "number") == (5, 9)
    aliases = front.get("ALIASES")
    assert aliases is not None
    assert [(item.position.line, item.position.column) for item in aliases.items] == [
        (9, 5),
        (10, 5),
    ]
    assert front.body_line == 12


@pytest.mark.parametrize("word", ["No", "2021", "1e3", "0x1F", "12:30:45", "2019-13-45", "true"])
def test_a_title_that_looks_like_another_type_keeps_its_letters(word: str) -> None:
    assert texts(read(f"---\ntitle: {word}\n---\n", "x.md")) == {"title": word}


def test_three_dots_close_front_matter_too() -> None:
    front = read("---\ntitle: A\n...\nBody\n", "x.md")
    assert (texts(front), front.body, front.body_line) == ({"title": "A"}, "Body\n", 4)


def test_front_matter_may_be_empty_or_the_whole_file() -> None:
    assert read("---\n---\nBody", "x.md").body == "Body"
    assert texts(read("---\ntitle: A\n---", "x.md")) == {"title": "A"}
    assert read("---\n# only a comment\n---\nBody", "x.md").diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nWords, and a thematic break above them.\n",
        "---\n\nWords between\n\n---\n\ntwo breaks.\n",
        "---\nWords: just so, with a break above\nand more of them.\n",
        "---\n\nNote: words.\n\n---\n\nMore.\n",
        "----\ntitle: A\n----\n",
        "--- \n",
        "---",
        "-- -\ntitle: A\n",
        "Words first.\n\n---\ntitle: A\n---\n",
        "+++\nwords\n",
        "+++",
    ],
)
def test_thematic_break_is_not_front_matter(text: str) -> None:
    front = read(text, "x.md")
    assert (front.dialect, dict(front.fields), front.body, front.body_line) == ("none", {}, text, 1)
    assert front.diagnostics == ()


@pytest.mark.parametrize(
    "text", ["---\ntitle: A\ndate: 2020-01-01\n\nBody\n", '+++\ntitle = "A"\n\nBody\n']
)
def test_front_matter_that_is_not_closed_is_named_at_its_opening_line(text: str) -> None:
    front = read("\n" + text, "x.md")
    assert found(front) == [("C110", 2, 1)]
    assert texts(front)["title"] == "A"
    assert front.body == "Body\n"


@pytest.mark.parametrize(
    "source,expected,hint",
    [
        ("title: A\n\ttags: x", ("C111", 3, 1), "spaces"),
        ("title: A: B", ("C111", 2, 9), "quotes"),
        ('title: "A', ("C111", 2, 8), "close"),
        ("title: @me", ("C111", 2, 8), "quotes"),
        ("title: [A] B", ("C111", 2, 12), "quotes"),
        ("- a\n- b", ("C112", 2, 1), "key: value"),
        ("just words", ("C112", 2, 1), "key: value"),
        ("? [a, b]\n: c", ("C112", 2, 3), "key: value"),
        ("title: A\ndate: 1\nTitle: B", ("C113", 4, 8), "line 2"),
        ("x:\n  a: 1\n  a: 2", ("C113", 4, 6), "line 3"),
        ("title: !!python/object/apply:os.system [ls]", ("C114", 2, 8), "value itself"),
        ("title: !thing x", ("C114", 2, 8), "value itself"),
        ("title: *bold*", ("C111", 2, 8), "quotes"),
        ("title: *bold", ("C114", 2, 8), "quotes"),
        ("title: A\nno colon here\n", ("C112", 3, 1), "key: value"),
        ("title: &a x", ("C114", 2, 8), "value itself"),
        ("title: A\nwords between\ndate: 2020-01-01", ("C112", 3, 1), "key: value"),
        ("title: " + "[" * 50 + "]" * 50, ("C111", 2, 23), ""),
        ("title: a\x01b", ("C111", 2, 9), ""),
    ],
)
def test_error_has_a_position_and_a_hint(
    source: str, expected: tuple[str, int, int], hint: str
) -> None:
    front = read(f"---\n{source}\n---\nBody\n", "x.md")
    assert found(front) == [expected]
    assert hint in front.diagnostics[0].hint
    assert front.body == "Body\n"


def test_a_faulty_key_does_not_lose_the_others() -> None:
    front = read(
        '---\ntitle: "not closed\nnumber: 5\nbad: *x\ntags:\n- a\n- b\ndate: 2020-01-01\n---\n',
        "x.md",
    )
    assert texts(front) == {"number": "5", "tags": "", "date": "2020-01-01"}
    assert found(front) == [("C111", 2, 8), ("C114", 4, 6)]


def test_number_of_reported_errors_is_limited() -> None:
    source = "\n".join(f"k{number}: *a" for number in range(150))
    assert len(read(f"---\n{source}\n---\n", "x.md").diagnostics) == 10


# --- TOML --------------------------------------------------------------------------------

TOML = '''\
+++
title = "A # no comment = no"   # a comment
number = 0x10
date = 2019-04-28 18:46:00
tags = [
  "a",  # one
  "b",
]
params.deep = 1
[menu]
main = """
two lines"""
+++
Body
'''


def test_toml_is_read_with_every_value_in_its_place() -> None:
    front = read(TOML, "x.md")
    assert front.dialect == "toml"
    assert front.diagnostics == ()
    assert texts(front) == {
        "title": "A # no comment = no",
        "number": "0x10",
        "date": "2019-04-28 18:46:00",
        "tags": "",
        "params": "",
        "menu": "",
    }
    assert front.fields["params"].value == {"deep": 1}
    assert front.fields["menu"].value == {"main": "two lines"}
    assert [item.text for item in front.fields["tags"].items] == ["a", "b"]
    assert place(front, "title") == (2, 9)
    assert place(front, "tags") == (5, 8)
    assert place(front, "menu") == (10, 1)
    assert (front.body, front.body_line) == ("Body\n", 14)


@pytest.mark.parametrize(
    "source,line,column",
    [
        ('title = "A', 2, 11),
        ("title = A", 2, 9),
        ('title = "A"\ntitle = "B"', 3, 12),
        ("a = " + "[" * 50 + "]" * 50, 2, 21),
        ("a = " + "9" * 5_000, 1, 1),
        (".".join("a" * 50) + " = 1", 2, 34),
        ("x = {" + "a.b.c.d.e.f.g.h.i = 1}", 0, 0),
    ],
)
def test_a_fault_in_toml_has_its_place(source: str, line: int, column: int) -> None:
    front = read(f"+++\n{source}\n+++\nBody\n", "x.md")
    if not line:
        assert front.diagnostics == ()
        return
    assert [it.code for it in front.diagnostics] == ["C111"]
    assert front.diagnostics[0].position.line in (line, line + 1)
    assert front.body == "Body\n"


# --- Pelican -----------------------------------------------------------------------------

PELICAN = """\
Title: This Week: One
DATE: 2013-06-07 18:46
Tags: a, b,
    c
Custom-Key:
Category: Rust

Hello: this is prose.
"""


def test_headers_are_read_to_the_first_blank_line() -> None:
    front = read(PELICAN, "x.md")
    assert front.dialect == "pelican"
    assert texts(front) == {
        "title": "This Week: One",
        "date": "2013-06-07 18:46",
        "tags": "a, b, c",
        "custom-key": "",
        "category": "Rust",
    }
    assert place(front, "date") == (2, 7)
    assert (front.body, front.body_line) == ("\nHello: this is prose.\n", 7)
    assert front.diagnostics == ()


def test_blank_lines_may_stand_before_headers() -> None:
    front = read("\n\nTitle: A\n\nBody", "x.md")
    assert place(front, "title") == (3, 8)
    assert front.body_line == 4


@pytest.mark.parametrize(
    "text",
    [
        "Note: this is prose.\n\nMore.\n",
        "https://example.com/: an address\n",
        "Summary: a week of rain\nand more rain.\n",
        "Summary: a week of rain\n\nMore.\n",
        "Status: it rains.\n",
        "Title without a colon\n",
        "    Title: code\n",
    ],
)
def test_prose_with_a_colon_is_not_front_matter(text: str) -> None:
    front = read(text, "x.md")
    assert (front.dialect, front.body) == ("none", text)


def test_a_summary_beside_a_title_is_a_header() -> None:
    assert texts(read("Summary: S\nTitle: T\n\nBody", "x.md")) == {"summary": "S", "title": "T"}


def test_a_line_among_headers_that_is_none_is_named_and_begins_the_body() -> None:
    front = read("Title: A\nWords too early.\n\nMore.\n", "x.md")
    assert found(front) == [("C111", 2, 1)]
    assert (front.body, front.body_line) == ("Words too early.\n\nMore.\n", 2)


def test_a_header_that_is_given_twice_is_named() -> None:
    front = read("Title: A\nDate: 2020-01-01\ntitle: B\n  and C\n\nBody\n", "x.md")
    assert found(front) == [("C113", 3, 8)]
    assert texts(front)["title"] == "A"


# --- a heading as the title --------------------------------------------------------------


@pytest.mark.parametrize(
    "body,title,rest",
    [
        ("# A title\n\nBody\n", "A title", "\n\nBody\n"),
        ("\n\n#\tA title ##\nBody", "A title", "\n\n\nBody"),
        ("A title\n=======\nBody", "A title", "\n\nBody"),
        ("Words.\n\n## Two\n\n# One\n", "One", "Words.\n\n## Two\n\n\n"),
        ("```\n# code\n```\n# One", "One", "```\n# code\n```\n"),
        (
            "~~~~ md\n# code\n~~~\n# code\n~~~~\n# One",
            "One",
            "~~~~ md\n# code\n~~~\n# code\n~~~~\n",
        ),
        ("<!--\n# no\n-->\n# One", "One", "<!--\n# no\n-->\n"),
        ("<!-- # no -->\n# One", "One", "<!-- # no -->\n"),
        ("<pre>\n# no\n</pre>\n# One", "One", "<pre>\n# no\n</pre>\n"),
        ("    # code\n\n# One", "One", "    # code\n\n"),
        ("# C#\n", "C#", "\n"),
        ("# One {#one .big}\n", "One", "\n"),
        ("- item\n===\n\n# One", "One", "- item\n===\n\n"),
        ("- item\n\n  # part of it\n\n# One", "One", "- item\n\n  # part of it\n\n"),
        ("#hashtag\n===\nBody", "#hashtag", "\n\nBody"),
        ("[a]: /b\nOne\n===", "One", "[a]: /b\n\n"),
        ("# [One][a]\n\n[a]: /b", "One", "\n\n[a]: /b"),
    ],
)
def test_the_first_level_one_heading_is_the_title_and_leaves_its_characters(
    body: str, title: str, rest: str
) -> None:
    taken = take_title(body)
    assert taken is not None
    assert (taken.text, taken.body.replace(" ", "")) == (title, rest.replace(" ", ""))
    assert len(taken.body) == len(body)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Words",
        "## Two\n",
        "#hashtag\n",
        "> # quoted\n",
        "#\n",
        "# #\n",
        "a = b\n",
        "a\nb\n===\n",
        "=====\n",
    ],
)
def test_text_without_a_title_heading_has_no_title(body: str) -> None:
    assert take_title(body) is None


def test_the_place_of_a_heading_is_that_of_its_words() -> None:
    taken = take_title("\n#  One\n")
    assert taken is not None
    assert taken.position == Position(2, 4)
    assert place(read("---\nnumber: 5\n---\n\n#  One\n", "x.md"), "title") == (5, 4)


def test_headings_are_kept_if_the_front_matter_has_a_title() -> None:
    front = read("---\ntitle: A\n---\n# One\n", "x.md")
    assert (texts(front), front.body) == ({"title": "A"}, "# One\n")


def test_an_empty_title_is_none() -> None:
    front = read("---\ntitle:\nnumber: 5\n---\n# One\n", "x.md")
    assert texts(front) == {"title": "One", "number": "5"}


@pytest.mark.parametrize(
    "markup,words",
    [
        ("A **bold** and *slanted* `code*` word", "A bold and slanted code* word"),
        ("__all__ of ***it***", "all of it"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("[A *link*](https://example.com/a_(b)) and [another][ref]", "A link and [another][ref]"),
        ("Why <div> is not <em>it</em> <!-- yet -->", "Why <div> is not it"),
        ("AT&T &amp;#x27; `a <b>`", "AT&T ' a <b>"),
        ("![A picture](x.png) [![alt](x.png)](https://example.com)", "A picture alt"),
        ("<https://example.com>", "https://example.com"),
        ("<u>Vec&lt;T&gt;</u> and Vec<T> &amp; ~~gone~~", "Vec<T> and Vec<T> & gone"),
        (r"1\. \*stars\* and [brackets]", "1. *stars* and [brackets]"),
        ("科技爱好者周刊（第 300 期）：**三十年**", "科技爱好者周刊（第 300 期）：三十年"),
        ("a\0b", "ab"),
    ],
)
def test_a_title_is_plain_words(markup: str, words: str) -> None:
    taken = take_title(f"# {markup}")
    assert taken is not None
    assert taken.text == words


# --- any text ----------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["---\n", "+++\n", "...\n", "title: ", "Title: ", "date = ", "tags:\n", "- ", "\n", "\n\n", "# ",
     "*a", "&a ", "!!str ", '"', "'", "[", "]", "{", "}", "\t", ": ", "```\n", "<!--", "2020-01-01",
     "\u2028", "\x85", "\ufeff", "|\n", ">\n", "? ", "%YAML 1.1\n", "=", "===\n"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(st.characters(codec=None), max_size=5), max_size=30).map("".join))
def test_any_text_is_read_with_places_that_are_inside_of_it(text: str) -> None:
    front = read(text, "x.md")
    lines = text.split("\n")
    positions = [field.position for field in front.fields.values()]
    positions += [finding.position for finding in front.diagnostics]
    for position in positions:
        assert position.line <= len(lines)
        assert position.column <= len(lines[position.line - 1]) + 1
    rest = lines[front.body_line - 1 :]
    if "title" not in front.fields:
        assert "\n".join(rest).endswith(front.body)
    assert len(front.body.split("\n")) <= len(rest)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_a_text_without_a_head_is_all_body(text: str) -> None:
    front = read(f"Words.\n{text}", "x.md")
    assert len(front.body) <= len(text) + 7
    assert front.body_line == 1


@pytest.mark.parametrize(
    "title, heading, stays",
    [
        ("Runway ML&#x27;s store", "Runway ML's **store**", False),
        ("The second sheet", "The Second Sheet", False),
        ("The second sheet", "Another thing", True),
        ("…", "---", True),
    ],
)
def test_a_heading_that_repeats_the_title_of_the_front_matter_is_left_out(
    title: str, heading: str, stays: bool
) -> None:
    front = read(
        f"---\ntitle: '{title.replace(chr(39), chr(39) * 2)}'\n---\n\n# {heading}\n\nWords.\n",
        "x.md",
    )
    assert ("# " in front.body) is stays
    assert "Words." in front.body
