"""What a feed cannot carry is taken out of any text, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publisher.xml_text import fit, fit_line


@pytest.mark.parametrize(
    "text,expected",
    [
        ("a\x0bb", "ab"),
        ("a\x00b\x1fc", "abc"),
        ("lone \ud83d half", "lone  half"),
        ("\ufffe\uffff\ufdd0\U0001fffe", ""),
        ("lost \ufffd character", "lost  character"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("it\x92s \x93fine\x94\x85", "it’s “fine”…"),
        ("unassigned \x81 there", "unassigned  there"),
    ],
)
def test_characters_that_xml_forbids_are_replaced_or_removed(text: str, expected: str) -> None:
    assert fit(text) == expected


@pytest.mark.parametrize(
    "text", ["", "plain", "tab\tand\nline", "🪂 家 é a\u0301 \u200d", "\xa0\xad"]
)
def test_valid_text_is_not_changed(text: str) -> None:
    assert fit(text) == text


@given(st.text(st.characters()))
def test_any_text_becomes_text_that_xml_can_hold(text: str) -> None:
    element = etree.Element("x")
    element.text = fit(text)
    assert (etree.fromstring(etree.tostring(element)).text or "") == fit(text)


@given(st.text(st.characters()))
def test_a_line_has_no_line_break_and_no_blank_at_its_ends(text: str) -> None:
    line = fit_line(text)
    assert "\n" not in line
    assert line == line.strip()


@pytest.mark.parametrize(
    "text,line",
    [
        ("  a \t b\r\nc\n", "a b c"),
        ("one\u2028two\u2029three", "one two three"),
        ("10\xa0km 第\u3000期", "10\xa0km 第\u3000期"),
        ("\xa0ends\u3000", "ends"),
    ],
)
def test_a_line_keeps_the_spaces_that_an_author_chose(text: str, line: str) -> None:
    assert fit_line(text) == line
