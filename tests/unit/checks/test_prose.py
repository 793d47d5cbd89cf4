"""The prose of a source: what is left of it when everything an author did not write is blank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.checks.prose import BLANK, Prose, prose_of
from publisher.diagnostics import Position
from publisher.model import Source


def prose(text: str, body_line: int = 1) -> Prose:
    return prose_of(Source("001.md", text, body_line))


def words(text: str) -> list[str]:
    return prose(text).text.replace(BLANK, " ").split()


@pytest.mark.parametrize(
    "text,left",
    [
        ("a `__b__` c", "a c"),
        ("a ``b ` c`` d", "a d"),
        ("a `b c", "a `b c"),
        ("a\n```\n__b__\n```\nc", "a c"),
        ("a\n~~~ python\n```\n~~~\nc", "a c"),
        ("- a\n  ```\n  b\n  ```\n  c", "- a c"),
        ("a\n\n    code\n\nb", "a b"),
        ("- a\n\n    still the item\n", "- a still the item"),
        ("a\n    lazy line\n", "a lazy line"),
        ("a <!-- b\nc --> d", "a d"),
        ("a <b class='c'>d</b> e", "a d e"),
        ("<pre>\n__a__\n</pre>\nb", "b"),
        ("[a](https://example.com/b_(c)) d", "[a]( ) d"),
        ('[a](https://example.com "b c") d', "[a]( ) d"),
        ("[a](<b c>) d", "[a]( ) d"),
        ("<https://example.com/__a__> b", "b"),
        ("see https://example.com/__a__/b. c", "see . c"),
        ("[a]: https://example.com/__b__ 'c'\n\nd", "[a]: d"),
        (r"a \_\_ b", "a b"),
        ("# a {#b .c}\n", "# a"),
    ],
)
def test_everything_but_prose_is_blank(text: str, left: str) -> None:
    assert words(text) == left.split()


def test_front_matter_is_not_prose() -> None:
    assert prose("---\ntitle: a\n---\nb", body_line=4).text.replace(BLANK, "") == "\n\n\nb"


def test_unclosed_comment_is_reported() -> None:
    assert prose("a\n<!-- b\n\nc").unclosed_comment == 2
    assert prose("a `<!--` b").unclosed_comment == -1


def test_unclosed_code_fence_is_reported() -> None:
    assert prose("a\n\n```\nb\n").unclosed_fence == 3
    assert prose("a\n\n```\nb\n```\n").unclosed_fence == -1


def test_the_comments_are_kept_for_directives() -> None:
    assert prose("<!-- a --> b <!--c-->").comments == (" a ", "c")


def test_mark_is_found_by_the_text_around_it() -> None:
    finder = prose("one **two** three\nfour ** [five](https://example.com)\n").finder()
    assert finder.place_of("four ", "**", " ") == Position(2, 6)


def test_a_mark_that_is_typed_twice_is_found_twice() -> None:
    finder = prose("a __b\na __b\n").finder()
    assert finder.place_of("a ", "__", "b") == Position(1, 3)
    assert finder.place_of("a ", "__", "b") == Position(2, 3)
    assert finder.place_of("a ", "__", "b") is None


def test_a_mark_in_code_is_not_found() -> None:
    assert prose("`a __b`").finder().place_of("a ", "__", "b") is None


@given(st.text(alphabet="ab _*`~<>!-[](){}#:/\\\n\t\"'=1.", max_size=80))
def test_everything_stays_in_its_place(text: str) -> None:
    scanned = prose(text).text
    assert len(scanned) == len(text)
    for left, typed in zip(scanned, text, strict=True):
        assert left == typed or (left == BLANK and typed != "\n")
