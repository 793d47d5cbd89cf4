"""Compare a tree's tags and classes with those a selector needs, to skip needless XPath.

Finding a rule's elements walks the whole tree; most rules of a theme name something that
an issue does not have, such as a table.
"""

import re
from functools import lru_cache

import cssselect
from cssselect import parser
from lxml import etree

from publisher import dom

_CLASSES = etree.XPath("descendant-or-self::*/@class", smart_strings=False)
_NAME = re.compile("[^ \t\n\r]+")
"""A class as XPath's ``normalize-space`` separates it from the next."""

Names = frozenset[str]
"""Tags unchanged, classes with a dot before them."""


def names_in(tree: dom.Element) -> Names:
    """Return every tag and class of the tree."""
    tags = {dom.name_of(element) for element in tree.iter("*")}
    for classes in set(_CLASSES(tree)):
        tags.update(f".{name}" for name in _NAME.findall(classes))
    return frozenset(tags)


@lru_cache(maxsize=512)
def names_needed(selector: str) -> Names:
    """Return the tags and classes without which a selector matches nothing.

    The content of ``:not()`` and the like is ignored, so the result may be too small but
    never too big.
    """
    needed: set[str] = set()
    todo = [cssselect.parse(selector)[0].parsed_tree]
    while todo:
        node = todo.pop()
        match node:
            case parser.Element(element=str(tag)):
                needed.add(tag.lower())
            case parser.Class():
                needed.add(f".{node.class_name}")
                todo.append(node.selector)
            case parser.CombinedSelector():
                todo += [node.selector, node.subselector]
            case parser.Hash() | parser.Attrib() | parser.Pseudo() | parser.Function():
                todo.append(node.selector)
            case parser.Negation() | parser.Relation():
                todo.append(node.selector)
            case _:
                pass
    return frozenset(needed)
