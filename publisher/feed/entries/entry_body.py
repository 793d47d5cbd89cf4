"""What the steps of this room work on: the body of one entry on its way into a feed."""

from dataclasses import dataclass

from publisher.dom import Element

PHRASING = frozenset(
    "a abbr b caption cite code del dfn dt em font h1 h2 h3 h4 h5 h6 i ins kbd label mark p pre q "
    "s samp small span strong sub summary sup u var".split()
)
"""Elements that hold no block, or are better without one (HTML standard, phrasing content)."""


@dataclass(frozen=True, slots=True)
class Body:
    """The tree of one entry. The value lives inside one call; its tree is what changes."""

    tree: Element
    html: str
    """What the tree was read from, to look into it fast."""
    permalink: str
    """The page that the entry is about: what relative addresses and fragments start from."""
    prefix: str
    """Put before every ``id``, so that no two entries of a feed share one."""


def is_inside(element: Element, tags: frozenset[str]) -> bool:
    """Whether one of these elements is around it."""
    return any(above.tag in tags for above in element.iterancestors())
