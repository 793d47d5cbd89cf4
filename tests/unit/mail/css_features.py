"""A stylesheet, or a document, to the features of mail clients that it needs, by caniemail's names."""

import re
from collections.abc import Iterator

import cssselect
import tinycss2
from cssselect import parser

from publisher.checks.mail.clients.support import is_known
from publisher.dom import document
from publisher.themes.css_selectors import needs_client, parts_of

Feature = tuple[str, str]
"""What it is called in a stylesheet, and caniemail's name of it; '' where there are no figures."""

FALLBACK = re.compile(r"fallback\((.+?)\):\s*\S")
"""A comment that says what a reader sees whose client lacks something."""

EVERYWHERE = {"color"}
"""As old as HTML mail, and not tried by caniemail because nobody doubts it."""

_PROPERTIES = {
    "top": "css-left-right-top-bottom", "left": "css-left-right-top-bottom",
    "right": "css-left-right-top-bottom", "bottom": "css-left-right-top-bottom",
}  # fmt: skip
_COMBINATORS = {
    " ": "css-selector-descendant", ">": "css-selector-child",
    "+": "css-selector-adjacent-sibling", "~": "css-selector-general-sibling",
}  # fmt: skip
_TAGS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "html-h1-h6"),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), "html-lists"),
    **dict.fromkeys(("table", "tbody", "thead", "tfoot", "tr", "td", "th"), "html-table"),
    **dict.fromkeys(("section", "article", "aside", "nav", "main", "header", "footer", "figure",
                     "figcaption", "details", "summary", "time", "mark"), "html-semantics"),
    "b": "html-strong", "i": "html-strong", "em": "html-strong", "s": "html-strike",
    "a": "html-mailto-links", "input": "html-input-text",
}  # fmt: skip
PLAIN_TAGS = set("html head meta title body br sup sub caption cite kbd q ins u time".split())
"""As old as HTML mail, without figures."""


def features_of_css(css: str) -> set[Feature]:
    """Every property, unit, function, selector and at-rule of a stylesheet."""
    return set(_of_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def fallbacks_in(css: str) -> set[str]:
    """The names in the comments that tell what happens without."""
    comments = (node.value for node in _all_nodes(css) if node.type == "comment")
    return {name for text in comments for name in FALLBACK.findall(text)}


def features_of_html(html: str) -> set[Feature]:
    """Every element and attribute of a document that there are figures of, or may be."""
    found: set[Feature] = set()
    for element in document(html).iter():
        if not isinstance(element.tag, str) or element.tag in PLAIN_TAGS:
            continue
        slug = _TAGS.get(element.tag, f"html-{element.tag}")
        found.add((f"<{element.tag}>", slug if is_known(slug) else ""))
        for name in element.attrib:
            if name != "style" and is_known(f"html-{name}"):
                found.add((name, f"html-{name}"))
    return found


def _all_nodes(css: str) -> Iterator[tinycss2.ast.Node]:
    todo = list(tinycss2.parse_component_value_list(css))
    while todo:
        node = todo.pop()
        yield node
        todo += getattr(node, "content", None) or []


def _of_rules(nodes: list[tinycss2.ast.Node], *, in_at_rule: bool = False) -> Iterator[Feature]:
    for node in nodes:
        if node.type == "at-rule":
            name = f"@{node.lower_at_keyword}"
            yield name, _known(f"css-at-{node.lower_at_keyword}")
            for word in re.findall(r"[a-z-]+(?=\s*:)", tinycss2.serialize(node.prelude)):
                slug = f"css-at-media-{word}"
                if is_known(slug):
                    yield word, slug
            if node.content and node.lower_at_keyword in {"media", "supports"}:
                yield from _of_rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True), in_at_rule=True)  # fmt: skip
        else:
            # What a selector needs of a client matters where the rule is not inlined.
            for selector in parts_of(tinycss2.serialize(node.prelude)):
                if in_at_rule or needs_client(selector):
                    yield from _of_selector(selector)
            for part in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):  # fmt: skip
                yield from _of_declaration(part)


def _of_selector(selector: str) -> Iterator[Feature]:
    for parsed in cssselect.parse(selector):
        if parsed.pseudo_element:
            yield (
                f"::{parsed.pseudo_element}",
                _known(f"css-pseudo-element-{parsed.pseudo_element}"),
            )
        todo = [parsed.parsed_tree]
        while todo:
            node = todo.pop()
            todo += [
                it for name in ("selector", "subselector") if (it := getattr(node, name, None))
            ]
            match node:
                case parser.CombinedSelector(combinator=combinator):
                    yield combinator, _COMBINATORS[combinator]
                case parser.Attrib():
                    yield "[attribute]", "css-selector-attribute"
                case parser.Pseudo(ident=name) if name != "root":  # read here, and gone
                    yield f":{name}", _known(f"css-pseudo-class-{name}")
                case parser.Function(name=name):
                    yield f":{name}()", _known(f"css-pseudo-class-{name}")
                case _:
                    pass


def _of_declaration(part: tinycss2.ast.Declaration) -> Iterator[Feature]:
    name = part.lower_name
    if name.startswith("--"):
        return  # replaced before anything leaves
    if name not in EVERYWHERE:
        yield name, _slug_of_property(name)
    if part.important:
        yield "!important", "css-important"
    todo = list(part.value)
    while todo:
        node = todo.pop()
        if node.type == "dimension":
            yield node.lower_unit, _known(f"css-unit-{node.lower_unit}")
        elif node.type == "function" and node.lower_name != "var":
            yield f"{node.lower_name}()", _known_of(f"css-{node.lower_name}", f"css-function-{node.lower_name}", f"css-unit-{node.lower_name}")  # fmt: skip
            todo += node.arguments
        elif node.type == "ident" and name == "display":
            value = node.lower_value
            yield f"{name}: {value}", _known_of(f"css-display-{value}", "css-display")


def _slug_of_property(name: str) -> str:
    """The property's own, or that of what it is a part of: border for border-bottom."""
    if name in _PROPERTIES:
        return _PROPERTIES[name]
    parts = name.split("-")
    return _known_of(*(f"css-{'-'.join(parts[:count])}" for count in range(len(parts), 0, -1)))


def _known_of(*slugs: str) -> str:
    return next((slug for slug in slugs if is_known(slug)), "")


def _known(slug: str) -> str:
    return slug if is_known(slug) else ""
