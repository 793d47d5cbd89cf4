"""Whatever raw HTML an author writes, no strict parser of HTML 5 finds an error in any output."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher import dom
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import read_archive
from publisher.feed.entries.entry_html import entry_html
from publisher.html5 import is_plain, read_until_unchanged, straightened
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.issue_email import render
from publisher.model import Issue, Newsletter
from publisher.themes.theme_loader import load_theme

NEWSLETTER = Newsletter("T", "https://example.com/")
THEME = load_theme("default", Path("nowhere"))
NAMES = (
    "p div span ul ol li dl dt dd h2 h3 a b i em strong code pre table thead tbody tfoot tr td th caption "
    "col colgroup blockquote section figure figcaption img br hr button label form nobr font center details "
    "summary ruby rt rp svg path math mi video audio source picture select option small u iframe object "
    "address s sup q ins del dir menu big tt fieldset legend input article nav header body html"
).split()
TAGS = st.sampled_from(NAMES).flatmap(
    lambda name: st.sampled_from(
        [
            f"<{name}>",
            f"</{name}>",
            f"<{name} ",
            f"<{name}",
            f"<{name}/>",
            f'<{name} id="x" class=y>',
        ]
    )
)
PIECES = TAGS | st.sampled_from(
    ["x", " y ", "\n", "\n\n", "* ", "> ", "    ", "**b** ", "[a](/x)", "|a|b|\n|-|-|\n|c|d|\n", "&", "<",
     "&amp", "<!--", "-->", "`c`", "## H\n", "1. ", "![i](i.png)", "[^1]", "\n\n[^1]: note\n", ">", '"']
)  # fmt: skip
PLAIN_PIECES = st.recursive(
    st.sampled_from(
        ["a", " b\n", "&nbsp;", "&amp;", "<br>", "<img src=x>", "<hr>", "&#13;", "&lt;"]
    ),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(
            "p div blockquote ul ol li h2 h3 pre a b em code span small table tbody tr td th".split()
        ),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=12,
)
"""HTML whose tags all close, though not every element is where it may be."""
BODIES = st.lists(PIECES, max_size=12).map("".join)


def issues_of(body: str) -> Iterator[Issue]:
    with tempfile.TemporaryDirectory() as folder:
        text = f"---\ntitle: T\ndate: 2024-05-17\n---\nWords.\n\n{body}"
        Path(folder, "001.md").write_text(text, "utf-8", newline="")
        archive = read_archive(Path(folder), "issues", NEWSLETTER, ContentOptions())
    yield from archive.published(datetime(2030, 1, 1, tzinfo=UTC))


@settings(max_examples=1_000)
@given(BODIES)
@example("* <table")
@example("<h2>a<h2>b</h2></h2>")
@example('<a href="/x">a<a href="/y">b</a></a>')
@example("<li>a<li>b")
@example("<tr>")
@example("<table><del>x")
@example("<p <li>")
@example("<math>`c`")
@example("<u>\n\n[^1]: note\n")
@example("<em>\n<summary>`c`")
@example("<nobr <hr><u><dir><small>")
@example("<ruby><blockquote><del><rt><details>")
@example("* <legend><table><li/></td>|a|b|\n|-|-|\n![i](i.png)")
@example('[<video src="https://example.org/v">x</video>](/x)')
def test_no_parser_finds_an_error_in_an_email_or_an_entry(body: str) -> None:
    for issue in issues_of(body):
        email = render(issue, NEWSLETTER, MailOptions(), THEME)
        html5lib.HTMLParser(strict=True).parse(email.html)
        entry = entry_html(issue.html, permalink=issue.permalink, prefix=issue.slug)
        html5lib.HTMLParser(strict=True).parseFragment(entry, "div")


@given(BODIES)
def test_no_word_goes_when_a_tree_is_put_straight(body: str) -> None:
    tree = dom.parse(body)
    before = "".join(tree.itertext())
    assert sorted("".join(before.split())) == sorted(
        "".join("".join(straightened(tree).itertext()).split())
    )


@given(BODIES)
def test_a_tree_that_is_straight_stays_byte_for_byte(body: str) -> None:
    once = straightened(dom.parse(body))
    html = dom.inner_html(once)
    assert straightened(once) is once
    assert dom.inner_html(once) == html


@settings(max_examples=300)
@given(st.lists(PLAIN_PIECES, max_size=16).map("".join) | BODIES)
@example("<table><tbody><tr><td>a</td></tr></tbody></table>")
@example("<table>a<tbody><tr><td>a</td></tr></tbody></table>")
@example("<p>a&#13;b</p>")
@example("&#xFEFF;a<p>b</p>")
@example("<a href=x><b><a href=y>a</a></b></a>")
@example("<b><b><b><b>a</b></b></b></b><p>b</p>")
@example("<pre>\n\na</pre>")
def test_a_plain_tree_is_one_that_a_parser_of_html_5_reads_as_it_is(body: str) -> None:
    tree = dom.parse(body)
    if is_plain(tree):
        html = dom.inner_html(tree)
        assert read_until_unchanged(tree) is tree
        assert dom.inner_html(tree) == html


@pytest.mark.parametrize(
    "html",
    [
        '<p>a<br>b <img src="x y" alt="&quot;&lt;"></p>\n<pre>\n\n  a\n</pre>',
        "<table><tr><td>a</td></tr></table>\n<table><tbody><tr><td>b</td></tr></tbody></table>",
        '<table><col><tr><td style="a">a&nbsp;b</td></tr></table>',
        '<a href="https://[x"><div>a</div></a>',
        '<svg viewbox="0 0 1 1"><path d="M0"></path></svg>',
        '<foo-bar baz="1">x</foo-bar>',
        '<figure><img src="data:image/png;base64,AA=="><figcaption>c</figcaption></figure>',
        "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>",
        '<video src="x"><source src="y"><p>z</p></video>',
    ],
)
def test_sound_html_is_not_touched(html: str) -> None:
    tree = dom.parse(html)
    written = dom.inner_html(tree)
    assert straightened(tree) is tree
    assert dom.inner_html(tree) == written


@pytest.mark.parametrize(
    "pieces",
    [
        [f"<table><b id={number}>x" for number in range(500)],
        [f'<table><a href="/{number}">x' for number in range(500)],
        [f"<b id={number}>" for number in range(500)] + ["<p>x"] * 500,
        ["<u><dir>x"] * 500,
        [f"<font color={number}><li>x" for number in range(500)],
    ],
    ids=lambda pieces: pieces[0],
)
def test_no_malformed_html_grows_with_its_square(pieces: list[str]) -> None:
    html = "".join(pieces)
    straight = straightened(dom.parse(html))
    assert len(dom.inner_html(straight)) < 12 * len(html)
    assert "".join(straight.itertext()).count("x") == html.count(">x")
    assert len(list(straight.iter("a"))) >= html.count("<a ")
