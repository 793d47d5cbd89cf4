"""Located text is plain text that also leads back, whatever is done to it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from publisher.markup.located import NOWHERE, Edit, Located, joined, located, substituted

TEXT = st.text(alphabet="ab \t\n\r|\\é字🌊", max_size=30)
PLACE = st.integers(-8, 8)


def offsets(piece: str) -> list[int]:
    """Return the offset of each character, and check that runs and ``offset`` agree."""
    assert isinstance(piece, Located)
    added = {index for start, end in piece.added for index in range(start, end)}
    found = [piece.offset(index) for index in range(len(piece))]
    assert {index for index, offset in enumerate(found) if offset == NOWHERE} == added
    return found


def leads_back(piece: str, original: str) -> bool:
    """Whether each character that has an offset is there in the original."""
    return all(
        at == NOWHERE or original[at] == char
        for at, char in zip(offsets(piece), str(piece), strict=True)
    )


@given(TEXT, PLACE, PLACE)
def test_every_operation_gives_what_it_gives_on_plain_text(text: str, start: int, end: int) -> None:
    whole = located(text)
    pairs: list[tuple[str, str]] = [
        (whole[start:end], text[start:end]),
        (whole[:3].part(0, min(2, len(text))), text[:2]),
        (whole.strip(), text.strip()),
        (whole.lstrip(" a"), text.lstrip(" a")),
        (whole.rstrip("\n"), text.rstrip("\n")),
        (whole + "x", text + "x"),
        ("x" + whole, "x" + text),
        (whole[:3] + whole[2:], text[:3] + text[2:]),
        ((whole[:3] + whole[2:])[start:end], (text[:3] + text[2:])[start:end]),
        (whole.expandtabs(4), text.expandtabs(4)),
        (joined("\n", whole.pieces("b")), "\n".join(text.split("b"))),
        (joined("-", ["x", whole, ""]), f"x-{text}-"),
    ]
    if text:
        pairs.append((whole[start % len(text)], text[start % len(text)]))
    for piece, plain in pairs:
        assert piece == plain
        assert leads_back(piece, text)


@given(TEXT)
def test_a_text_may_be_the_part_of_another(text: str) -> None:
    assert offsets(located(text, 5)) == list(range(5, 5 + len(text)))


@given(TEXT)
def test_replaced_characters_keep_their_place(text: str) -> None:
    pattern = re.compile("[ab]|\t+")
    result = substituted(pattern, lambda found: found[0].upper()[:1], located(text))
    assert result == pattern.sub(lambda found: found[0].upper()[:1], text)
    for char, at in zip(result, offsets(result), strict=True):
        assert at == NOWHERE or text[at].upper() == char.upper()


def test_a_piece_is_one_only_where_nothing_is_between() -> None:
    whole = located("one two")
    assert (whole[4:]).replaced_by("2") == Edit(4, 7, "2")
    assert (whole[:3] + whole[4:]).span is None
    assert (whole[:3] + whole[3:]).span == (0, 7)
    assert (whole[:0]).span is None


def test_operations_that_would_lose_offsets_give_plain_text() -> None:
    assert type(located("one").upper()) is str
    assert located("one")[::-1].replaced_by("x") is None
