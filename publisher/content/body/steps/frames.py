"""Move the content of an ``<iframe>`` to a place that readers see.

No client shows it inside. ``<iframe … />`` does not exist in HTML: for a parser, everything
after it is inside, and so is the rest of an issue whose author forgot the end tag.
"""

from publisher import dom
from publisher.content.body.draft_body import Page

_MAX_LEVELS = 16
"""Levels of nested frames that are opened; each is parsed separately from its start."""


def free_from_frames(page: Page) -> None:
    """Move blocks inside a frame to after it; remove words such as "Loading…"."""
    waiting = [(frame, 0) for frame in page.tree.iter("iframe")]
    while waiting:
        frame, level = waiting.pop()
        swallowed = dom.parse(frame.text or "") if level < _MAX_LEVELS else _as_words(frame)
        frame.text = None
        if len(swallowed) == 0:
            continue
        waiting.extend((inner, level + 1) for inner in swallowed.iter("iframe"))
        block = frame
        while (parent := block.getparent()) is not None and parent is not page.tree:
            block = parent
        swallowed.tail, block.tail = block.tail, None
        block.addnext(swallowed)
        dom.unwrap(swallowed)


def _as_words(frame: dom.Element) -> dom.Element:
    """Return the content of a frame as it was typed, in a paragraph."""
    holder = frame.makeelement("div")
    paragraph = frame.makeelement("p")
    paragraph.text = frame.text
    holder.append(paragraph)
    return holder
