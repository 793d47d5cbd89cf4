"""Light and dark are decided by the author who looks, not by the system of the browser."""

import pytest
import tinycss2

from publisher.dom import document, document_html
from publisher.preview.panels.color_scheme import ALWAYS, NEVER, Scheme, apply, forced

DARK_RULE = "@media (prefers-color-scheme: dark){p{color:#fff}}"


def preludes(css: str) -> list[str]:
    return [
        tinycss2.serialize(rule.prelude).strip()
        for rule in tinycss2.parse_stylesheet(css)
        if rule.type == "at-rule"
    ]


def test_dark_rules_hold_in_dark_and_never_in_light() -> None:
    assert preludes(forced(DARK_RULE, dark=True)) == [ALWAYS]
    assert preludes(forced(DARK_RULE, dark=False)) == [NEVER]


def test_light_rules_hold_in_light_and_never_in_dark() -> None:
    css = "@media (prefers-color-scheme:light){p{color:#000}}"
    assert preludes(forced(css, dark=False)) == [ALWAYS]
    assert preludes(forced(css, dark=True)) == [NEVER]


@pytest.mark.parametrize(
    "written,decided",
    [
        ("@media screen and (PREFERS-COLOR-SCHEME: Dark){p{color:red}}", f"screen and {ALWAYS}"),
        (
            "@media (prefers-color-scheme:dark) and (min-width:600px){p{color:red}}",
            f"{ALWAYS} and (min-width:600px)",
        ),
        ("@media (not (prefers-color-scheme:dark)){p{color:red}}", f"(not {ALWAYS})"),
        ("@media (max-width:600px){p{color:red}}", "(max-width:600px)"),
    ],
)
def test_the_rest_of_a_query_stays(written: str, decided: str) -> None:
    assert preludes(forced(written, dark=True)) == [decided]


def test_a_query_inside_another_is_decided_too() -> None:
    css = "@media screen{@media (prefers-color-scheme:dark){p{color:#fff}}}"
    assert "prefers-color-scheme" not in forced(css, dark=True)
    assert ALWAYS in forced(css, dark=True)


def test_other_rules_are_left_as_they_are() -> None:
    css = "a:hover{color:red}@font-face{font-family:x;src:local(y)}"
    assert tinycss2.serialize(tinycss2.parse_stylesheet(forced(css, dark=True))) == css


def test_a_document_says_which_scheme_it_is_in() -> None:
    html = (
        '<html><head><meta name="color-scheme" content="light dark"><style>'
        f"{DARK_RULE}</style></head><body><p>x</p></body></html>"
    )
    tree = document(html)
    apply(tree, Scheme.DARK)
    assert 'content="dark"' in document_html(tree)
    assert ALWAYS in document_html(tree)
    tree = document(html)
    apply(tree, Scheme.INVERTED)  # Gmail's apps know nothing of the theme's dark styles
    assert 'content="light"' in document_html(tree)
    assert NEVER in document_html(tree)
