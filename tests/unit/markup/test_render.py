"""Markdown comes out as its author saw it.

The examples stand in tests/fixtures/markdown, in the form of the CommonMark specification: source,
a line with a dot, the HTML. An arrow there is a tab.
"""

import re
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.markup.render import to_html

_EXAMPLE = re.compile(r"^`{8} example (.+)\n((?:.*\n)*?)\.\n((?:.*\n)*?)`{8}$", re.MULTILINE)
_FIXTURES = Path(__file__).parents[2] / "fixtures" / "markdown"
_EXAMPLES = [
    pytest.param(source.replace("→", "\t"), html, id=f"{path.stem}: {title}")
    for path in sorted(_FIXTURES.glob("*.txt"))
    for title, source, html in _EXAMPLE.findall(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("source, html", _EXAMPLES)
def test_markdown_becomes_this_html(source: str, html: str) -> None:
    assert to_html(source) == html.rstrip("\n")


def test_all_examples_are_read() -> None:
    marks = sum(
        path.read_text(encoding="utf-8").count("```````` example ")
        for path in _FIXTURES.glob("*.txt")
    )

    assert len(_EXAMPLES) == marks > 60


def test_nothing_makes_nothing() -> None:
    assert to_html("") == to_html(" \n\n") == ""


def test_footnotes_do_not_leak_into_the_next_issue() -> None:
    first = to_html("One[^1].\n\n[^1]: Note.")

    assert "[^1]" in to_html("Two[^1].")
    assert to_html("One[^1].\n\n[^1]: Note.") == first


def test_link_definitions_do_not_leak_into_the_next_issue() -> None:
    to_html("[a]\n\n[a]: /b")

    assert to_html("[a]") == "<p>[a]</p>"


def test_issues_read_at_the_same_time_do_not_mix() -> None:
    found: dict[int, str] = {}

    def read(number: int) -> None:
        text = "[a] x[^1]\n\n" * 20 + f"[a]: /{number}\n\n[^1]: note {number}\n"
        found[number] = to_html(text)

    threads = [Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for number, html in found.items():
        assert html.count(f'href="/{number}"') == 20
        assert f"note {number}" in html


def test_a_footnote_inside_of_a_footnote_is_text() -> None:
    html = to_html("a[^1]\n\n[^1]: [^2]: x\n\n[^2]: y")

    assert html.count("<li id=") == 2
    assert html.count("footnote-backref") == 2


@pytest.mark.parametrize("note", ["", "<div>raw</div>", "- a list", "# head", "```\ncode\n```"])
def test_every_footnote_links_back(note: str) -> None:
    html = to_html(f"a[^1]\n\n[^1]: {note}")

    assert html.count('href="#fnref:1"') == 1
    assert note.strip("-#` \n").removeprefix("- ") in html


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(newline: str) -> None:
    assert to_html(newline.join(["- a", "- b"])) == to_html("- a\n- b")


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert to_html("a\x00b\x01\x02klzzwxh:0000\x03\x0b&#1;\ud800") == (
        "<p>abklzzwxh:0000 \ufffd</p>"
    )


def test_marks_of_python_markdown_cannot_be_forged() -> None:
    html = to_html("<b>x</b> \x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x02amp\x03lt; \x0238\x03")

    assert html == "<p><b>x</b> wzxhzdk:0 klzzwxh:0000 amplt; 38</p>"


@given(
    st.text(
        alphabet=st.sampled_from("ab *_`[]()!<>&\\#-+1.\n\t:|~\"'@/中，\x02\x03\x00^{}="),
        max_size=60,
    )
)
def test_any_text_becomes_html_with_every_letter_of_it(text: str) -> None:
    html = to_html(text)

    assert to_html(text) == html
    assert "\x02" not in html
    assert "\x03" not in html
    assert text.count("中") <= html.count("中") + html.count("%E4%B8%AD") + _hidden(text)


def _hidden(text: str) -> int:
    """Characters that may stand where nobody sees them: definitions, footnotes, languages."""
    return text.count("中") if re.search(r"\]:|```|~~~|<|\{|\(|\[", text) else 0


def test_short_rows_under_a_wide_head_are_filled_up_to_a_bound() -> None:
    html = to_html("|a" * 70 + "\n" + "|-" * 70 + "\n" + "x\n" * 1000)
    assert html.count("<td>x</td>") == 1000
    assert html.count("<td></td>") == 1000
    assert to_html("|a|b|\n|-|-|\n|c|").count("<td></td>") == 1  # counted anew in each issue


def test_references_repeat_an_address_up_to_a_bound() -> None:
    html = to_html("[a] " * 1000 + "\n\n[a]: https://example.org/" + "b" * 10_000)
    assert 5 < html.count("<a ") < 15
    assert html.count("[a]") + html.count("<a ") == 1000
    assert "<a " in to_html("[a]\n\n[a]: https://example.org/")


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=6))
def test_no_text_of_a_note_is_lost_where_two_have_one_label(labels: list[str]) -> None:
    notes = "".join(f"[^{label}]: words{at}\n\n" for at, label in enumerate(labels))
    html = to_html(f"Text[^a].\n\n{notes}")
    assert sorted(re.findall(r"words\d", html)) == [f"words{at}" for at in range(len(labels))]
    assert len(re.findall('id="fn:', html)) == len(set(labels))
