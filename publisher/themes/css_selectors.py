"""Decide whether a selector's elements are known before an email is opened, and find them.

Some depend on the reader (``:hover``), some on the client, which marks what it shows: those
marks are the "hooks" by which a theme can address one client. Does not know rules.
"""

from collections.abc import Callable, Iterator
from copy import copy
from functools import lru_cache
from typing import Any

import cssselect
import tinycss2
from cssselect import parser
from lxml import etree

from publisher import dom
from publisher.themes.declarations import compact

STATES = frozenset(
    "active any-link autofill checked default disabled enabled focus focus-visible focus-within "
    "fullscreen hover indeterminate invalid link read-only required target valid visited".split()
)
"""Pseudo-classes that depend on a reader's actions, or that no tree can decide."""

_HOOK_ATTRIBUTES = frozenset(
    "data-ogsc data-ogsb data-ogac data-ogab data-outlook-cycle x-apple-data-detectors "
    "owa office365".split()
)
"""Written by Outlook.com (what it recoloured), Outlook's apps, Apple Mail, Outlook on the web."""

_UNCOMMON = (
    parser.Attrib,
    parser.Function,
    parser.Negation,
    parser.Relation,
    parser.Matching,
    parser.SpecificityAdjustment,
)

_HOOK_CLASSES = frozenset("ExternalClass moz-text-html x-gmail-data-detectors aBn aXjCH".split())
"""Written by Outlook.com, Thunderbird and Gmail."""

_HOOK_IDS = frozenset("MessageViewBody MessageWebViewDiv outlook".split())
"""Written by Samsung's client and by Outlook."""


@lru_cache(maxsize=1024)
def parts_of(selector: str) -> tuple[str, ...]:
    """Return the selectors of a list; a comma inside brackets or quotes does not split."""
    parts: list[list[Any]] = [[]]
    for node in tinycss2.parse_component_value_list(selector, skip_comments=True):
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return tuple(map(compact, parts))


@lru_cache(maxsize=1024)
def needs_client(selector: str) -> bool:
    """Return whether only the client can decide what this one selector matches."""
    try:
        parsed = cssselect.parse(selector)[0]
        cssselect.HTMLTranslator().selector_to_xpath(parsed)
    except cssselect.SelectorError:
        return True
    return parsed.pseudo_element is not None or any(map(_is_clients, _nodes(parsed.parsed_tree)))


@lru_cache(maxsize=1024)
def known_part(selector: str) -> str | None:
    """Return the part of this one selector that a tree can decide: no states or hooks.

    None if no part can: the rule may match.
    """
    try:
        left = _known(cssselect.parse(selector)[0].parsed_tree)
        if left is None:
            return None
        known = str(left.canonical())
        cssselect.HTMLTranslator().css_to_xpath(known)
    except cssselect.SelectorError:
        return None
    return known


@lru_cache(maxsize=1024)
def is_common(selector: str) -> bool:
    """Return whether every client that reads ``style`` knows it: tags, classes, ids, states.

    False for what makes Gmail or Yahoo drop a rule: attributes, pseudo-elements, sibling positions.
    """
    try:
        parsed = cssselect.parse(selector)[0]
    except cssselect.SelectorError:
        return False
    return parsed.pseudo_element is None and not any(
        isinstance(node, _UNCOMMON)
        or (isinstance(node, parser.Pseudo) and node.ident.lower() not in STATES)
        for node in _nodes(parsed.parsed_tree)
    )


@lru_cache(maxsize=1024)
def finder(selector: str) -> Callable[[dom.Element], Any]:
    """Return a function that finds a selector's elements in an HTML tree with lower-case tags."""
    return etree.XPath(cssselect.HTMLTranslator().css_to_xpath(selector))


def _nodes(tree: parser.Tree) -> Iterator[parser.Tree]:
    todo = [tree]
    while todo:
        node = todo.pop()
        yield node
        todo += [
            inner
            for name in ("selector", "subselector")
            if (inner := getattr(node, name, None)) is not None
        ]


def _is_clients(node: parser.Tree) -> bool:
    return _is_state(node) or _is_hook(node)


def _is_state(node: parser.Tree) -> bool:
    return isinstance(node, parser.Pseudo) and node.ident.lower() in STATES


def _is_hook(node: parser.Tree) -> bool:
    match node:
        case parser.Attrib(attrib=name):
            return name in _HOOK_ATTRIBUTES
        case parser.Class(class_name=name):
            return name in _HOOK_CLASSES
        case parser.Hash(id=name):
            return name in _HOOK_IDS
        case parser.CombinedSelector(combinator="+", selector=parser.Element(element="u")):
            return True  # Gmail puts an empty <u> in place of the doctype, before the body
        case _:
            return False


def _known(node: parser.Tree) -> parser.Tree | None:
    """Return the tree of a selector without its clients' part; None if nothing is left."""
    if isinstance(node, parser.CombinedSelector):
        right = _known(node.subselector)
        left = None if _is_hook(node) else _known(node.selector)
        if right is None or left is None:
            return right
        return parser.CombinedSelector(left, node.combinator, right)
    if _is_hook(node):
        return None
    if isinstance(node, parser.Element):
        return node
    inner: parser.Tree = node.selector
    kept = _known(inner)
    if kept is None or _is_state(node):
        return kept
    same = copy(node)
    same.selector = kept
    return same
