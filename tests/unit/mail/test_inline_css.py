"""The theme's rules go into ``style`` attributes as a browser would apply them, and nothing else does."""

import builtins
import importlib
import io
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from publisher.dom import document_html
from publisher.mail.render.steps.inline_css import inline_css
from publisher.mail.render.steps.kept_css import keep_css
from publisher.mail.render.steps.shorten import shorten
from tests.unit.mail.letters import done, first, html_of, letter_of, styles_in

step: Any = importlib.import_module("publisher.mail.render.steps.inline_css")
"""The module: its folder gives the name to the function in it."""

DARK = """
:root { --ink: #222222; --sheet: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #eeeeee; } }
p { color: var(--ink); background-color: var(--sheet); }
"""

OUTSIDE = [
    "<link rel=stylesheet href=file:///etc/passwd>",
    "<link rel=stylesheet href=http://example.com/a.css>",
    '<link rel="stylesheet" type="text/css" href="//example.com/a.css">',
    "<style>@import url(http://example.com/a.css);</style>",
    '<style>@import "file:///etc/passwd";</style>',
    "<style media=all>@font-face{font-family:x;src:url(http://example.com/x.woff)}</style>",
    '<p style="background:url(http://example.com/a.png)">a</p>',
    "<p style=\"@import 'http://example.com/a.css'; color: red\">a</p>",
    '<p style="background:url(file:///etc/passwd)">a</p>',
    "<base href=http://example.com/><link rel=stylesheet href=a.css>",
    '<object data="file:///etc/passwd"></object><embed src="http://example.com/a.swf">',
    "<?xml-stylesheet href='http://example.com/a.css'?>",
    '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>',
]
"""HTML that asks for something outside of itself."""


class AskedOutsideError(Exception):
    """A file was opened or the network was asked."""


