"""An issue as input for the checks: what readers will see, and what the author typed.

Made once for all checks of an issue. Imports no rule.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from publisher import dom
from publisher.content.body.source_tree import SourceTree
from publisher.content.content_options import ContentOptions
from publisher.diagnostics import Position
from publisher.markup.markdown_tree import Prose
from publisher.model import Issue, Link, Newsletter


@dataclass(frozen=True, eq=False)
class CheckedIssue:
    """One issue, its rendered tree and the tree of its source."""

    issue: Issue
    now: datetime
    """Aware; later dates are in the future."""
    newsletter: Newsletter
    options: ContentOptions
    addresses: Container[str] = frozenset()
    """The permalinks of all issues."""
    parsed: SourceTree | None = None
    """The tree that the issue was rendered from, if it is there."""

    @cached_property
    def tree(self) -> dom.Element:
        """What readers get."""
        return dom.parse(self.issue.html)

    @cached_property
    def source(self) -> SourceTree:
        """What the author typed."""
        if self.parsed is not None and self.parsed.is_whole:
            return self.parsed
        return SourceTree(self.issue.source)

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The texts that readers see, as they were typed."""
        return self.source.tree.prose()

    def at(self, prose: Prose, index: int) -> Position:
        """Return the line and column of a character."""
        return self.source.at(prose.offset(index))

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

    def written(self, position: Position) -> str:
        """Return a URL as the author typed it; a link's own may be rewritten and cleaned."""
        found = self.source.destinations.get(position)
        return str.__str__(found.written) if found else ""
