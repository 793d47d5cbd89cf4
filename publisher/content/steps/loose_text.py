"""Words that stand in no block, into paragraphs: after raw HTML an author may leave some."""

from publisher import dom
from publisher.content.page import Page

_OPAQUE = frozenset({"script", "style", "iframe", "video", "audio", "svg", "picture", "object"})

_APART = dom.BLOCKS | {"dir", "hgroup", "listing", "menu", "plaintext", "search", "xmp"}
"""Elements whose start ends a paragraph (HTML standard, section 13.2.6.4.7)."""


def _holds_block(element: dom.Element) -> bool:
    """Whether it is a block, or has one inside, which no paragraph can hold."""
    return next(element.iter(*_APART), None) is not None


def wrap_loose_text(page: Page) -> None:
    """Put each top-level run of text and inline elements into a paragraph of its own."""
    tree = page.tree
    run: dom.Element | None = None
    if (tree.text or "").strip():
        run = tree.makeelement("p")
        run.text, tree.text = tree.text, None
        tree.insert(0, run)
    for child in list(tree):
        if child is run:
            continue
        if dom.is_element(child) and child.tag not in _OPAQUE and not _holds_block(child):
            if run is None:
                run = tree.makeelement("p")
                child.addprevious(run)
            run.append(child)  # takes the text behind it along
            continue
        tail = child.tail or ""
        if dom.is_element(child):
            run = None
        if tail.strip():
            child.tail = "\n"
            if run is None:
                run = tree.makeelement("p")
                child.addnext(run)
                run.text = tail.lstrip()
            elif len(run):
                run[-1].tail = (run[-1].tail or "") + tail
            else:
                run.text = (run.text or "") + tail
