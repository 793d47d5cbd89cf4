"""The first words of a text: whole sentences where they fit, never half a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.body.sentences import excerpt, first_sentence, run_on, shortened


@pytest.mark.parametrize(
    "text, first",
    [
        ("It stopped. Nobody knows why.", "It stopped."),
        ("Is it out? It is!", "Is it out?"),
        ("He said “Stop.” Then he left.", "He said “Stop.”"),
        ("A note by Dr. No et al. (2021) on e.g. Presses. More.", "A note by Dr. No et al. (2021) on e.g. Presses."),
        ("Version 2.0 of it.js is out. Yes.", "Version 2.0 of it.js is out."),
        ("Jun 7. A meeting. Come.", "Jun 7. A meeting."),
        ("3/9. OpenTech: a talk", "3/9. OpenTech: a talk"),
        ("第一句。第二句。", "第一句。"),
        ("“好！”他说。", "“好！”"),
        ("no end", "no end"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_first_sentence_ends_where_a_reader_hears_it_end(text: str, first: str) -> None:
    assert first_sentence(text) == first


@given(st.text(max_size=300), st.integers(min_value=2, max_value=200))
def test_what_is_shortened_fits_and_is_the_start_of_the_text(text: str, limit: int) -> None:
    line = " ".join(text.split())
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == line or line.startswith(short.removesuffix("…"))


def test_what_is_shortened_ends_with_a_whole_word() -> None:
    assert shortened("Printing, by hand, is slow", 18) == "Printing, by hand…"


@given(st.text(max_size=600))
def test_an_excerpt_is_the_start_of_the_text_and_fits(text: str) -> None:
    line = " ".join(text.split())
    cut = excerpt(text)
    assert len(cut) <= 300
    assert line.startswith(cut.removesuffix("…") if cut != line else line)


def test_an_excerpt_has_as_many_whole_sentences_as_fit() -> None:
    assert excerpt("One two. Three four. Five six.", 22) == "One two. Three four."


def test_an_excerpt_without_an_end_in_reach_is_cut_at_a_word() -> None:
    assert excerpt("a " * 400) == ("a " * 150).strip() + "…"


@pytest.mark.parametrize(
    "lines, line",
    [
        (["One.", "Two."], "One. Two."),
        (["一。", "二：", "三"], "一。二：三"),
        (["", "One", ""], "One"),
        ([], ""),
    ],
)
def test_paragraphs_run_on_as_their_script_has_it(lines: list[str], line: str) -> None:
    assert run_on(lines) == line


@pytest.mark.parametrize(
    "text,first",
    [
        ("Dr. Who came. He left.", "Dr. Who came."),
        ("No! It is.", "No! It is."),
        ("Yes! It is.", "Yes!"),
        ("好。再见。", "好。"),
    ],
)
def test_text_of_less_than_four_characters_is_not_a_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
