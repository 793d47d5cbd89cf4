"""Headings on the levels of an issue: the title is level 1, so the body begins at level 2."""

from publisher import dom
from publisher.content.body.anchors import Anchors
from publisher.content.body.draft_body import Page
from publisher.slugs import slugify

LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def level_headings(page: Page) -> None:
    """Move the body's headings so that the highest is level 2 and none skips a level.

    Older issues of a weekly often begin at level 1, because the title stands in their
    metadata; read aloud, a gap in the levels sounds like a missing part (WCAG 2.2, 1.3.1).
    Each heading without an id gets one made of its words, unique in the issue.
    """
    headings = list(page.elements(*LEVELS))
    written = [int(dom.name_of(heading)[1]) for heading in headings]
    if written and written[0] > 1:
        # A lone level 1 among sections of level 2 is one of them, mistyped.
        written = [max(level, 2) for level in written]
    for heading, level in zip(headings, _without_gaps(written), strict=True):
        heading.tag = LEVELS[level - 1]
    anchors = Anchors.of(page.tree)
    for heading in headings:
        if not heading.get("id"):
            heading.set("id", anchors.unused(slugify(dom.title_of(heading)) or "section"))


def _without_gaps(written: list[int]) -> list[int]:
    """The levels, from 2 on, each at most one deeper than the heading it stands under."""
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
