"""Parse a ``style`` attribute into declarations, and write them, and other CSS, in few bytes."""

from collections.abc import Iterable
from functools import lru_cache

import tinycss2
from tinycss2 import ast

from publisher import dom

Declarations = tuple[tuple[str, str], ...]
"""Lower-case names and values, in order; ``!important`` is part of a value."""

IMPORTANT = " !important"

_DEEPEST = 60
"""Levels of brackets that are read: an issue may contain any number, and parsers recurse."""

_NOT_IN_QUOTES = frozenset("'\\\n\r\f")
"""Characters that would have to be escaped between single quotes."""


def declarations_of(element: dom.Element) -> dict[str, str]:
    """Return the declarations of the element's own style, in order; {} if it has none."""
    style = element.get("style")
    return dict(declarations_in(style)) if style else {}


@lru_cache(maxsize=2048)
def shortest(style: str) -> str:
    """Return the same style without unneeded spaces."""
    return ";".join(f"{name}:{value}" for name, value in declarations_in(style))


@lru_cache(maxsize=2048)
def declarations_in(style: str) -> Declarations:
    """Return the declarations of a style; invalid ones are left out, as in browsers.

    Returns none if the style is nested deeper than any useful one.
    """
    if _depth(style) > _DEEPEST:
        return ()
    found = tinycss2.parse_blocks_contents(style)
    return tuple(
        (part.lower_name, _value(part))
        for part in found
        if part.type == "declaration" and compact(part.value) and _is_sound(part.value)
    )


def _is_sound(nodes: Iterable[ast.Node]) -> bool:
    """Return whether all tokens are valid: browsers also drop, for example, a URL with a space."""
    for node in nodes:
        is_function = isinstance(node, ast.FunctionBlock)
        inside = node.arguments if is_function else getattr(node, "content", None)
        if node.type == "error" or not _is_sound(inside or ()):
            return False
    return True


def _depth(style: str) -> int:
    """Return the maximum depth of brackets, or more: those in strings are counted too."""
    depth = deepest = 0
    for mark in style if style.count("(") + style.count("[") + style.count("{") > _DEEPEST else "":
        depth += (mark in "([{") - (mark in ")]}")
        deepest = max(deepest, depth)
    return deepest


def compact(nodes: Iterable[ast.Node]) -> str:
    """Return tokens as short CSS: no comments, single spaces, none next to a comma.

    Strings are in single quotes if possible: in an attribute each double one is ``&quot;``.
    """
    pieces: list[str] = []
    before, parted = None, False
    for node in nodes:
        if node.type == "comment":
            parted = True
            continue
        if node.type == "whitespace":
            if pieces and pieces[-1] not in {" ", ","}:
                pieces.append(" ")
        else:
            if node == "," and pieces and pieces[-1] == " ":
                pieces.pop()
            elif parted and before is not None and "/**/" in tinycss2.serialize([before, node]):
                pieces.append(" ")  # without the comment the two would be joined
            pieces.append(_compact_node(node))
        before, parted = node, False
    return "".join(pieces).removesuffix(" ")


def _compact_node(node: ast.Node) -> str:
    match node:
        case ast.FunctionBlock():
            return f"{node.name}({compact(node.arguments)})"
        case ast.ParenthesesBlock():
            return f"({compact(node.content)})"
        case ast.StringToken() if not set(node.value) & _NOT_IN_QUOTES:
            return f"'{node.value}'"
        case ast.URLToken() if not set(node.value) & _NOT_IN_QUOTES:
            return f"url('{node.value}')"
        case _:
            return str(node.serialize())


def _value(part: ast.Declaration) -> str:
    value = compact(part.value)
    return f"{value}{IMPORTANT}" if part.important else value
