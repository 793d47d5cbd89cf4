"""C2: check the structure of an issue: sections, headings, lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from publisher import dom
from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.slugs import letters_of

EMPTY_SECTION = Rule(
    "C202", Severity.WARNING, "section is empty",
    "A heading without text under it misleads readers.",
    "write the section, or remove its heading",
    bad="## News\n\nHello.\n\n‸## Events\n\n## Jobs\n\nNone.\n",
    good="## News\n\nHello.\n\n## Events\n\nA picnic.\n\n## Jobs\n\nNone.\n",
)  # fmt: skip
HEADING_JUMP = Rule(
    "C203", Severity.INFO, "heading skips a level",
    "Screen readers announce heading levels, and a gap sounds like a missing part (WCAG 2.2, "
    "1.3.1). The output uses the next level.",
    "use the next level",
    bad="## News\n\nHello.\n\n‸#### Berlin\n\nHello.\n",
    good="## News\n\nHello.\n\n### Berlin\n\nHello.\n",
)  # fmt: skip
NOT_A_LIST = Rule(
    "C205", Severity.WARNING, "text that looks like a list but is not one",
    "A list marker must be followed by a space; otherwise the lines, with their markers, become "
    "one paragraph (CommonMark 0.31, section 5.2).",
    "write `- ` or `1. ` before each item",
    bad="We bought:\n\n‸-apples\n-pears\n", good="We bought:\n\n- apples\n- pears\n",
)  # fmt: skip

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LIKE_ITEM = re.compile(
    r"""^[ \t]{0,3}(?P<mark>
          [-+*](?=[^\s\-+*\d=>|])
        | [•●▪◦‣·](?=[^·•])
        | (?P<number>\d{1,2})[.)](?=[^\s\d.)])
        )""",
    re.MULTILINE | re.VERBOSE,
)


def empty_sections(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a heading directly before the next one of the same or a higher level."""
    typed = iter(checked.source.tree.headings())
    blocks = [child for child in checked.tree if dom.is_element(child)]
    for heading, following in pairwise([*blocks, None]):
        if heading is None or heading.tag not in _HEADINGS:
            continue
        title = dom.line_of(heading)
        match = next((it for it in typed if letters_of(it.text) == letters_of(title)), None)
        if match is not None and _ends_section(following, heading.tag):
            place = checked.source.at(match.offset)
            yield EMPTY_SECTION.at(checked.path, place, f"section {title!r} is empty")


def _ends_section(following: dom.Element | None, level: str) -> bool:
    if following is None:
        return True
    return following.tag in _HEADINGS and following.tag <= level


def heading_jumps(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a heading two or more levels below the one before it, as the author typed them."""
    for above, heading in pairwise(checked.source.tree.headings()):
        if heading.level > above.level + 1:
            yield HEADING_JUMP.at(
                checked.path,
                checked.source.at(heading.offset),
                f"a level-{heading.level} heading follows a level-{above.level} heading",
            )


@dataclass(frozen=True, slots=True)
class _LikeItem:
    """A line that begins like a list item."""

    mark: str
    number: int | None
    position: Position
    leaf: int
    is_link: bool
    """Whether a link follows the mark directly."""

    def follows(self, last: "_LikeItem") -> bool:
        """Whether it is the next item after another, on the next line or after a blank one."""
        lines = self.position.line - last.position.line
        if lines > 1 + (self.leaf == last.leaf + 1):
            return False
        if self.number and last.number:
            return self.number == last.number + 1
        return self.mark == last.mark


def lists_that_are_none(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report lines that look like list items but not to Markdown: two or more, or one link."""
    lists: list[list[_LikeItem]] = []
    for item in _like_items(checked):
        if lists and item.follows(lists[-1][-1]):
            lists[-1].append(item)
        else:
            lists.append([item])
    for first, *others in lists:
        if others or (first.is_link and first.mark in "-+*"):
            yield _not_a_list(checked, first)


def _like_items(checked: CheckedIssue) -> Iterator[_LikeItem]:
    for number, prose in enumerate(checked.prose):
        links = {index for element, index in prose.leaf.elements.items() if element.tag == "a"}
        for match in _LIKE_ITEM.finditer(prose.text):
            position = checked.at(prose, match.start("mark"))
            line = checked.source.line(position)
            if not line[: position.column - 1].strip():
                count = int(match["number"]) if match["number"] else None
                is_link = match.end("mark") in links
                yield _LikeItem(match["mark"], count, position, number, is_link)


def _not_a_list(checked: CheckedIssue, item: _LikeItem) -> Diagnostic:
    return NOT_A_LIST.at(
        checked.path, item.position, f"no space after {item.mark!r}, so this is not a list item"
        if item.mark not in "•●▪◦‣·"
        else f"{item.mark!r} does not start a list item in Markdown",
    )  # fmt: skip


CHECKS: tuple[Check[CheckedIssue], ...] = (
    Check(EMPTY_SECTION, empty_sections),
    Check(HEADING_JUMP, heading_jumps),
    Check(NOT_A_LIST, lists_that_are_none),
)
