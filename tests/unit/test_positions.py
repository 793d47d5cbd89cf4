"""Offsets and positions are converted into each other without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.diagnostics import Position
from publisher.positions import Lines, position_at, with_line_feeds

TEXTS = st.text(alphabet="ab\n\r\u2028 é", max_size=40)


@given(TEXTS, st.integers(0, 40))
def test_both_ways_to_a_position_agree(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    lines = Lines(text)
    assert lines.at(offset) == position_at(text, offset)
    assert lines.offset_of(lines.at(offset)) == offset


@given(TEXTS, st.integers(0, 40))
def test_a_position_is_what_splitting_at_line_feeds_gives(text: str, offset: int) -> None:
    before = text[:offset].split("\n")
    assert position_at(text, offset) == Position(len(before), len(before[-1]) + 1)


def test_what_is_after_the_end_is_at_the_end() -> None:
    assert position_at("a\nbc", 99) == Position(2, 3)
    assert Lines("a\nbc").offset_of(Position(9)) == 2


@pytest.mark.parametrize("text", ["a\r\nb\rc\nd", "a\nb\nc\r\nd"])
def test_line_ends_of_other_systems_become_line_feeds(text: str) -> None:
    assert with_line_feeds(text) == "a\nb\nc\nd"
