"""Premailer as it is used here, and css-inline, style the same elements the same way.

Where they differ, ``DIFFERENT`` says how and why. Two inliners out of one stylesheet are
compared by what a browser computes of their ``style`` attributes: shorthands taken apart, the
last word of each property.
"""

from pathlib import Path

import css_inline
import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from publisher.dom import document
from publisher.mail.render.steps.inline_css import inline_css
from publisher.project.folder import open_project
from publisher.themes.applied_style import look_of
from publisher.themes.declarations import IMPORTANT, declarations_in
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.unit.mail.letters import ACCENT, done, letter_of

BODY = """
<div class="page" id="top"><h1 class="a">One</h1>
<p class="a b" id="p" title="a,b" lang="en-GB" style="color: red; margin-top: 3px">x <a href="https://example.com/a.pdf">y</a></p>
<p class="b">x <em>y</em> <a class="a" href="mailto:a@example.com"><strong>z</strong></a></p>
<ul><li>1</li><li class="a">2<ul><li>2.1</li></ul></li><li>3</li></ul>
<blockquote><p>q</p><p></p></blockquote>
<table class="data"><tbody><tr><td width="1">c</td><td class="a b">d</td></tr></tbody></table></div>
"""

AGREED = {
    "type, class, id": "#p{color:blue}p{color:green}.a{color:black}.a.b{color:gray}",
    "specificity before order": ".a.b{top:1px}.b{top:2px}p.b{top:3px}p{top:4px}div p{top:5px}",
    "an id beats many classes": "#top{top:1px}.page.page.page{top:2px}",
    "attributes count as classes": "[title]{top:1px}p{top:2px}body p{top:3px}",
    "combinators count nothing": "div > p{top:1px}div p{top:2px}h1 + p{top:3px}h1 ~ p{top:4px}",
    "order between equals": ".a{top:1px}.b{top:2px}.a{top:3px}",
    "the star": "*{box-sizing:border-box}p{box-sizing:content-box}",
    "selector lists": "p, .a , li>ul{top:1px}",
    "first and last child": "li:first-child{top:1px}li:last-child{top:2px}p:first-child{top:3px}",
    "inside a first child": "li:first-child li{top:1px}li:first-child a{top:2px}td:first-child{top:3px}",
    "nth child": "li:nth-child(2){top:1px}td:nth-child(odd){top:2px}li:nth-child(2n+1){top:3px}",
    "of type": "p:first-of-type{top:1px}p:last-of-type{top:2px}p:only-child{top:3px}",
    "not": "p:not(.a){top:1px}a:not([href^='mailto:']){top:2px}",
    "empty": "p:empty{top:1px}",
    "attribute selectors": (
        "a[href^='https://']{top:1px}a[href$='.pdf']{left:1px}[title~='a,b']{top:2px}"
        "[class~=b]{left:2px}[lang|=en]{right:1px}[href*='example']{right:2px}td[width='1']{top:3px}"
    ),
    "quotes and commas in selectors": "[title='a,b']{top:1px}[title=\"a,b\"]{left:1px}",
    "important beats specificity": "p{top:1px !important}#p{top:2px}.a.b{top:3px}",
    "important beats important by specificity": "#p{top:1px !important}p{top:2px !important}",
    "important in a shorthand's part": "p{margin-left:9px !important}p.b{margin:1px}",
    "important written oddly": "p{top:1px!important}.b{left:1px ! important}#p{top:2px;left:2px}",
    "shorthand after longhand": "p{padding-left:1px}p.b{padding:2px}",
    "longhand after shorthand": "p{padding:1px}p.b{padding-left:2px}",
    "longhand, shorthand, longhand": "p{padding-left:1px}p{padding:2px}p.b{padding-left:3px}",
    "border's parts": "p{border:1px solid red}p.b{border-left:2px dotted blue}#p{border-color:green}",
    "own style before the rules": "p{color:blue;margin:9px}",
    "own style and a shorthand after it": "#p{margin:1px 2px}",
    "duplicate declarations": "p{top:1px;top:2px}.b{left:1px;left:2px;left:1px}",
    "duplicate rules": "p{top:1px}p{top:1px}p{left:1px}",
    "names in capitals": "P{TOP:1px}.a{Top:2px}",
    "comments everywhere": "/* a */p/**/{/* b */top/**/:/* c */1px/* d */;/* left:2px; */}/* } */",
    "media queries are not inlined": "@media screen{p{top:1px}}@media (max-width:9px){p{top:2px}}p{left:1px}",
    "states are not inlined": "a:hover{top:1px}a:focus,a:visited{top:2px}a{top:3px}p::first-line{top:4px}",
    "other at-rules are not inlined": "@font-face{font-family:x;src:local(y)}@supports (top:1px){p{top:1px}}p{left:1px}",
    "hacks of clients": "p{mso-line-height-rule:exactly;-webkit-text-size-adjust:100%}",
    "urls and strings": "p{background:url('https://example.com/a;b.png?{x}')}.b{font-family:'A, B', \"C\"}",
    "functions": "p{width:calc(100% - 2px)}.b{color:rgba(0, 0, 0, .5)}",
    "inheritance is the browser's": "body{color:blue}.page{font-size:16px}em{font-size:inherit}",
    "empty rules": "p{}.b{;;}.a{top:1px;}",
}

