"""Which tags and classes a tree has, and which a selector needs: a quick no before XPath.

Looking for a rule's elements walks the whole tree; most rules of a theme name something that
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
"""A class as XPath's ``normalize-space`` parts it from the next."""

Names = frozenset[str]
"""Tags as they are, classes with a dot before them."""


def names_in(tree: dom.Element) -> Names:
    """Every tag and class of the tree."""
    tags = {dom.name_of(element) for element in tree.iter("*")}
    for classes in set(_CLASSES(tree)):
        tags.update(f".{name}" for name in _NAME.findall(classes))
    return frozenset(tags)


@lru_cache(maxsize=512)
def names_needed(selector: str) -> Names:
    """The tags and classes without which a selector matches nothing.

    What stands in ``:not()`` and the like is left out, so the answer may be too small but
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
