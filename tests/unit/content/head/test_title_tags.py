"""Tags in titles: pairs of them go, their words and everything else stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.head.title_tags import without_tags


@pytest.mark.parametrize(
    "title, bare",
    [
        ("<b>Bold</b> move", "Bold move"),
        ("<i>a <b>b</b></i> c", "a b c"),
        ("one<br>two", "one two"),
        ('<a href="https://example.org">link</a>', "link"),
        ("seen <!-- by nobody -->twice", "seen twice"),
        ("Vec<T> & AT&T", "Vec<T> & AT&T"),
        ("HashMap<K, V> in 1 <2 steps", "HashMap<K, V> in 1 <2 steps"),
        ("the <table> tag", "the <table> tag"),
        ("</b> alone", "</b> alone"),
        ("a < b and c > d", "a < b and c > d"),
        ("&lt;b&gt;said&lt;/b&gt; &#x27;so&#x27;", "&lt;b&gt;said&lt;/b&gt; &#x27;so&#x27;"),
        ("R&D; &copy", "R&D; &copy"),
    ],
)
def test_pairs_of_tags_go_and_their_words_stay(title: str, bare: str) -> None:
    assert without_tags(title) == bare


PIECES = st.sampled_from(
    ["a", " ", "&", "&amp;", "&#39;", "<T>", "Vec<K, V>", "< ", ">", "<3", "AT&T", ";", "é"]
)


@given(st.lists(PIECES, max_size=12))
def test_what_only_looks_like_a_tag_or_a_reference_is_not_touched(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert without_tags(text) == text


@given(st.text(max_size=60))
def test_no_title_makes_it_raise_or_grow(text: str) -> None:
    assert len(without_tags(text)) <= len(text)


def test_what_is_too_long_for_a_title_costs_nothing() -> None:
    endless = "<a " * 100_000
    assert without_tags(endless) == endless


@pytest.mark.parametrize("title", ["<![A", "a <![A b", "<![CDATA[a", "<!A", "<?a"])
def test_a_title_that_no_parser_reads_stays(title: str) -> None:
    assert without_tags(title)
