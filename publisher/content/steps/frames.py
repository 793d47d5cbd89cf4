"""What an ``<iframe>`` has swallowed, back to where readers see it.

Nobody shows what stands inside one. HTML knows no ``<iframe … />``: to a parser all that
follows is inside, and so is the rest of an issue whose author forgot the end tag.
"""

from publisher import dom
from publisher.content.page import Page


def free_from_frames(page: Page) -> None:
    """Put blocks that a frame has swallowed behind it; leave out words such as "Loading…"."""
    waiting = list(page.tree.iter("iframe"))
    while waiting:
        frame = waiting.pop()
        swallowed = dom.parse(frame.text or "")
        frame.text = None
        if len(swallowed) == 0:
            continue
        waiting.extend(swallowed.iter("iframe"))
        block = frame
        while (parent := block.getparent()) is not None and parent is not page.tree:
            block = parent
        swallowed.tail, block.tail = block.tail, None
        block.addnext(swallowed)
        dom.unwrap(swallowed)
