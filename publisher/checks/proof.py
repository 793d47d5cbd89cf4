"""An issue as input for the checks: what readers will see, and what the author typed.

The tree, which Markdown made of the text, shows what is wrong; the prose shows where. Made once
for all checks of an issue. Imports no rule.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime

from publisher import dom
from publisher.checks.prose import BLANK, Prose, prose_of
from publisher.content.body.destinations import Destination, body_of, destinations
from publisher.content.content_options import ContentOptions
from publisher.diagnostics import Position
from publisher.markup.located import located
from publisher.model import Issue, Link, Newsletter

VERBATIM = frozenset({"code", "pre", "kbd", "samp", "tt", "var", "script", "style", "math", "svg"})
"""Elements whose text is verbatim: marks in it are intended."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text between two tags, in an element of the issue."""

    text: str
    element: dom.Element
    """The element that contains the text, at any depth of emphasis or links."""


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """One issue, its tree and its prose."""

    issue: Issue
    tree: dom.Element
    prose: Prose
    runs: tuple[TextRun, ...]
    """Every run of text except those in code, in document order."""
    now: datetime
    newsletter: Newsletter
    options: ContentOptions
    destinations: tuple[Destination, ...]
    """The destinations of links and images as written, in the order of the text."""
    addresses: Container[str]
    """The permalinks of all issues."""

    @property
    def path(self) -> str:
        """The source file's name in findings."""
        return self.issue.source.path

    def key(self, name: str) -> Position:
        """Return the position of a metadata value; the top of the file if it is not set."""
        return self.issue.source.positions.get(name, Position())

    @property
    def anchors(self) -> tuple[tuple[dom.Element, Link], ...]:
        """Each link that leads out of the issue, with its element."""
        elements = [a for a in self.tree.iter("a") if not a.get("href", "#").startswith("#")]
        return tuple(zip(elements, self.issue.links, strict=False))

    def written(self, link: Link | Position) -> str:
        """Return a URL as the author typed it; the link's own may be rewritten and cleaned."""
        place = link.position if isinstance(link, Link) else link
        return address_at(self.prose.source, self.prose.places.offset_of(place))


def proof_of(
    issue: Issue,
    now: datetime,
    newsletter: Newsletter,
    options: ContentOptions,
    addresses: Container[str] = frozenset(),
) -> Proof:
    """Make the proof of an issue; dates after ``now`` (aware) are in the future."""
    tree = dom.parse(issue.html)
    prose, runs = prose_of(issue.source), tuple(_runs(tree))
    found = destinations(body_of(located(issue.source.text), issue.source.path))
    return Proof(issue, tree, prose, runs, now, newsletter, options, found, addresses)


def _runs(tree: dom.Element) -> Iterator[TextRun]:
    if tree.text:
        yield TextRun(tree.text, tree)
    stack, parents = [iter(tree)], [tree]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            done = parents.pop()
            if done is not tree and done.tail and parents:
                yield TextRun(done.tail, parents[-1])
            continue
        if not dom.is_element(child) or child.tag in VERBATIM:
            if child.tail:
                yield TextRun(child.tail, parents[-1])
            continue
        if child.text:
            yield TextRun(child.text, child)
        stack.append(iter(child))
        parents.append(child)


_ADDRESS = re.compile(rf'[^\s<>"{BLANK}]*')


def address_at(text: str, offset: int) -> str:
    """Return the URL that begins at an offset; parentheses in it are balanced."""
    match = _ADDRESS.match(text, offset)
    address = match[0] if match else ""
    depth = 0
    for index, character in enumerate(address if ")" in address else ""):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return address[:index]
    return address
