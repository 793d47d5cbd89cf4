"""Where an address of the rendered issue stands in its file."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.content.body.locate import Places
from publisher.diagnostics import Position

TEXT = "title: x https://example.org/a\n\n[a](https://example.org/a) [b](https://example.org/ab)\n"


def test_the_search_begins_where_the_body_does() -> None:
    assert Places(TEXT, 3).next_of("https://example.org/a") == Position(3, 5)


def test_a_longer_address_is_another_one() -> None:
    places = Places(TEXT, 3)
    places.next_of("https://example.org/a")
    assert places.next_of("https://example.org/ab") == Position(3, 32)


def test_url_used_more_often_than_written_has_its_last_position() -> None:
    places = Places("[a][r] [b][r]\n\n[r]: /x\n", 1)
    assert [places.next_of("/x"), places.next_of("/x")] == [Position(3, 6), Position(3, 6)]


def test_an_address_may_be_escaped_in_its_file() -> None:
    assert Places('<a href="/?a=1&amp;b=2">', 1).next_of("/?a=1&b=2") == Position(1, 10)


def test_url_that_is_not_found_has_the_position_of_the_body() -> None:
    assert Places("a\nb\n", 2).next_of("/nowhere") == Position(2, 1)
    assert Places("a\nb\n", 2).next_of("") == Position(2, 1)


@given(st.text(alphabet="a/ \n)&", max_size=60), st.integers(min_value=1, max_value=9))
def test_a_place_is_always_inside_the_text(text: str, body_line: int) -> None:
    places = Places(text, body_line)
    lines = text.split("\n")
    for address in ("/a", "a", "&", "/"):
        place = places.next_of(address)
        assert place.line <= len(lines)
        assert place.column <= len(lines[place.line - 1]) + 1
        assert places.at(places.offset_of(place)) == place
