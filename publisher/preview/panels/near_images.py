"""A frame's document -> the same without images of this machine and its network.

A Content-Security-Policy can allow the secure web, but not except hosts of it, so what an
issue or a theme would load from nearby is taken out here. Links stay: they are followed only
where the author clicks.
"""

import re
from collections.abc import Iterator

import tinycss2
from tinycss2 import ast

from publisher.dom import Element
from publisher.preview.server.hosts import authority_of
from publisher.urls import is_web

_LINKS = frozenset({"a", "area"})
_LISTS = frozenset({"srcset", "imagesrcset"})
_WORDS = frozenset({"alt", "title", "content", "id", "class", "cite", "lang", "name"})
"""Attributes whose values are shown or compared, and never loaded."""

_BREAKS = re.compile(r"[\s,]+")


def is_near(url: str) -> bool:
    """Whether a web address leads to this machine or its network, or nobody can say where."""
    found = authority_of(url) if is_web(url) else None
    return is_web(url) and (found is None or not found.is_elsewhere)


def drop_near_images(tree: Element) -> None:
    """Take every near address out of attributes that load and out of styles."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" and element.text:
            element.text = without_near(element.text)
        for name, value in element.attrib.items():
            if name in _WORDS or (name == "href" and element.tag in _LINKS):
                continue
            if any(map(is_near, _BREAKS.split(value) if name in _LISTS else [value])):
                del element.attrib[name]
            elif "(" in value:  # a style, or an SVG attribute that is written like one
                element.set(name, without_near(value))


def without_near(css: str) -> str:
    """The style with each near address empty; byte for byte the same where there is none."""
    tokens = tinycss2.parse_component_value_list(css)
    near = [token for token in _walked(tokens) if is_near(token.value)]
    for token in near:
        token.value = ""
        token.representation = "url()" if token.type == "url" else '""'
    return tinycss2.serialize(tokens) if near else css


def _walked(tokens: list[ast.Node]) -> Iterator[ast.URLToken | ast.StringToken]:
    """Every address and every string of a style, however deep."""
    waiting = list(tokens)
    while waiting:
        token = waiting.pop()
        if isinstance(token, ast.URLToken | ast.StringToken):
            yield token
        inside = token.arguments if isinstance(token, ast.FunctionBlock) else None
        waiting += inside or getattr(token, "content", None) or ()
