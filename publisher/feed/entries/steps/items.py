"""Fix list items directly inside an item, and ``rt`` without ``ruby``."""

from publisher.feed.entries.entry_body import Body
from publisher.html5 import free_parts


def free_items(body: Body) -> None:
    """Make them blocks, which the parsers of all readers nest alike."""
    free_parts(body.tree)
