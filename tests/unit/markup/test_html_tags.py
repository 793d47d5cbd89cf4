"""Tags, comments and texts of raw HTML are found where a browser finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.markup.html_tags import comment_text, tags, texts


def values(html: str) -> list[str]:
    return [html[it.start : it.end] for tag in tags(html) for it in tag.attributes]


@pytest.mark.parametrize(
    "html,expected",
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
def test_values_of_attributes_are_found(html: str, expected: list[str]) -> None:
    assert values(html) == expected


@pytest.mark.parametrize(
    "html,shown",
    [
        ("a <b class='c'>d</b> e", ["a ", "d", " e"]),
        ("<pre>\n__a__\n</pre>\nb", ["\nb"]),
        ("a<!-- b -->c<style>d</style>e", ["a", "c", "e"]),
        ("a <code>b <i>c</i></code> d < e", ["a ", " d < e"]),
        ("a <!-- b", ["a "]),
    ],
)
def test_the_texts_that_readers_see_are_found(html: str, shown: list[str]) -> None:
    assert [html[start:end] for start, end in texts(html)] == shown


def test_the_text_of_a_closed_comment_is_found() -> None:
    html = "<!-- a --> b <!--c--><!--><b><!-- d"
    assert [comment_text(html, tag) for tag in tags(html)] == [" a ", "c", "", None, None]


@given(st.text(alphabet="<>/!-='\" \naxhref?", max_size=60))
def test_any_text_may_be_read_as_html(html: str) -> None:
    done = 0
    for tag in tags(html):
        assert done <= tag.start < tag.end <= len(html)
        done = tag.end
        for attribute in tag.attributes:
            assert tag.start < attribute.begin <= attribute.start <= attribute.end <= tag.end
    for start, end in texts(html):
        assert 0 <= start < end <= len(html)
