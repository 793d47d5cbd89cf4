"""Blocks, inline elements and prose know where they are in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.markup.leaf_text import BLANK
from publisher.markup.located import NOWHERE, located
from publisher.markup.markdown_tree import Tree
from publisher.markup.render import parse
from publisher.positions import Lines
from tests.unit.project.test_fix_words import bodies


def places(text: str) -> dict[str, list[str]]:
    """Return the line and column of every element, by tag, in the order of the document."""
    tree, lines = parse(text), Lines(text)
    offsets = tree.offsets()
    found: dict[str, list[str]] = {}
    for element in tree.root.iter():
        if element in offsets:
            position = lines.at(offsets[element])
            found.setdefault(element.tag, []).append(f"{position.line}:{position.column}")
    return found


@pytest.mark.parametrize(
    "text,expected",
    [
        ("# One *two*\n\n  ## Three", {"h1": ["1:1"], "em": ["1:7"], "h2": ["3:3"]}),
        ("One\n**two**\n===", {"h1": ["1:1"], "strong": ["2:1"]}),
        ("One\n  two `c`\\\n*e*", {"p": ["1:1"], "code": ["2:7"], "br": ["2:10"], "em": ["3:1"]}),
        ("***a** b* c**d", {"p": ["1:1"], "em": ["1:1"], "strong": ["1:2"]}),
        ("a ~~b~~ __c__", {"p": ["1:1"], "del": ["1:3"], "strong": ["1:9"]}),
        ("> a\n> > *b*", {"blockquote": ["1:1", "2:3"], "p": ["1:3", "2:5"], "em": ["2:5"]}),
        ("- a\n  1. *b*\n- c", {"ul": ["1:1"], "li": ["1:1", "2:3", "3:1"], "ol": ["2:3"],
                                 "em": ["2:6"]}),
        ("\t- a\n\n-\tb *c*", {"pre": ["1:2"], "ul": ["3:1"], "li": ["3:1"], "em": ["3:5"]}),
        ("p\na | *b*\n-|-\nc |", {"p": ["1:1"], "table": ["2:1"], "th": ["2:1", "2:5"],
                                   "em": ["2:5"], "td": ["4:1"]}),
        ("|a\\|*b*|\n|-|", {"table": ["1:1"], "th": ["1:2"], "em": ["1:5"]}),
        ("a\n\n```\nb\n```\n\n    c\n", {"p": ["1:1"], "pre": ["3:1", "7:5"]}),
        ("Term\n: *a*", {"dl": ["2:1"], "dt": ["1:1"], "dd": ["2:1"], "em": ["2:3"]}),
        ("- [x] *a*", {"ul": ["1:1"], "li": ["1:1"], "em": ["1:7"]}),
        ("[a *b*][c] ![d](e)\n\n[c]: /f", {"p": ["1:1"], "a": ["1:1"], "em": ["1:4"],
                                           "img": ["1:12"]}),
        ("[![a](b)](c)", {"p": ["1:1"], "a": ["1:1"], "img": ["1:2"]}),
        ("a <https://a.example> https://b.example x@c.example",
         {"p": ["1:1"], "a": ["1:3", "1:23", "1:41"]}),
        ("a[^1]\n\n[^1]: b\n\n    *c*", {"p": ["1:1", "3:7", "5:5"], "sup": ["1:2"],
                                         "li": ["3:1"], "em": ["5:5"]}),
        ("[a]: /b\nc\n\n***", {"p": ["2:1"], "hr": ["4:1"]}),
    ],
)  # fmt: skip
def test_each_element_knows_its_line_and_column(text: str, expected: dict[str, list[str]]) -> None:
    assert places(text) == expected


def test_offsets_count_from_the_start_of_the_file() -> None:
    text = "---\ntitle: a\n---\nb *c*"
    tree = parse(located(text)[17:])
    assert sorted(tree.offsets().values()) == [17, 19]


def test_definitions_and_raw_html_know_where_they_are() -> None:
    text = "a <b>c</b>\n\n[D e]: /f\n[g]: /h\n\n<div>\n<!-- i -->\n</div>"
    tree = parse(text)
    assert tree.definitions == {"d e": text.index("[D"), "g": text.index("[g")}
    assert [(tag.name, piece.offset(tag.start)) for piece, tag in tree.tags()] == [
        ("b", 2), ("/b", 6), ("div", 31), ("!--", 37), ("/div", 48),
    ]  # fmt: skip
    assert tree.comments() == (" i ",)


STARTS = {
    "em": "*_", "strong": "*_", "del": "~", "code": "`", "img": "!", "sup": "[",
    "blockquote": ">", "pre": None, "hr": "*-_", "ul": "*-+", "a": None, "ol": None,
}  # fmt: skip


@given(bodies())
def test_each_element_begins_with_its_mark(text: str) -> None:
    tree = parse(text)
    for element, offset in tree.offsets().items():
        assert 0 <= offset < len(text)
        marks = STARTS.get(element.tag)
        assert marks is None or text[offset] in marks, (element.tag, offset)


# --- prose -------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    return " ".join(prose.text for prose in parse(text).prose()).replace(BLANK, " ").split()


@pytest.mark.parametrize(
    "text,left",
    [
        ("a `__b__` c", "a c"),
        ("a ``b ` c`` d", "a d"),
        ("a `b c", "a `b c"),
        ("a\n```\n__b__\n```\nc", "a c"),
        ("a\n~~~ python\n```\n~~~\nc", "a c"),
        ("- a\n  ```\n  b\n  ```\n  c", "a c"),
        ("a\n\n    code\n\nb", "a b"),
        ("- a\n\n    still the item\n", "a still the item"),
        ("a\n    lazy line\n", "a lazy line"),
        ("a <!-- b\nc --> d", "a d"),
        ("a <b class='c'>d</b> e", "a d e"),
        ("a <code>b **</code> c", "a c"),
        ("<pre>\n__a__\n</pre>\nb", "b"),
        ("<div>\na __b\n</div>", "a __b"),
        ("[a](https://example.com/b_(c)) d", "a d"),
        ('[a](https://example.com "b c") d', "a d"),
        ("[a](<b c>) d", "a d"),
        ("![a **b](c) d", "d"),
        ("[a] [b][c] d", "[a] [b][c] d"),
        ("<https://example.com/__a__> b", "b"),
        ("see https://example.com/__a__/b. c", "see . c"),
        ("[a]: https://example.com/__b__ 'c'\n\nd", "d"),
        (r"a \_\_ b &amp; c", "a b &amp; c"),
        ("**a** ***b* c** **d", "a b c **d"),
    ],
)
def test_prose_is_what_readers_see_as_it_was_typed(text: str, left: str) -> None:
    assert words(text) == left.split()


@given(st.text(alphabet="ab _*`~<>!-[](){}#:/\\\n\t\"'=1.", max_size=80))
def test_prose_stays_in_its_place(text: str) -> None:
    for prose in parse(text).prose():
        for index, character in enumerate(prose.text):
            offset = prose.offset(index)
            assert character in (BLANK, "\n") or text[offset] == character
            assert offset != NOWHERE or character in (BLANK, "\n")


def unclosed(text: str) -> list[int]:
    return list(parse(text).unclosed)


def test_code_and_html_that_are_not_closed_are_known() -> None:
    assert unclosed("a\n\n```\nb\n") == [3]
    assert unclosed("a\n\n```\nb\n```\n") == []
    assert unclosed("a\n\n<!-- b\n\nc") == [3]
    assert unclosed("<div>\n\nc") == []


def test_headings_are_known_with_their_words() -> None:
    tree: Tree = parse("# A *b* &amp; <u>c</u>\n\n> ## d\n\n[e](f)\n---\n")
    found = [(it.level, it.text, it.offset) for it in tree.headings()]
    assert found == [(1, "A b & c", 0), (2, "d", 26), (2, "e", 32)]
