"""Styles come out shorter, and mean the same."""

from typing import Any

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from publisher.themes.css_selectors import is_common, known_part, needs_client, parts_of
from publisher.themes.declarations import declarations_in, shortest


@pytest.mark.parametrize(
    "style,short",
    [
        ("color : red ; ; margin: 0 ;", "color:red;margin:0"),
        ("COLOR: Red", "color:Red"),
        ('font-family: "A,  B" , C', "font-family:'A,  B',C"),
        ("""content: "it's" """, 'content:"it\'s"'),
        (
            "background: url( https://example.com/a,b;c.png )",
            "background:url('https://example.com/a,b;c.png')",
        ),
        ('background: url("{{x}}")', "background:url('{{x}}')"),
        ("width: calc( 100%  -  2px )", "width:calc(100% - 2px)"),
        ("color: rgba( 0 , 0 , 0 , .5 )", "color:rgba(0,0,0,.5)"),
        ("margin: 1px/**/2px /* x */ 3px", "margin:1px 2px 3px"),
        ("top: 1px!important", "top:1px !important"),
        ("nonsense; top: 1px", "top:1px"),
        ("color: ; top: 1px", "top:1px"),
        ("background: url(x y); top: 1px", "top:1px"),
    ],
)
def test_a_style_is_written_short(style: str, short: str) -> None:
    assert shortest(style) == short
    assert shortest(short) == short


VALUES = st.lists(
    st.sampled_from(["red", "'a  b'", '"c,  d"', "1px", ",", "/", " ", "rgb(1, 2,3)", "url(x y)", "/**/", "#abc", "-2px"]),
    min_size=1, max_size=6,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("opening", ["(", "calc(", "[", "{", "a:{", "url(", "'", "/*", "\\"])
def test_no_style_is_too_deep_to_be_read(opening: str) -> None:
    assert len(declarations_in(f"top:1px;width:{opening * 3000}")) <= 2
    assert len(declarations_in(f"top:1px;width:{opening * 20}")) <= 2


def test_many_brackets_beside_one_another_are_read() -> None:
    style = f"background:{','.join(['rgb(1,2,3)'] * 300)}"
    assert shortest(style) == style


def meaning(nodes: list[Any]) -> list[Any]:
    """Tokens without blanks and the choice of quotes."""
    return [
        (node.type, meaning(node.arguments) if node.type == "function" else getattr(node, "value", None))
        for node in nodes
        if node.type not in {"whitespace", "comment"}
    ]  # fmt: skip


@given(value=VALUES)
def test_what_is_short_is_read_as_the_same(value: str) -> None:
    style = f"x:{value}"
    read, again = (
        [(part.lower_name, meaning(part.value)) for part in tinycss2.parse_blocks_contents(text) if part.type == "declaration"]
        for text in (style, shortest(style))
    )  # fmt: skip
    if "error" in str(read) or not dict(read).get("x"):  # browsers drop it, and so do we
        assert again == []
        return
    assert read == again
    assert shortest(shortest(style)) == shortest(style)


@pytest.mark.parametrize(
    "selector,parts",
    [
        ("a , b", ("a", "b")),
        ("p:is(a, b) c,[title='x,  y']", ("p:is(a,b) c", "[title='x,  y']")),
        ("ul > li", ("ul > li",)),
        ("a/**/.b", ("a.b",)),
    ],
)
def test_a_selector_list_falls_into_its_parts(selector: str, parts: tuple[str, ...]) -> None:
    assert tuple(it.replace('"', "'") for it in parts_of(selector)) == parts


@pytest.mark.parametrize(
    "selector,client,known,common",
    [
        ("p > a.b#c", False, "p > a.b#c", True),
        ("a:hover", True, "a", True),
        ("p:hover a:not(.b):focus", True, "p a:not(.b)", False),
        ("li:nth-child(2n+1)", False, "li:nth-child(2n+1)", False),
        ("[data-ogsc] p", True, "p", False),
        ("u + .body p", True, "*.body p", True),
        (".ExternalClass", True, None, True),
        ("p::before", True, "p", False),
        ("p:fullscreen", True, "p", True),
        ("p:unheard-of", True, None, False),
        ("p:has(> img)", False, None, False),
        ("!", True, None, False),
    ],
)
def test_what_only_a_client_can_tell_is_known(
    selector: str, client: bool, known: str | None, common: bool
) -> None:
    assert needs_client(selector) is client
    assert is_common(selector) is common
    if client:
        assert known_part(selector) == known
