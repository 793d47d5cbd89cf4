"""Emoji at the ends of a line are a label; within it, or as plain signs, they are words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.body import emoji


@pytest.mark.parametrize(
    "text, label, words",
    [
        ("🔌 Plugs", "🔌", "Plugs"),
        ("Plugs 🔌", "🔌", "Plugs"),
        ("🔌 Plugs ✨", "🔌", "Plugs ✨"),
        ("⚙️⚙ Gears", "⚙️⚙", "Gears"),
        ("Plugs", "", "Plugs"),
        ("🔌", "", "🔌"),
        ("", "", ""),
        ("I ❤️ plugs", "", "I ❤️ plugs"),
        # signs that are emoji by the letter of the standard
        ("© 2026", "", "© 2026"),
        ("Arrows ↔", "", "Arrows ↔"),
        ("3 plugs", "", "3 plugs"),
        ("#1 plug", "", "#1 plug"),
        ("1️⃣ plug", "1️⃣", "plug"),
        ("🇳🇱🇧🇪 Low lands", "🇳🇱🇧🇪", "Low lands"),
    ],
)
def test_a_label_is_the_emoji_at_an_end_of_a_title(text: str, label: str, words: str) -> None:
    assert emoji.label(text) == (label, words)


@given(st.text(max_size=40))
def test_a_label_loses_no_word(text: str) -> None:
    label, words = emoji.label(text)
    assert sorted("".join((label + words).split())) == sorted("".join(text.split()))
    assert words or not text.strip()


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_no_text_of_ascii_has_an_emoji(text: str) -> None:
    assert emoji._RUN.search(text) is None
    assert emoji.leading(text) == emoji.trailing(text) == ("", text)
    assert emoji.label(text) == ("", text.strip())
