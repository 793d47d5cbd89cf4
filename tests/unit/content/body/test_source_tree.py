"""Where an address of the rendered issue is in its file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.body.source_tree import SourceTree
from publisher.diagnostics import Position
from publisher.model import Source


def tree(text: str, body_line: int = 1) -> SourceTree:
    return SourceTree(Source("001.md", text, body_line))


def test_only_links_are_found() -> None:
    text = "title: x https://example.org/a\n\n`https://example.org/a` [a](https://example.org/a)\n"
    assert tree(text, 3).next_of("https://example.org/a") == Position(3, 29)


def test_each_use_of_an_address_is_found_in_turn() -> None:
    source = tree("[a](/x) [b](/xy)\n\n![c](/x)\n")
    assert [source.next_of("/x"), source.next_of("/xy"), source.next_of("/x")] == [
        Position(1, 5), Position(1, 13), Position(3, 6),
    ]  # fmt: skip


def test_reference_links_are_where_their_definition_is() -> None:
    source = tree("[a][r] [b](/x) [c][r] [d](/x)\n\n[r]: /x\n")
    found = [source.next_of("/x") for _ in range(5)]
    last = Position(1, 27)
    assert found == [Position(3, 6), Position(1, 12), Position(3, 6), last, last]


@pytest.mark.parametrize(
    "text,address,column",
    [
        ('<a href="/?a=1&amp;b=2">', "/?a=1&b=2", 10),
        ("[a](/?a=1&b=2)", "/?a=1&b=2", 5),
        ("[a](</b c>)", "/b%20c", 6),
        (r"[a](/b\_c)", "/b_c", 5),
        ("www.example.org", "http://www.example.org", 1),
        ("<p><img src='a.png'></p>", "a.png", 14),
    ],
)
def test_an_address_is_found_however_it_is_spelled(text: str, address: str, column: int) -> None:
    assert tree(text).next_of(address) == Position(1, column)


def test_an_address_that_is_not_found_is_at_the_start_of_the_body() -> None:
    assert tree("a\nb\n", 2).next_of("/nowhere") == Position(2, 1)
    assert tree("a\nb\n", 2).next_of("") == Position(2, 1)


@given(st.text(alphabet="a/ \n)&(][<>:", max_size=60), st.integers(min_value=1, max_value=9))
def test_a_position_is_always_inside_the_text(text: str, body_line: int) -> None:
    source = tree(text, body_line)
    lines = text.split("\n")
    for address in ("/a", "a", "&", "/", ""):
        position = source.next_of(address)
        assert position.line <= len(lines)
        assert position.column <= len(lines[position.line - 1]) + 1
