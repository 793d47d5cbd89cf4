"""Items that stand in an item without a list between, and readings without their ruby."""

from publisher.feed.entries.entry_body import Body
from publisher.html5 import free_parts


def free_items(body: Body) -> None:
    """Make blocks of them, which the parsers of all readers nest alike."""
    free_parts(body.tree)
