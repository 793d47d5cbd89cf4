"""Run the steps that change an issue's tree between Markdown and model, in this order.

A step is a function ``step(page)`` in a file of its own: it changes ``page.tree`` and
reports its findings. Running it a second time changes nothing.
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
    free_from_frames,  # first: freed content must go through every other step
    limit_depth,  # before every step that looks at an element's ancestors
    drop_comments,  # before figures: a comment would separate an image from its caption
    drop_unsafe,  # before links: a javascript: URL is removed, not resolved
    straighten,  # before steps that need a tree which parsers read as it is written
    wrap_loose_text,  # after removals, which may leave words outside a block
    drop_second_ids,  # before headings, which get unique ids
    level_headings,  # sections are cut at level 2, whatever the author's first level
    resolve_links,
    resolve_images,
    make_figures,  # after images: captions are added to the facts about images
)
"""Every step, in order, each with the reason for its place."""


def run_steps(page: Page) -> None:
    """Run every step on the page."""
    for step in STEPS:
        step(page)
