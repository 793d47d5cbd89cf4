"""Wrap words outside of any block in paragraphs: they may follow raw HTML."""

from publisher import dom
from publisher.content.body.draft_body import Page

_OPAQUE = frozenset({"script", "style", "iframe", "video", "audio", "svg", "picture", "object"})

_APART = dom.BLOCKS | {"dir", "hgroup", "listing", "menu", "plaintext", "search", "xmp"}
"""Elements whose start ends a paragraph (HTML standard, section 13.2.6.4.7)."""


def _holds_block(element: dom.Element) -> bool:
    """Whether it is a block, or contains one, which is not allowed in a paragraph."""
    return element.tag in _APART or next(element.iter(*_APART), None) is not None


def wrap_loose_text(page: Page) -> None:
    """Put each top-level run of text and inline elements into its own paragraph."""
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
            run.append(child)  # includes the text after it
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
