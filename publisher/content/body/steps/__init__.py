"""What is done to an issue's tree between Markdown and model, in this order.

A step is a function ``step(page)`` in a file of its own: it changes ``page.tree`` and
reports what it found. Done twice it changes nothing more.
"""

from collections.abc import Callable

from publisher.content.body.draft_body import Page
from publisher.content.body.steps.comments import drop_comments
from publisher.content.body.steps.depth import limit_depth
from publisher.content.body.steps.figures import make_figures
from publisher.content.body.steps.frames import free_from_frames
from publisher.content.body.steps.headings import level_headings
from publisher.content.body.steps.ids import drop_second_ids
from publisher.content.body.steps.images import resolve_images
from publisher.content.body.steps.links import resolve_links
from publisher.content.body.steps.loose_text import wrap_loose_text
from publisher.content.body.steps.straight import straighten
from publisher.content.body.steps.unsafe import drop_unsafe

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