@pytest.fixture
def shut_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file opens and no socket connects: whoever tries is told by an exception."""

    def refuse(*_: object, **__: object) -> None:
        raise AskedOutsideError

    for module, name in (
        (builtins, "open"), (io, "open"), (os, "open"), (socket, "socket"),
        (socket, "create_connection"), (socket, "getaddrinfo"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, refuse)
    yield
    monkeypatch.undo()


# --- what is inlined ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "css,style",
    [
        ("p{color:red}.a{color:blue}", "color:blue"),
        (".a{color:blue}p{color:red}", "color:blue"),
        ("div > p{color:green}p{color:red}", "color:green"),
        ("[title]{color:green}p{color:red}", "color:green"),
        ("p{color:red !important}.a{color:blue}", "color:red"),
        ("p{padding-left:3px}p.a{padding:1px}", "padding-left:3px;padding:1px"),
        ("p{padding-left:9px}p{padding:1px}p.a{padding-left:3px}", "padding:1px;padding-left:3px"),
        ("p{COLOR:red}p{color:blue}", "color:blue"),
        ("p{mso-line-height-rule:exactly}", "mso-line-height-rule:exactly"),
        ("p:is(.a,.b){color:red}", "color:red"),
        ("[title='a,b']{color:red}", "color:red"),
        ("[title^='a']:not(.b){color:red}", "color:red"),
    ],
)
def test_rules_are_applied_as_the_cascade_has_it(css: str, style: str) -> None:
    letter = done(letter_of('<div><p class="a" title="a,b">x</p></div>', css), inline_css)
    assert first(letter, "p").get("style") == style


def test_first_child_selector_matches_only_the_first_child() -> None:
    css = "li:first-child a{color:red} li:last-child{margin:0} li:nth-child(2){margin:2px}"
    letter = done(
        letter_of("<ul><li><a>1</a></li><li><a>2</a></li><li><a>3</a></li></ul>", css), inline_css
    )
    assert [it.get("style") for it in letter.tree.iter("a")] == ["color:red", None, None]
    assert [it.get("style") for it in letter.tree.iter("li")] == [None, "margin:2px", "margin:0"]


def test_an_element_keeps_no_mark_and_no_attribute_of_an_author_is_one() -> None:
    body = '<p style="">a</p><ul><li data-rule-0="x" style="TOP: 0">b</li><li>c</li></ul>'
    letter = done(letter_of(body, "li:not(:first-child){top:1px}em{top:2px}"), inline_css)
    attributes = [dict(element.attrib) for element in letter.tree.iter("p", "li")]
    assert attributes == [
        {"style": ""},
        {"data-rule-0": "x", "style": "TOP: 0"},
        {"style": "top:1px"},
    ]


def test_colon_in_a_url_of_a_selector_is_not_a_state() -> None:
    letter = done(
        letter_of(
            '<a href="https://example.com">x</a><a href="http://a">y</a>',
            "a[href^='https://']{color:red}",
        ),
        inline_css,
    )
    assert [it.get("style") for it in letter.tree.iter("a")] == ["color:red", None]


def test_the_authors_own_style_wins_over_the_themes() -> None:
    letter = done(
        letter_of('<p style="color: red; margin-top: 1px">x</p>', "p{color:blue;margin:0}")
    )
    assert first(letter, "p").get("style") == "margin:0;color:red;margin-top:1px"


def test_the_themes_important_wins_over_the_authors_own_style() -> None:
    letter = done(letter_of('<p style="color: red">x</p>', "p{color:blue !important}"), inline_css)
    assert first(letter, "p").get("style") == "color:blue"


def test_invalid_declarations_of_an_author_are_removed() -> None:
    letter = done(letter_of('<p style="color:; ;nonsense; } margin:0">x</p>', "p{top:0}"))
    assert "nonsense" not in (first(letter, "p").get("style") or "")


def test_a_stylesheet_is_parsed_once_for_all_issues() -> None:
    css = "p{color:red;margin:0 0 17px} .once{color:blue}"
    before = step._rules.cache_info().misses
    for number in range(5):
        done(letter_of(f'<p class="once">{number}</p>', css), inline_css)
    assert step._rules.cache_info().misses == before + 1


# --- !important ---------------------------------------------------------------------------


def test_kept_rules_win_over_inlined_ones_in_every_client() -> None:
    css = "p{color:red} p:hover{color:blue} @media (max-width: 480px){p{color:green !important}}"
    hover, *_ = styles_in(done(letter_of("<p>x</p>", css)))
    # With a blank before it: Outlook on Windows drops the declaration without.
    assert "p:hover{color:blue !important}" in hover
    assert "@media (max-width: 480px){p{color:green !important}}" in hover


def test_no_inlined_style_gains_important() -> None:
    css = f"{DARK} p{{margin:0 !important}} a:hover{{color:red !important}}"
    letter = done(letter_of('<p class="a">x <a href="https://example.com">y</a></p>', css))
    assert styles_in(letter)
    assert not any("important" in it.get("style", "") for it in letter.tree.iter())


# --- the document -------------------------------------------------------------------------


def test_the_doctype_stays() -> None:
    assert html_of("<p>x</p>", "p{color:red}").startswith("<!DOCTYPE html>\n<html>")


@pytest.mark.parametrize(
    "url", ["{{unsubscribe}}", "https://example.com/?id={{ id }}&a=é", "%7B%7Bx%7D%7D", "a b"]
)
def test_url_is_not_changed(url: str) -> None:
    html = html_of(f'<p><a href="{url}">x</a></p>', "a{color:red}")
    assert f'href="{url.replace("&", "&amp;")}"' in html


def test_a_no_break_space_stays_one_that_can_be_seen() -> None:
    assert "a&nbsp;b" in html_of("<p>a&nbsp;b</p>", "p{color:red}")


def test_characters_of_every_plane_stay() -> None:
    assert "<p>é 中 🗞️ &lt;&amp;&gt;</p>" in html_of("<p>é 中 🗞️ &lt;&amp;&gt;</p>")


# --- nothing from outside -----------------------------------------------------------------


@pytest.mark.parametrize("html", OUTSIDE)
@pytest.mark.usefixtures("shut_in")
def test_nothing_is_opened_whatever_an_issue_holds(html: str) -> None:
    letter = letter_of(f"<p>before</p>{html}<p>after</p>", "p{color:red} p:hover{color:blue}")
    out = document_html(done(letter).tree)
    assert "before" in out
    assert "after" in out
    assert "root:" not in out


@pytest.mark.usefixtures("shut_in")
def test_the_guard_would_notice() -> None:
    with pytest.raises(AskedOutsideError):
        open("/etc/passwd")  # noqa: PTH123, SIM115
    with pytest.raises(AskedOutsideError):
        socket.create_connection(("127.0.0.1", 9))


def test_style_element_of_an_issue_is_not_inlined() -> None:
    letter = done(letter_of("<style>p{color:red}</style><p>x</p>", "p{margin:0}"), inline_css)
    assert first(letter, "p").get("style") == "margin:0"
    assert styles_in(letter) == ["p{color:red}"]
    assert not first(letter, "style").attrib


# --- what is kept -------------------------------------------------------------------------


def test_only_what_cannot_be_inlined_is_kept() -> None:
    css = "p{margin:0} a,a:hover{color:red} @media screen{p{margin:1px}}"
    (kept,) = styles_in(done(letter_of('<p><a href="https://example.com">x</a></p>', css)))
    assert kept == "a:hover{color:red !important}@media screen{p{margin:1px !important}}"


def test_rules_that_match_nothing_are_left_out() -> None:
    css = """
    a:hover,h6:hover { color: red } h5:hover { color: red }
    @media screen { .gone { margin: 0 } p { margin: 0 } .gone p { margin: 0 } }
    """
    (kept,) = styles_in(done(letter_of('<p><a href="https://example.com">x</a></p>', css)))
    assert kept == "a:hover{color:red !important}@media screen{p{margin:0 !important}}"


def test_an_email_without_kept_rules_has_no_style_element() -> None:
    assert styles_in(done(letter_of("<p>x</p>", "p{margin:0} h6:hover{color:red}"))) == []


@pytest.mark.parametrize(
    "selector",
    [
        "u + .body p", "[data-ogsc] p", "#MessageViewBody p", ".moz-text-html p", ".ExternalClass",
        "a[x-apple-data-detectors]", "#outlook a",
    ],
)  # fmt: skip
def test_what_a_client_adds_by_itself_is_a_hook_for_it(selector: str) -> None:
    body = '<div class="body"><p><a href="https://example.com">x</a></p></div>'
    letter = done(letter_of(body, f"{selector}{{color:red}}"))
    assert styles_in(letter) == [f"{selector}{{color:red !important}}"]
    assert first(letter, "p").get("style") is None


def test_a_hook_is_left_out_where_it_hangs_on_nothing() -> None:
    css = "u + .body h6{color:red} [data-ogsc] h6{color:red} .moz-text-html h6{color:red}"
    assert styles_in(done(letter_of("<p>x</p>", css))) == []


def test_dark_colors_are_kept_for_each_kind_of_dark_mode() -> None:
    letter = done(letter_of("<p>x</p>", DARK))
    assert styles_in(letter) == [
        "@media (prefers-color-scheme: dark){p{color:#eeeeee !important}}",
        "[data-ogsc] p{color:#eeeeee !important}",
    ]
    assert first(letter, "p").get("style") == "color:#222222;background-color:#ffffff"


def test_css_that_gmail_may_not_support_is_in_a_separate_block() -> None:
    css = """
    p:hover { color: red } @media (max-width: 480px) { p { margin: 0 } }
    @font-face { font-family: x; src: url(https://example.com/x.woff2) }
    @supports (display: grid) { p { margin: 0 } }
    @media (prefers-reduced-motion: reduce) { p { margin: 1px } }
    p::first-line { color: red } p[title]:hover { color: red }
    """
    known, unknown = styles_in(done(letter_of('<p title="t">x</p>', css)))
    assert known == "p:hover{color:red !important}@media (max-width: 480px){p{margin:0 !important}}"
    for part in ("@font-face", "@supports", "prefers-reduced-motion", "::first-line", "[title]"):
        assert part in unknown


def test_no_block_is_larger_than_gmail_takes() -> None:
    names = [f"c{number}" for number in range(400)]
    rules = "".join(
        f".{name}:hover{{background-image:url(https://example.com/{name}.png)}}" for name in names
    )
    body = "".join(f'<p class="{name}">x</p>' for name in names)
    blocks = styles_in(done(letter_of(body, f"@media screen{{{rules}}} {rules}")))
    assert len(blocks) > 3
    assert all(len(block.encode()) < 8_192 for block in blocks)
    assert all(block.count("{") == block.count("}") for block in blocks)
    assert sum(block.count("url(") for block in blocks) == 800


def test_nothing_is_kept_twice_when_it_is_done_twice() -> None:
    letter = done(letter_of("<p>x</p>", DARK), keep_css, keep_css)
    assert len(styles_in(letter)) == 2


def test_classes_that_no_kept_rule_names_go() -> None:
    css = ".a{color:red} @media screen{.b-c{margin:0}}"
    letter = done(letter_of('<p class="a b-c b">x</p>', css), inline_css, keep_css, shorten)
    assert first(letter, "p").get("class") == "b-c"
