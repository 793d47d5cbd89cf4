"""An issue's HTML to that of a feed entry: nothing vanishes, nothing needs a style or a script.

The tree is walked by small steps in the order of ``STEPS``; then the allow-list
(``publisher.feed.allowed``) has the last word. Knows no feed format.
"""

from collections.abc import Callable

from publisher import dom
from publisher.feed.allowed import sanitized
from publisher.feed.characters import fit
from publisher.feed.tidying import (
    drop_merge_tags,
    drop_open_pixels,
    make_addresses_absolute,
    name_anchors,
    open_details,
    replace_checkboxes,
    replace_media,
    take_apart_wrappers,
)

Step = Callable[[dom.Element, str, str], None]

STEPS: tuple[Step, ...] = (
    drop_merge_tags,  # before addresses: a merge tag in one is found as it was written
    drop_open_pixels,
    replace_media,  # before addresses: what it makes are links and images
    open_details,
    replace_checkboxes,
    make_addresses_absolute,
    name_anchors,
    take_apart_wrappers,  # last: the others may leave a wrapper with nothing but text
)
"""Every step, in order, with the reason for its place; each takes tree, permalink and prefix."""


def entry_html(html: str, *, permalink: str, prefix: str) -> str:
    """The HTML of an entry.

    ``permalink`` is what fragments lead to; ``prefix`` is put before every ``id``, so that
    no two entries of a feed share one.
    """
    tree = dom.parse(fit(html))
    for step in STEPS:
        step(tree, permalink, prefix)
    return sanitized(dom.inner_html(tree)).strip()
