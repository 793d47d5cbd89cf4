"""An issue reads well as plain text, and nothing of it is lost.

The examples stand in tests/fixtures/plaintext: HTML, a line with a dot, the text. A middle dot at
the end of a line there is a space, which lets mail clients join the line to the next one.
"""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.mail.plaintext.issue_text import WIDTH, issue_text
from publisher.mail.plaintext.wrapping import width_of
from publisher.model import Issue, Passage, Section, Source

_EXAMPLE = re.compile(r"^`{8} example (.+)\n((?:.*\n)*?)\.\n((?:.*\n)*?)`{8}$", re.MULTILINE)
_FIXTURES = Path(__file__).parents[3] / "fixtures" / "plaintext"
_EXAMPLES = [
    pytest.param(html, text, id=f"{path.stem}: {title}")
    for path in sorted(_FIXTURES.glob("*.txt"))
    for title, html, text in _EXAMPLE.findall(path.read_text(encoding="utf-8"))
]
_BASE = "https://example.com/issues/one/"


def section(title: str, html: str) -> Section:
    return Section(title=title, heading_html=title, parts=(Passage(html),))


def issue(**parts: object) -> Issue:
    return Issue(title="One", slug="one", permalink=_BASE, source=Source("1.md"), **parts)  # type: ignore[arg-type]


def text_of(html: str) -> str:
    return issue_text(issue(intro_html=html))


@pytest.mark.parametrize("html, text", _EXAMPLES)
def test_html_becomes_this_text(html: str, text: str) -> None:
    made = text_of(html)

    shown = "\n".join(
        line.rstrip(" ") + "·" * (len(line) - len(line.rstrip(" "))) for line in made.split("\n")
    )
    assert shown == text


def test_all_examples_are_read() -> None:
    marks = sum(
        path.read_text(encoding="utf-8").count("```````` example ")
        for path in _FIXTURES.glob("*.txt")
    )

    assert len(_EXAMPLES) == marks > 50


def test_references_stand_under_their_section_and_their_numbers_run_on() -> None:
    link = '<p><a href="https://example.com/{}-with-a-long-address">{}</a></p>'

    text = issue_text(
        issue(
            intro_html=link.format("intro", "Hello"),
            sections=(
                section("News", link.format("news", "One")),
                section("More", link.format("more", "Two") + link.format("news", "Three")),
            ),
            outro_html="<p>Bye</p>",
        )
    )

    assert text == (
        "Hello [1]\n\n"
        "[1] https://example.com/intro-with-a-long-address\n\n\n"
        "News\n====\n\nOne [2]\n\n"
        "[2] https://example.com/news-with-a-long-address\n\n\n"
        "More\n====\n\nTwo [3]\n\nThree [4]\n\n"
        "[3] https://example.com/more-with-a-long-address\n"
        "[4] https://example.com/news-with-a-long-address\n\n\n"
        "Bye\n"
    )


def test_an_image_is_named_in_the_language_of_the_issue() -> None:
    picture = '<p><img src="https://example.com/a.png" alt="长城"></p>'

    assert issue_text(issue(intro_html=picture, language="zh-Hans")).startswith("[图: 长城] [1]")
    assert issue_text(issue(intro_html=picture, language="xx")).startswith("[Image: 长城] [1]")


def test_inline_image_has_no_reference() -> None:
    text = text_of('<p><img src="data:image/png;base64,AAAA" alt="Dot"></p>')

    assert text == "[Image: Dot]\n"


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul", "b", "table", "dl"])
def test_depth_ends_no_stack(tag: str) -> None:
    inside = {"ul": "li", "table": "td", "dl": "dd"}.get(tag, "span")
    html = f"<{tag}><{inside}>" * 100 + '<a href="https://example.com/deep">bottom</a>'

    text = text_of(html)

    assert "bottom" in text
    assert "https://example.com/deep" in text


def test_the_marks_of_our_own_in_a_text_do_no_harm() -> None:
    assert text_of("<p>a\ufdd0b\ufdd1c\ufdd2d\ufdd3e</p>") == "abcde\n"


_HTML = st.recursive(
    st.sampled_from(["word ", "漢字。", "a & b ", "&gt; ", "🎉 ", "\n", "-- ", "From me "]),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(
            "p b em code a ul ol li blockquote pre table tr td th dl dt dd h2 h3 br q sup".split()
        ),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=30,
)


@given(_HTML)
def test_no_tree_breaks_the_layout_or_loses_a_letter(html: str) -> None:
    text = text_of(html)

    assert text.endswith("\n")
    for line in text.split("\n"):
        assert width_of(line.rstrip(" ")) <= WIDTH or "    " in line
    for sign in ("word", "漢", "🎉"):
        assert text.count(sign) == html.count(sign)


def test_names_of_columns_without_a_cell_are_kept_in_records() -> None:
    long = "a-path/that-is/longer-than/any-column/of-a-table/in-plain-text/can-be/made"
    head = "<tr><th>file</th><th>author</th><th>date</th></tr>"
    text = text_of(f"<table>{head}<tr><td>{long}</td><td></td><td></td></tr></table>")
    assert all(name in text for name in ("file", "author", "date"))
