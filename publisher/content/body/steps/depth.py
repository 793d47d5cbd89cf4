"""Limit how deep elements are nested.

Raw HTML that is never closed nests as deep as it is long, and reading an element's words or its
ancestors would take time for every level.
"""

from lxml import etree

from publisher import dom
from publisher.content.body.draft_body import Page

MAX_DEPTH = 160
"""Levels that are kept: 64 lists with their items, and 32 emphasis elements in the last."""


def limit_depth(page: Page) -> None:
    """Put deeper elements side by side, each with the words directly in it."""
    depth = 0
    deepest: list[dom.Element] = []
    for event, node in etree.iterwalk(page.tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth == MAX_DEPTH:
            deepest.append(node)
    for holder in deepest:
        if any(len(child) for child in holder):
            _flatten(holder)


def _flatten(holder: dom.Element) -> None:
    nodes: list[dom.Element] = []
    tails: list[list[str]] = []
    for event, node in etree.iterwalk(holder, events=("start", "end", "comment", "pi")):
        if node is holder:
            continue
        if event != "end":
            nodes.append(node)
            tails.append([])
        if event != "start" and node.tail:
            tails[-1].append(node.tail)  # after all content of the element
    for node, pieces in zip(nodes, tails, strict=True):
        node.tail = "".join(pieces) or None
        holder.append(node)
