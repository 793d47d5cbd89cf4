"""Bytes that no reader sees go; white space, comments and classes that mean something stay."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher import dom
from publisher.dom import document
from publisher.mail.render.steps.shorten import shorten
from tests.unit.mail.letters import done, html_of, letter_of


def short(body: str, css: str = "") -> str:
    html = html_of(body, css, shorten)
    return html.partition("<body>")[2].partition("</body>")[0]


@pytest.mark.parametrize(
    "body,shortened",
    [
        ("<p>a</p>\n\n<p>b</p>", "<p>a</p><p>b</p>"),
        ("<ul>\n <li>a</li>\n <li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>\n a\n b  c </p>", "<p>a b c</p>"),
        ("<p>a <b>b</b> <i>c</i></p>", "<p>a <b>b</b> <i>c</i></p>"),
        ("<p><b>a </b>b</p>", "<p><b>a </b>b</p>"),
        ("<p>a\u00a0 b\u3000c\u2009 d</p>", "<p>a&nbsp; b\u3000c\u2009 d</p>"),
        ("<p>\u3000a</p>", "<p>\u3000a</p>"),
        ("<pre>a\n  b\n</pre>", "<pre>a\n  b\n</pre>"),
        ("<pre><code>a\n\n  b</code></pre>", "<pre><code>a\n\n  b</code></pre>"),
        ("<p>a<!-- x --> b</p>", "<p>a b</p>"),
        ("<p>a <!--[if mso]>x<![endif]--> b</p>", "<p>a <!--[if mso]>x<![endif]--> b</p>"),
        ("<!--[if mso]><table><tr><td><![endif]--><p>a</p><!--[if mso]></td></tr></table><![endif]-->",) * 2,
        ("<!--[if !mso]><!--><p>a</p><!--<![endif]-->",) * 2,
        ('<p style=" color : red ;; margin: 0 ; ">a</p>', '<p style="color:red;margin:0">a</p>'),
        ('<p style="" class="">a</p>', "<p>a</p>"),
        ('<p style="font-family: \'A, B\',  c">a</p>', "<p style=\"font-family:'A, B',c\">a</p>"),
        ('<p data-x="1" title="t">a</p>', '<p title="t">a</p>'),
        ('<p class="a b">a</p>', "<p>a</p>"),
    ],
)  # fmt: skip
def test_only_invisible_parts_are_removed(body: str, shortened: str) -> None:
    assert short(body) == shortened


def test_classes_that_outlooks_own_styles_name_stay() -> None:
    body = '<!--[if mso]><style>.b{color:red}</style><![endif]--><p class="a b bb">x</p>'
    assert '<p class="b">' in short(body)


def test_all_classes_stay_where_a_rule_asks_for_parts_of_them() -> None:
    body = '<style>[class~="x_a"]{color:red}</style><p class="a b">x</p>'
    assert '<p class="a b">' in short(body)


TEXTS = st.text(alphabet="ab \n\t\u00a0\u3000\u2003文<>&", max_size=30)


def written(text: str) -> str:
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_visible_parts_are_not_changed(texts: list[str]) -> None:
    pieces = "".join(f"<b>{written(text)}</b>{written(text)}" for text in texts)
    letter = letter_of(f"<p>{pieces}</p> <p>{pieces}</p>")
    seen = " ".join(dom.text_of(letter.tree).split(" "))
    done(letter, shorten)
    assert dom.text_of(letter.tree) == seen
    again = document(html_of(f"<p>{pieces}</p>", "", shorten))
    assert dom.text_of(again) == dom.text_of(document(f"<p>{pieces}</p>"))
