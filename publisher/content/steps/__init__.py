"""What is done to an issue's tree between Markdown and model, in this order.

A step is a function ``step(page)`` in a file of its own: it changes ``page.tree`` and
reports what it found. Done twice it changes nothing more.
"""

from collections.abc import Callable

from publisher.content.page import Page
from publisher.content.steps.comments import drop_comments
from publisher.content.steps.depth import limit_depth
from publisher.content.steps.figures import make_figures
from publisher.content.steps.frames import free_from_frames
from publisher.content.steps.headings import level_headings
from publisher.content.steps.ids import drop_second_ids
from publisher.content.steps.images import resolve_images
from publisher.content.steps.links import resolve_links
from publisher.content.steps.loose_text import wrap_loose_text
from publisher.content.steps.straight import straighten
from publisher.content.steps.unsafe import drop_unsafe

STEPS: tuple[Callable[[Page], None], ...] = (
    free_from_frames,  # first: what is freed goes through every other step
    limit_depth,  # before every step that asks what an element stands in
    drop_comments,  # before figures: one between an image and its caption would part them
    drop_unsafe,  # before links: a javascript: address is dropped, not resolved
    straighten,  # before all that counts on a tree which is read as it is written
    wrap_loose_text,  # after the drops, which may leave words without a block
    drop_second_ids,  # before headings, which get ids that no other element has
    level_headings,  # sections are cut at level 2, whatever level the author began with
    resolve_links,
    resolve_images,
    make_figures,  # after images: their captions become part of what is known of them
)
"""Every step, in order, each with the reason for its place."""


def run_steps(page: Page) -> None:
    """Take the page through every step."""
    for step in STEPS:
        step(page)
