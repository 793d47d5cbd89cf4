"""Faults of nesting are those that html5lib's strict parser finds, which the W3C validator asks."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feed_validator.markup import markup_of

BLOCKS = "p div ul li h2 blockquote pre b a em td tr table dl dt dd".split()


def says_html5lib(html: str) -> bool:
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(html, "div")
    return bool(parser.errors)


def says_publisher(html: str) -> bool:
    return any(fault.kind == "html" for fault in markup_of(html).faults)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<p>b",
        "<p>a</p><p>b</p>",
        "<ul><li>a<li>b</ul>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<ul><li><p>a</p><p>b</p></li></ul>",
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        "<table><caption>a</caption><colgroup><col></colgroup><tr><td>b</td></tr></table>",
        "<table> <tr> <td> <table><tr><td>a</td></tr></table> </td> </tr> </table>",
        "<p>a<br>b<img src=x alt=y><hr>",
        "<b><i>a</i></b>",
        "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>",
        "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>",
        "<figure><img src=x alt=y><figcaption>a</figcaption></figure>",
        "a &lt; b &amp; c &#x3c; d & e",
        "<p>5 > 4</p>",
    ],
)
def test_good_html_is_good_to_both(html: str) -> None:
    assert not says_html5lib(html)
    assert not says_publisher(html)


@pytest.mark.parametrize(
    "html",
    [
        "</p>",
        "<p>a</p></p>",
        "<p><div>a</div></p>",
        "<p><ul><li>a</li></ul></p>",
        "<p><b>a</p>",
        "<p><b>a<div>b</div></b>",
        "<b><i>a</b></i>",
        "<b>a",
        "<div>a",
        "<div><p>a</div></p>",
        "<a href=x>a<a href=y>b</a></a>",
        "<a href=x>a",
        "<h2>a<h3>b</h3></h2>",
        "<ul><li>a</ul></li>",
        "<ul><li><b>a<li>b</ul>",
        "<td>a</td>",
        "<table><td>a</td></table>",
        "<table><p>a</p><tr><td>b</td></tr></table>",
        "<table><tr><td>a",
        "<br></br>",
        "a < b",
        "<p a=1 a=2>b</p>",
        "<!DOCTYPE html><p>a</p>",
        "<?php x ?><p>a</p>",
        "<p>&#150;</p>",
        "<p>&#0;</p>",
        "<em/>a",
        "AT&T is here",
    ],
)
def test_bad_html_is_bad_to_both(html: str) -> None:
    assert says_html5lib(html)
    assert says_publisher(html)


@settings(max_examples=400)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(BLOCKS).map(lambda name: f"<{name}>"),
            st.sampled_from(BLOCKS).map(lambda name: f"</{name}>"),
            st.just("x"),
        ),
        max_size=7,
    ).map("".join)
)
def test_what_is_good_here_is_good_to_html5lib(html: str) -> None:
    if not says_publisher(html):
        assert not says_html5lib(html)
