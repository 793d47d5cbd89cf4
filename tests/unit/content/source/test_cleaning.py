"""Characters that no feed can carry are mended or taken out, each named with its place."""

import xml.etree.ElementTree as ET
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.source.cleaning import Cleaned, clean, unescaped
from publisher.diagnostics import Position


def places(cleaned: Cleaned) -> list[tuple[str, int, int]]:
    return [(it.code, it.position.line, it.position.column) for it in cleaned.diagnostics]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_becomes_a_line_feed(newline: str) -> None:
    assert clean(f"one{newline}{newline}two{newline}", "x.md") == Cleaned("one\n\ntwo\n")


def test_a_clean_text_stays_the_very_same() -> None:
    text = "# Größe 第 1 期\n\n\tCode with a tab, 👩‍💻 and \u200fעברית\n"
    assert clean(text, "x.md") == Cleaned(text)


def test_what_xml_forbids_is_taken_out_and_named_with_line_and_column() -> None:
    cleaned = clean("ab\n\nc\x01d\x00\n\ud800", "x.md")
    assert cleaned.text == "ab\n\ncd\n"
    assert places(cleaned) == [("C104", 3, 2), ("C104", 3, 4), ("C104", 4, 1)]
    assert all(found.is_error and found.path == "x.md" for found in cleaned.diagnostics)


def test_column_refers_to_the_original_text() -> None:
    assert places(clean("\x01a\x01b\x01c", "x.md")) == [("C104", 1, column) for column in (1, 3, 5)]


@pytest.mark.parametrize("char", ["\x0b", "\x0c"])
def test_a_vertical_tab_or_form_feed_still_parts_words(char: str) -> None:
    cleaned = clean(f"one{char}two", "x.md")
    assert cleaned.text == "one two"
    assert places(cleaned) == [("C104", 1, 4)]


def test_the_line_separators_of_unicode_become_spaces_so_that_lines_keep_their_numbers() -> None:
    assert clean("one\u2028two\u2029three", "x.md") == Cleaned("one two three")


def test_a_c1_control_is_read_as_windows_1252_where_that_has_a_character() -> None:
    cleaned = clean("don\x92t \x93so\x94 \x81", "x.md")
    assert cleaned.text == "don’t “so” "
    assert [found.code for found in cleaned.diagnostics] == ["C105"] * 4
    assert "“’”" in cleaned.diagnostics[0].message


@pytest.mark.parametrize("char", ["\ufffd", "\x7f", "\ufeff", "\ufdd0", "\U0001ffff"])
def test_control_characters_are_removed_with_a_warning(char: str) -> None:
    cleaned = clean(f"a{char}b", "x.md")
    assert cleaned.text == "ab"
    assert places(cleaned) == [("C105", 1, 2)]
    assert not cleaned.diagnostics[0].is_error


def test_many_findings_are_counted_in_one_finding() -> None:
    cleaned = clean("\n".join(["a\x01"] * 1_000), "x.md")
    assert len(cleaned.diagnostics) == 6
    assert cleaned.diagnostics[-1].message.startswith("995 more ")
    assert cleaned.diagnostics[-1].position == Position(6, 2)


def test_bidirectional_controls_stay_for_the_scripts_that_need_them() -> None:
    text = "\u202bשלום\u202c \u2067مرحبا\u2069"
    assert clean(text, "x.md").text == text


@given(st.text(st.characters(codec=None)))
def test_any_text_comes_out_fit_for_xml_on_as_many_lines(text: str) -> None:
    cleaned = clean(text, "x.md")
    ET.fromstring(f"<a>{escape(cleaned.text)}</a>".encode())  # also "]]>", which text may not hold
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert cleaned.text.count("\n") == lines
    assert clean(cleaned.text, "x.md") == Cleaned(cleaned.text)


@pytest.mark.parametrize(
    "written,read",
    [
        ("Runway ML&#x27;s &quot;x&quot;", 'Runway ML\'s "x"'),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("it&amp;#x27;s &amp;quot;twice&amp;quot; &amp;amp; more", 'it\'s "twice" & more'),
        ("How to write &amp;lt; in HTML", "How to write &lt; in HTML"),
        ("AT&T; R&notes & ?a=1&copy=2", "AT&T; R&notes & ?a=1&copy=2"),
        ("caf&eacute;", "café"),
        ("&unknown; &", "&unknown; &"),
    ],
)
def test_references_are_decoded_as_they_were_meant(written: str, read: str) -> None:
    assert unescaped(written) == read
