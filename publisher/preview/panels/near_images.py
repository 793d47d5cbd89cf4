"""Remove images of this machine and its network from a frame's document.

A Content-Security-Policy can allow all of https, but not exclude hosts, so what an issue or a
theme would load from the local network is removed here. Links stay: they are followed only
if the author clicks.
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
"""Attributes whose values are only shown or compared, never loaded."""

_BREAKS = re.compile(r"[\s,]+")


def is_near(url: str) -> bool:
    """Whether a URL points to this machine or its network, or its host is not clear."""
    found = authority_of(url) if is_web(url) else None
    return is_web(url) and (found is None or not found.is_elsewhere)


def drop_near_images(tree: Element) -> None:
    """Remove every near URL from attributes that load and from styles."""
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
    """Return the style with each near URL emptied; the identical text if there is none."""
    tokens = tinycss2.parse_component_value_list(css)
    near = [token for token in _walked(tokens) if is_near(token.value)]
    for token in near:
        token.value = ""
        token.representation = "url()" if token.type == "url" else '""'
    return tinycss2.serialize(tokens) if near else css


def _walked(tokens: list[ast.Node]) -> Iterator[ast.URLToken | ast.StringToken]:
    """Yield every URL and every string of a style, at any depth."""
    waiting = list(tokens)
    while waiting:
        token = waiting.pop()
        if isinstance(token, ast.URLToken | ast.StringToken):
            yield token
        inside = token.arguments if isinstance(token, ast.FunctionBlock) else None
        waiting += inside or getattr(token, "content", None) or ()
