"""The body of one entry, which the steps of this package change."""

from dataclasses import dataclass

from publisher.dom import Element

PHRASING = frozenset(
    "a abbr b caption cite code del dfn dt em font h1 h2 h3 h4 h5 h6 i ins kbd label mark p pre q "
    "s samp small span strong sub summary sup u var".split()
)
"""Elements that contain no block, or are better without one (HTML standard, phrasing content)."""


@dataclass(frozen=True, slots=True)
class Body:
    """The tree of one entry. It exists during one call only; the steps change its tree."""

    tree: Element
    html: str
    """The source of the tree, for fast searches."""
    permalink: str
    """The page that the entry is about: the base of relative URLs and fragments."""
    prefix: str
    """Put before every ``id``, so that no two entries of a feed share one."""


def is_inside(element: Element, tags: frozenset[str]) -> bool:
    """Return whether one of these elements contains it."""
    return any(above.tag in tags for above in element.iterancestors())
