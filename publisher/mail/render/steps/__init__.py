"""The changes to an email's tree between template and HTML, in this order.

A step is a function ``step(letter)`` in its own file that changes ``letter.tree``. A second
run changes nothing more.
"""

from collections.abc import Callable

from publisher.mail.render.email_tree import Letter
from publisher.mail.render.steps.anchors import keep_used_anchors
from publisher.mail.render.steps.fallbacks import replace_unsupported
from publisher.mail.render.steps.images import fit_images
from publisher.mail.render.steps.inline_css import inline_css
from publisher.mail.render.steps.kept_css import keep_css
from publisher.mail.render.steps.links import tag_links
from publisher.mail.render.steps.outlook import add_attributes
from publisher.mail.render.steps.shorten import shorten
from publisher.mail.render.steps.unsafe import drop_unsafe
from publisher.mail.render.steps.wide_content import hold_width

STEPS: tuple[Callable[[Letter], None], ...] = (
    replace_unsupported,  # first: the others see only what clients know
    fit_images,
    hold_width,
    keep_used_anchors,
    tag_links,  # after the links that now lead to the web view
    inline_css,  # after everything that adds elements or classes
    keep_css,  # while all classes can still be matched
    add_attributes,  # from the styles that were inlined
    shorten,  # removes what is no longer needed
    drop_unsafe,  # last: checks URLs and styles as they are written
)
"""The order matters if a comment says so."""


def run_steps(letter: Letter) -> None:
    """Run every step on the letter."""
    for step in STEPS:
        step(letter)
