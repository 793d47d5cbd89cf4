"""What premailer does when it is used plainly. A test that fails here says: a cure is not needed now.

The cures stand in ``publisher/mail/render/steps/inline_css.py``, which names each of these.
"""

import logging
from typing import Any

import pytest
from cssselect import SelectorSyntaxError
from lxml import html
from premailer import Premailer


def transformed(body: str, css: str, **options: Any) -> str:
    page = f"<!DOCTYPE html><html><head><style>{css}</style></head><body>{body}</body></html>"
    maker = Premailer(page, cssutils_logging_level=logging.CRITICAL, **options)
    return str(maker.transform())


def style_of(tag: str, out: str) -> str | None:
    found = html.document_fromstring(out).find(f".//{tag}")
    assert found is not None
    return found.get("style")


def test_important_is_stripped_from_a_kept_style() -> None:
    css = "@media screen{p{color:red !important}}"
    assert "important" not in transformed("<p>x</p>", css, keep_style_tags=True)
    assert "important" in transformed("<p>x</p>", css, keep_style_tags=True, strip_important=False)


def test_without_stripping_inlined_styles_gain_important() -> None:
    out = transformed("<p>x</p>", "p{color:red !important}", strip_important=False)
    assert "important" in (style_of("p", out) or "")


def test_an_address_in_braces_is_encoded() -> None:
    assert 'href="{{%20x%20}}"' in transformed('<a href="{{ x }}">x</a>', "p{color:red}")


def test_a_no_break_space_becomes_the_character() -> None:
    assert "a\xa0b" in transformed("<p>a&nbsp;b</p>", "p{color:red}")


def test_a_doctype_in_small_letters_is_lost() -> None:
    out = Premailer("<!doctype html><html><body><p>x</p></body></html>").transform()
    assert "doctype" not in str(out).lower()


def test_a_selector_with_a_colon_in_its_middle_is_not_inlined_or_cut() -> None:
    css, body = "li:first-child b{color:red}", "<ul><li><b>1</b></li><li><b>2</b></li></ul>"
    assert "style=" not in transformed(body, css)
    cut = transformed(body, css, exclude_pseudoclasses=False)
    assert style_of("li", cut)
    assert style_of("b", cut) is None


def test_a_shorthand_hides_what_comes_after_it() -> None:
    css = "p{padding-left:9px}p{padding:1px}p.a{padding-left:3px}"
    style = style_of("p", transformed('<p class="a">x</p>', css)) or ""
    assert style.index("padding-left") < style.index("padding:1px")


def test_tags_in_capitals_find_nothing() -> None:
    assert style_of("p", transformed("<p>x</p>", "P{color:red}")) is None


def test_an_attribute_counts_for_nothing() -> None:
    out = transformed('<p title="t">x</p>', "[title]{color:green}p{color:red}")
    assert style_of("p", out) == "color:red"


def test_a_selector_is_parted_at_a_comma_in_quotes() -> None:
    with pytest.raises(SelectorSyntaxError):
        transformed('<p title="a,b">x</p>', "[title='a,b']{color:red}")


def test_widths_and_alignments_are_put_on_any_element() -> None:
    assert 'align="center"' in transformed("<p>x</p>", "p{text-align:center}")