DIFFERENT = {
    "own style against the theme's important": (
        "#p{color:blue !important}",
        {"color": ("blue", "blue !important")},
        "here the word has done its work and goes: inlined it would beat dark mode's rules",
    ),
    "a shorthand said again": (
        "#p{border:1px solid red;border-left:2px solid blue}#p{border:1px solid red}",
        {"border-left": ("1px solid red", "2px solid blue")},
        "css-inline leaves the second one where the first stood; CSS has the last one win",
    ),
}
"""What the two do differently: rules; a property with our value and css-inline's; the reason."""

SIDES = ("top", "right", "bottom", "left")


def taken_apart(style: str) -> dict[str, str]:
    """The longhands that a style comes to: later ones win, important ones over all others."""
    said: dict[str, str] = {}
    for name, value in declarations_in(style):
        important = IMPORTANT if value.endswith(IMPORTANT) else ""
        for longhand, part in _longhands(name, value.removesuffix(IMPORTANT)):
            if important or not said.get(longhand, "").endswith(IMPORTANT):
                said[longhand] = f"{part}{important}"
    return said


def _longhands(name: str, value: str) -> list[tuple[str, str]]:
    if name in {"margin", "padding"}:
        parts = [
            it.serialize()
            for it in tinycss2.parse_component_value_list(value)
            if it.type != "whitespace"
        ]
        return [
            (
                f"{name}-{side}",
                parts[at if at < len(parts) else at - 2 if at - 2 in range(len(parts)) else 0],
            )
            for at, side in enumerate(SIDES)
        ]
    if name == "border":
        return [(f"border-{side}{part}", value) for side in SIDES for part in ("", "-color")]
    if name == "border-color":
        return [(f"border-{side}-color", value) for side in SIDES]
    if name in {f"border-{side}" for side in SIDES}:
        return [(name, value), (f"{name}-color", value)]
    return [(name, value)]


def plain(value: str) -> str:
    """A value without the choices of its writer: quotes, blanks."""
    return "".join(value.split()).replace('"', "'")


def ours(css: str, body: str = BODY) -> list[tuple[str, dict[str, str]]]:
    tree = done(letter_of(body, css), inline_css).tree
    return [
        (str(it.tag), taken_apart(it.get("style", "")))
        for it in tree.iter()
        if isinstance(it.tag, str)
    ]


def theirs(css: str, body: str = BODY) -> list[tuple[str, dict[str, str]]]:
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=css)
    tree = document(inliner.inline(f"<html><head></head><body>{body}</body></html>"))
    return [
        (str(it.tag), taken_apart(it.get("style", "")))
        for it in tree.iter()
        if isinstance(it.tag, str)
    ]


def without_important(styles: dict[str, str]) -> dict[str, str]:
    return {name: plain(value).removesuffix("!important") for name, value in styles.items()}


@pytest.mark.parametrize("name", AGREED)
def test_both_compute_the_same_styles(name: str) -> None:
    for (tag, one), (other_tag, other) in zip(
        ours(AGREED[name]), theirs(AGREED[name]), strict=True
    ):
        assert tag == other_tag
        assert without_important(one) == without_important(other)


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_is_listed(name: str) -> None:
    css, values, _why = DIFFERENT[name]
    for wanted, (our_value, their_value) in values.items():
        pairs = [
            (one.get(wanted), other.get(wanted))
            for (_, one), (_, other) in zip(ours(css), theirs(css), strict=True)
        ]
        assert (our_value, their_value) in pairs


SELECTORS = st.sampled_from(
    "p,.a,.b,#p,p.a,div p,div > p,h1 + p,[title],a[href],li,li:first-child,li:last-child,ul li,li li,"
    "td.a,*,p *,.page .b,em,ul > li.a,p:not(.a),li:nth-child(2),blockquote p,#top #p,#top li".split(
        ","
    )
)
# No shorthand beside one of its parts: what is said again css-inline leaves in its first place
# (DIFFERENT), so that the two come out in another order.
DECLARATIONS = st.sampled_from(
    "color:red;color:blue;margin:1px;margin:1px 2px;margin:3px !important;padding:0;padding:4px 5px 6px;"
    "top:1px;top:2px !important;line-height:1.5;width:50%;width:2px !important".split(";")
)
BLOCKS = st.lists(DECLARATIONS, min_size=1, max_size=4).map(";".join)
RULES = st.lists(
    st.tuples(SELECTORS, BLOCKS).map(lambda rule: f"{rule[0]}{{{rule[1]}}}"), min_size=1, max_size=6
).map("\n".join)
PLAIN = BODY.replace(' style="color: red; margin-top: 3px"', "")


@given(css=RULES)
def test_both_agree_on_any_rules(css: str) -> None:
    ours_of_all, theirs_of_all = ours(css, PLAIN), theirs(css, PLAIN)
    for (tag, one), (_, other) in zip(ours_of_all, theirs_of_all, strict=True):
        assert without_important(one) == without_important(other), tag


@pytest.mark.parametrize("theme", shipped_themes())
def test_both_agree_on_a_shipped_theme(theme: str, repository: Path) -> None:
    project = open_project(repository, repository)
    shelf = project.shelf()
    css = look_of(load_theme(theme, Path("nowhere")).css, ACCENT, "en").stylesheet.inline
    for manuscript in shelf.manuscripts:
        body = f'<div class="page"><div class="sheet">{shelf.issue(manuscript).html}</div></div>'
        for (_, one), (_, other) in zip(ours(css, body), theirs(css, body), strict=True):
            assert without_important(one) == without_important(other)
