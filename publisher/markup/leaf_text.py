"""What the walk found in one text of an issue, by index. Does not parse anything."""

from dataclasses import dataclass, field

from publisher.markup.element_tree import Element
from publisher.markup.located import Located

BLANK = "\ufffc"
"""Replaces each character that is not shown. Authors do not type it; not a space or letter."""

Span = tuple[int, int]
"""The indexes at which a piece of the text starts and ends."""


@dataclass(slots=True)
class LeafText:
    """One text: a paragraph, heading, cell, term or the like, or text between two blocks."""

    text: Located
    elements: list[tuple[Element, int]] = field(default_factory=list)
    """Each inline element, with the index of its first character."""
    shown: list[Span] = field(default_factory=list)
    """The pieces that readers see as they were typed, and character references."""
    hidden: list[Span] = field(default_factory=list)
    """The pieces that only look shown: alternative text, brackets of links, raw HTML's code."""

    def prose(self) -> str:
        """Return what readers see as it was typed; as long as the text, the rest is ``BLANK``."""
        typed = str.__str__(self.text)
        characters = list(_blanked(typed))
        for start, end in self.shown:
            characters[start:end] = typed[start:end]
        for start, end in (*self.hidden, *self.text.added):
            characters[start:end] = _blanked(typed[start:end])
        return "".join(characters)


def _blanked(text: str) -> str:
    return "\n".join(BLANK * len(line) for line in text.split("\n"))
