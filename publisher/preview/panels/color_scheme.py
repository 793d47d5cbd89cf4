"""Apply an email's CSS as a client in light or in dark mode does.

A browser follows the system; in the preview the author chooses, so ``prefers-color-scheme`` in
a media query is replaced by a query that is always or never true.
"""

from collections.abc import Iterable
from enum import StrEnum

import tinycss2
from tinycss2 import ast

from publisher.dom import Element

ALWAYS, NEVER = "(min-width: 0)", "(max-width: -1px)"


class Scheme(StrEnum):
    """The colour scheme in which a frame is shown."""

    LIGHT = "light"
    DARK = "dark"
    """The theme's own dark styles, as Apple Mail and Outlook on phones show them."""
    INVERTED = "inverted"
    """Light colours inverted by the client, no dark styles of the theme, as in Gmail's apps."""


INVERSION = (
    "html{background:#fff!important;filter:invert(1) hue-rotate(180deg)!important}"
    "img,video,[background]{filter:invert(1) hue-rotate(180deg)!important}"
)
"""Light becomes dark, hues stay, images do not change. Gmail's apps shift each colour separately;
inverting all of them shows the same errors: a dark logo on a dark background, a white box."""


def apply(tree: Element, scheme: Scheme) -> None:
    """Make a document look as in ``scheme``, whatever the browser's system prefers."""
    is_dark = scheme is Scheme.DARK
    for style in tree.iter("style"):
        style.text = forced(style.text or "", dark=is_dark)
    for meta in tree.iter("meta"):
        if meta.get("name") in {"color-scheme", "supported-color-schemes"}:
            meta.set("content", "dark" if is_dark else "light")


def forced(css: str, *, dark: bool) -> str:
    """Return a stylesheet in which ``prefers-color-scheme`` is decided."""
    rules = tinycss2.parse_stylesheet(css)
    for rule in rules:
        _decide(rule, dark=dark)
    return "".join(rule.serialize() for rule in rules if rule.type != "error")


def _decide(rule: ast.Node, *, dark: bool) -> None:
    if rule.type != "at-rule" or rule.content is None:
        return
    if rule.lower_at_keyword == "media":
        rule.prelude = [_decided(token, dark=dark) for token in rule.prelude]
    inner = tinycss2.parse_rule_list(rule.content) if _holds_rules(rule) else ()
    if any(it.type == "at-rule" for it in inner):
        for nested in inner:
            _decide(nested, dark=dark)
        rule.content = tinycss2.parse_component_value_list(
            "".join(it.serialize() for it in inner if it.type != "error")
        )


def _holds_rules(rule: ast.Node) -> bool:
    return rule.lower_at_keyword in {"media", "supports", "layer", "container"}


def _decided(token: ast.Node, *, dark: bool) -> ast.Node:
    """Return a query's token; one about the colour scheme becomes always or never true."""
    if token.type != "() block":
        return token
    words = _words(token.content)
    if "prefers-color-scheme" not in words:
        token.content = [_decided(inner, dark=dark) for inner in token.content]
        return token
    wanted = ALWAYS if ("dark" in words) == dark else NEVER
    (block,) = tinycss2.parse_component_value_list(wanted)
    return block


def _words(tokens: Iterable[ast.Node]) -> set[str]:
    return {token.lower_value for token in tokens if token.type == "ident"}
