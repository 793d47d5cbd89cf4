"""Located text is plain text that also leads back, whatever is done to it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.markup import render
from publisher.markup.inline.html_attributes import attributes
from publisher.markup.located import Edit, Located, group, joined, located, substituted
from tests.unit.project.test_fix_words import bodies

TEXT = st.text(alphabet="ab \t\n\r|\\é字🌊", max_size=30)
PLACE = st.integers(-8, 8)


def leads_back(piece: str, original: str) -> bool:
    """Whether each character that has an offset stands there in the original."""
    assert isinstance(piece, Located)
    assert len(piece.offsets) == len(piece)
    return all(
        at < 0 or original[at] == char for at, char in zip(piece.offsets, str(piece), strict=True)
    )


@given(TEXT, PLACE, PLACE)
def test_every_operation_gives_what_it_gives_on_plain_text(text: str, start: int, end: int) -> None:
    whole = located(text)
    pairs: list[tuple[str, str]] = [
        (whole[start:end], text[start:end]),
        (whole.strip(), text.strip()),
        (whole.lstrip(" a"), text.lstrip(" a")),
        (whole.rstrip("\n"), text.rstrip("\n")),
        (whole + "x", text + "x"),
        ("x" + whole, "x" + text),
        (whole[:3] + whole[2:], text[:3] + text[2:]),
        (whole.replace("a", "bcd"), text.replace("a", "bcd")),
        (whole.expandtabs(4), text.expandtabs(4)),
        (joined("\n", whole.split("b")), "\n".join(text.split("b"))),
        (joined("-", ["x", whole, ""]), f"x-{text}-"),
    ]
    for piece, plain in pairs:
        assert leads_back(piece, text)
        assert piece == plain


@given(TEXT)
def test_replaced_characters_keep_their_place(text: str) -> None:
    pattern = re.compile("[ab]|\t+")
    result = substituted(pattern, lambda found: found[0].upper()[:1], located(text))
    assert result == pattern.sub(lambda found: found[0].upper()[:1], text)
    assert isinstance(result, Located)
    for char, at in zip(result, result.offsets, strict=True):
        assert at < 0 or text[at].upper() == char.upper()


def test_a_piece_is_one_only_where_nothing_is_between() -> None:
    whole = located("one two")
    assert (whole[4:]).replaced_by("2") == Edit(4, 7, "2")
    assert (whole[:3] + whole[4:]).span is None
    assert joined("\n", [whole[:3], whole[4:]]).replace("\n", "") == "onetwo"
    assert (whole[:0]).span is None


def test_a_group_of_a_match_is_located() -> None:
    found = re.search("t(w)o", located("one two"))
    assert found
    piece = group(found, 1)
    assert isinstance(piece, Located)
    assert piece.span == (5, 6)


@given(bodies())
def test_located_text_is_read_as_plain_text_is(text: str) -> None:
    plain, read = render.to_tree(text), render.to_tree(located(text))
    assert [(it.tag, it.text, it.tail, it.attrib) for it in plain.elements] == [
        (it.tag, it.text, it.tail, it.attrib) for it in read.elements
    ]
    assert plain.html == read.html


@pytest.mark.parametrize(
    "html,values",
    [
        ("<a href=b>", ["b"]),
        ("<a href = 'b>c' x=1 href=d>", ["b>c", "1"]),
        ('<A HREF="b"/><img src=c/>', ["b", "c/"]),
        ("<!-- <a href=b> --><a href=c>", ["c"]),
        ("<script><a href=b></script ><a href=c>", ["c"]),
        ("<a href='b", []),
        ("< a href=b> a < b </a href=b> <?a href=b>", []),
        ("<a\nx\nhref\n=\n'b\nc'>", ["b\nc"]),
        ("<a =x=b 'y=c>", ["b", "c"]),
        ("<a href><a href=>", [""]),
    ],
)
def test_values_of_attributes_are_found(html: str, values: list[str]) -> None:
    assert [html[it.start : it.end] for it in attributes(html)] == values


@given(st.text(alphabet="<>/!-='\" \naxhref?", max_size=60))
def test_any_text_may_be_looked_through_for_attributes(html: str) -> None:
    for found in attributes(html):
        assert 0 <= found.start <= found.end <= len(html)
