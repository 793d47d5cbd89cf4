"""Adjust the levels of headings: the title is level 1, so the body starts at level 2."""

from publisher import dom
from publisher.content.body.anchors import Anchors
from publisher.content.body.draft_body import Page
from publisher.slugs import slugify

LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def level_headings(page: Page) -> None:
    """Move the body's headings so that the highest is level 2 and none skips a level.

    Older issues of a weekly often start at level 1, because the title is in their metadata;
    in a screen reader, a gap in the levels sounds like a missing part (WCAG 2.2, 1.3.1).
    Each heading without an id gets one made of its words, unique in the issue.
    """
    headings = list(page.elements(*LEVELS))
    written = [int(dom.name_of(heading)[1]) for heading in headings]
    if written and written[0] > 1:
        # A single level 1 among sections of level 2 is a section with a typing error.
        written = [max(level, 2) for level in written]
    for heading, level in zip(headings, _without_gaps(written), strict=True):
        heading.tag = LEVELS[level - 1]
    anchors = Anchors.of(page.tree)
    for heading in headings:
        if not heading.get("id"):
            heading.set("id", anchors.unused(slugify(dom.title_of(heading)) or "section"))


def _without_gaps(written: list[int]) -> list[int]:
    """Return the levels, from 2, each at most one deeper than its parent heading's."""
    top = min(written, default=2)
    levels: list[int] = []
    above: list[int] = []
    for level in written:
        while above and above[-1] >= level:
            above.pop()
        if not above and level > top:
            above.append(top)  # a sub-heading before the first main one
        above.append(level)
        levels.append(min(len(above) + 1, len(LEVELS)))
    return levels
