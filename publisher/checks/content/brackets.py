"""C3: find links with wrong brackets, which readers see as text instead of a link.

The prose has no brackets of links. Those that are left in a leaf match, or one of them is a
typing error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.markup.leaf_text import BLANK
from publisher.markup.markdown_tree import Prose

BROKEN_LINK = Rule(
    "C308", Severity.ERROR, "malformed link: its brackets are shown",
    "With a missing or misplaced bracket, readers see brackets and a URL instead of a link; in a "
    "list, the whole item is affected.",
    "write `[text](https://example.com)`: no space between `]` and `(`, and both pairs closed",
    bad="* [First](https://example.com/1)\n* ‸[Second(https://example.com/2)\n",
    good="* [First](https://example.com/1)\n* [Second](https://example.com/2)\n",
)  # fmt: skip
LONE_BRACKET = Rule(
    "C313", Severity.WARNING, "unmatched bracket",
    "Readers see it; it is often left over from an edited link.",
    "delete it, close it, or escape it with `\\` if it is intended",
    bad="We read ‸[a book yesterday.\n", good="We read a book yesterday.\n",
)  # fmt: skip
UNRESOLVED = Rule(
    "C307", Severity.WARNING, "undefined reference link",
    "Readers see two pairs of brackets instead of a link (CommonMark 0.31, section 6.3).",
    "add a line `[label]: https://example.com`, or correct the label",
    bad="See ‸[the map][berlin].\n\n[bern]: https://example.com/bern\n",
    good="See [the map][bern].\n\n[bern]: https://example.com/bern\n",
)  # fmt: skip

_OPENING = re.compile(r"(?<!\])\(")
_BRACKET = re.compile(r"[\[\]]")
_TO_CLOSE = re.compile(
    r"""(?:[^\s()]|\([^\s()]*+\))*+(?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?+\s*+\)"""
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.|mailto:)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<![\w\])])!?\[(?P<text>[^\[\]\n]+)\]\[(?P<label>[^\[\]\n]*)\](?![(\[])")


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong bracket, by its index in the prose."""

    index: int
    message: str
    is_link: bool


def broken_links(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report brackets that were meant as a link: a URL is in them or after them."""
    for slip, position in _slips(checked):
        if slip.is_link:
            yield BROKEN_LINK.at(checked.path, position, slip.message)


def lone_brackets(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a square bracket without a partner."""
    for slip, position in _slips(checked):
        if not slip.is_link:
            yield LONE_BRACKET.at(checked.path, position, slip.message)


def unresolved_references(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report ``[text][label]`` and ``[label][]`` with an undefined label."""
    for prose in checked.prose:
        for match in _REFERENCE.finditer(prose.text):
            label = match["label"] or match["text"]
            if BLANK in label or label.startswith("^"):
                continue
            position = checked.at(prose, match.start())
            yield UNRESOLVED.at(checked.path, position, f"the label [{label}] is not defined")


@lru_cache(maxsize=1)
def _slips(checked: CheckedIssue) -> tuple[tuple[Slip, Position], ...]:
    return tuple(
        (slip, checked.at(prose, slip.index))
        for prose in checked.prose
        if "[" in prose.text or "]" in prose.text
        for slip in _Brackets(prose).slips()
    )


class _Brackets:
    """The brackets of one leaf that are not those of a link."""

    def __init__(self, prose: Prose) -> None:
        self._text, self._typed = prose.text, str.__str__(prose.leaf.text)

    def slips(self) -> Iterator[Slip]:
        """Yield the wrong brackets, from left to right."""
        opened: list[int] = []
        for match in _BRACKET.finditer(self._text):
            character, index = match[0], match.start()
            if character == "[":
                opened.append(index)
            elif character == "]" and opened:
                yield from self._closed(opened.pop(), index)
            elif character == "]":
                yield self._lone(index)
        for index in opened:
            yield self._lone(index)

    def _closed(self, opening: int, closing: int) -> Iterator[Slip]:
        behind = self._text[closing + 1 : closing + 4]
        address = closing + 1 + len(behind) - len(behind.lstrip("( \t"))
        if not self._is_address(address):
            return
        between = self._text[closing + 1 : address]
        if between.startswith("("):
            if not self._is_closed(address):
                yield self._slip(opening, "the `(` of this link is not closed")
        elif "(" in between:
            yield self._slip(opening, "there is a space between `]` and `(`")
        elif not between and self._typed[address] != "<":
            yield self._slip(opening, "missing `(` before the URL of this link")

    def _lone(self, index: int) -> Slip:
        """Return a bracket without a partner; it is part of a link if a URL is near."""
        character = self._text[index]
        if character == "]":
            near = self._text.startswith("](", index) and self._is_address(index + 2)
        else:
            near = index < self._last_target
        if near:
            return self._slip(index, f"unmatched {character!r}, so this is not a link")
        return Slip(index, f"unmatched {character!r}", is_link=False)

    @cached_property
    def _last_target(self) -> int:
        """Return the index of the last `(` before a URL that does not follow a `]`, or -1."""
        openings = (opening.start() for opening in _OPENING.finditer(self._text))
        return max((at for at in openings if self._is_address(at + 1)), default=-1)

    def _slip(self, index: int, message: str) -> Slip:
        return Slip(index, message, is_link=True)

    def _is_address(self, index: int) -> bool:
        """Return whether a URL begins here."""
        return _ADDRESS.match(self._typed, index) is not None

    def _is_closed(self, address: int) -> bool:
        """Return whether the parenthesis is closed after the URL and an optional title."""
        return _TO_CLOSE.match(self._typed, address) is not None


CHECKS: tuple[Check[CheckedIssue], ...] = (
    Check(UNRESOLVED, unresolved_references),
    Check(BROKEN_LINK, broken_links),
    Check(LONE_BRACKET, lone_brackets),
)
