"""Links whose brackets went wrong are errors, at their place; brackets that are meant are none."""

import pytest

from tests.unit.checks.conftest import Found

URL = "https://example.com/a"


@pytest.mark.parametrize(
    "item,column",
    [
        (f"* [Title({URL})", 3),
        (f"* [Title] ({URL})", 3),
        (f"* [Title]({URL}", 3),
        (f"* Title]({URL})", 8),
        (f"* [Title]{URL}", 3),
        (f"* [Title]({URL} and more)", 3),
        (f"* [Title]]({URL})", 10),
        (f"* [Title (part [one])({URL})", 3),
    ],
)
def test_a_broken_item_of_a_list_is_an_error(found_in: Found, item: str, column: int) -> None:
    found = found_in(f"* [First]({URL}/1)\n{item}\n* [Last]({URL}/3)\n", "C308")
    assert [(it.position.line, it.position.column) for it in found] == [(6, column)]
    assert found[0].is_error


def test_a_bracket_beside_a_whole_link_is_a_warning(found_in: Found) -> None:
    found = found_in(f"* [[Title]({URL})\n", "C3")
    assert [(it.code, it.position.column) for it in found] == [("C313", 3)]


def test_an_item_without_a_blank_behind_its_star_is_found(found_in: Found) -> None:
    found = found_in(f"* [First]({URL}/1)\n*[Second]({URL}/2)\n* [Last]({URL}/3)\n", "C205")
    assert [(it.position.line, it.position.column) for it in found] == [(6, 1)]


@pytest.mark.parametrize(
    "text",
    [
        f"A [link]({URL}), [another [nested]]({URL} 'and titled') and ![image]({URL}.png).",
        f"[![image]({URL}.png)]({URL})",
        f"[a link\nover two lines]({URL})",
        "- [ ] open\n- [x] done",
        "A note[^1].\n\n[^1]: The note.",
        "`list[0]` and `[`, and\n\n    array[",
        r"A lone \[ that is meant.",
        f"An [inline](<{URL}>) and a [reference][a] and [a].\n\n[a]: {URL}",
        "He said [sic] that.",
        f"See ({URL}) and [{URL}]({URL}).",
        f"[Parentheses]({URL}_(b)) in an address",
        f"*[Emphasis]({URL})* around a link",
    ],
)
def test_valid_brackets_are_not_reported(found_in: Found, text: str) -> None:
    assert [
        str(it) for it in found_in(text, "C") if it.code in {"C308", "C313", "C307", "C205"}
    ] == []
