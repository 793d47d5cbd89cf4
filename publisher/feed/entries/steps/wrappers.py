"""Replace blocks that only a style sheet gives a meaning; put their words into paragraphs.

Every reader drops them, each in its own way, and two runs of words can be joined.
"""

from publisher import dom
from publisher.feed.entries.entry_body import PHRASING, Body, is_inside

_WRAPPERS = (
    "address", "article", "aside", "center", "dialog", "div", "fieldset", "footer", "form",
    "header", "hgroup", "main", "nav", "search", "section",
)  # fmt: skip


def take_apart_wrappers(body: Body) -> None:
    """Make a wrapper that contains only words a paragraph, and unwrap the others."""
    for wrapper in list(body.tree.iter(*_WRAPPERS)):
        if wrapper is body.tree:
            continue
        if is_inside(wrapper, PHRASING) or any(
            child.tag in dom.BLOCKS for child in wrapper.iterdescendants()
        ):
            wrapper.text = f"\n{wrapper.text or ''}"
            wrapper.tail = f"\n{wrapper.tail or ''}"
            dom.unwrap(wrapper)
        else:
            wrapper.tag = "p"
            wrapper.attrib.clear()
