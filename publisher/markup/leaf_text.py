"""What the walk found in one text of an issue, by index. Does not parse anything."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from publisher.markup.element_tree import Element
from publisher.markup.located import Located

BLANK = "\ufffc"
"""Replaces each character that is not shown. Authors do not type it; not a space or letter."""


@dataclass(slots=True)
class LeafText:
    """One text: a paragraph, heading, cell, term or the like, or text between two blocks."""

    text: Located
    elements: dict[Element, int] = field(default_factory=dict)
    """Each inline element, with the index of its first character."""
    shown: list[int] = field(default_factory=list)
    """Start and end, in turn, of what readers see as typed, and of character references."""
    hidden: list[int] = field(default_factory=list)
    """Start and end, in turn, of what only looks shown: alternative text, a link's bracket."""

    def prose(self) -> str:
        """Return what readers see as it was typed; as long as the text, the rest is ``BLANK``."""
        typed = str.__str__(self.text)
        characters = list(_blanked(typed))
        for start, end in _pairs(self.shown):
            characters[start:end] = typed[start:end]
        for start, end in (*_pairs(self.hidden), *self.text.added):
            characters[start:end] = _blanked(typed[start:end])
        return "".join(characters)


def _pairs(indexes: list[int]) -> Iterator[tuple[int, int]]:
    return zip(indexes[::2], indexes[1::2], strict=True)


def _blanked(text: str) -> str:
    return "\n".join(BLANK * len(line) for line in text.split("\n"))
