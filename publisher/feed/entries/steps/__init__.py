"""The changes to an entry's tree between the issue and the allow-list, in this order.

A step is a function ``step(body)`` in its own file that changes ``body.tree`` for one
reason. Steps do not import each other.
"""

from collections.abc import Callable

from publisher.feed.entries.entry_body import Body
from publisher.feed.entries.steps.addresses import make_addresses_absolute
from publisher.feed.entries.steps.anchors import name_anchors
from publisher.feed.entries.steps.checkboxes import replace_checkboxes
from publisher.feed.entries.steps.details import open_details
from publisher.feed.entries.steps.items import free_items
from publisher.feed.entries.steps.media import replace_media
from publisher.feed.entries.steps.merge_tags import drop_merge_tags
from publisher.feed.entries.steps.old_elements import rename_old_elements
from publisher.feed.entries.steps.pixels import drop_open_pixels
from publisher.feed.entries.steps.tables import align_cells
from publisher.feed.entries.steps.unknown_elements import take_out_unknown
from publisher.feed.entries.steps.unsafe import drop_unsafe
from publisher.feed.entries.steps.wrappers import take_apart_wrappers

STEPS: tuple[Callable[[Body], None], ...] = (
    drop_merge_tags,  # before addresses: finds a merge tag in a URL as it was written
    drop_open_pixels,
    replace_media,  # before addresses: it makes links and images
    open_details,
    replace_checkboxes,
    rename_old_elements,
    align_cells,
    make_addresses_absolute,
    name_anchors,
    free_items,  # before wrappers: it makes some
    take_apart_wrappers,  # after the others: a wrapper may contain only words now
    take_out_unknown,  # late: each element that has a replacement has been replaced
    drop_unsafe,  # last: checks URLs as they are written
)
"""Every step, in order, each with the reason for its place."""


def run_steps(body: Body) -> None:
    """Take the body through every step."""
    for step in STEPS:
        step(body)
