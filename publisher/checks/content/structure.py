"""C2: check the structure of an issue: sections, headings, lists."""

import re
from collections.abc import Iterator
from itertools import pairwise

from publisher import dom
from publisher.checks.proof import Proof
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
_ATX = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?=[ \t]+\S)(?P<text>[^\n]*)", re.MULTILINE)
_LIKE_ITEM = re.compile(
    r"""^[ \t]{0,3}(?P<mark>
          [-+*](?=[^\s\-+*\d=>|])
        | [•●▪◦‣·](?=[^·•])
        | (?P<number>\d{1,2})[.)](?=[^\s\d.)])
        )(?P<text>[^\n]*)$""",
    re.MULTILINE | re.VERBOSE,
)
_SINGLE = re.compile(r"\[[^\[\]\n]+\]\(")


def empty_sections(proof: Proof) -> Iterator[Diagnostic]:
    """Report a heading directly before the next one of the same or a higher level."""
    typed = _ATX.finditer(proof.prose.text)
    blocks = [child for child in proof.tree if dom.is_element(child)]
    for heading, following in pairwise([*blocks, None]):
        if heading is None or heading.tag not in _HEADINGS:
            continue
        title = dom.line_of(heading)
        match = next((it for it in typed if letters_of(it["text"]) == letters_of(title)), None)
        if match is not None and _ends_section(following, heading.tag):
            place = proof.prose.at(match.start("marks"))
            yield EMPTY_SECTION.at(proof.path, place, f"section {title!r} is empty")


def _ends_section(following: dom.Element | None, level: str) -> bool:
    if following is None:
        return True
    return following.tag in _HEADINGS and following.tag <= level


def heading_jumps(proof: Proof) -> Iterator[Diagnostic]:
    """Report a heading two or more levels below the one before it, as the author typed them."""
    for above, heading in pairwise(_ATX.finditer(proof.prose.text)):
        before, level = len(above["marks"]), len(heading["marks"])
        if level > before + 1:
            yield HEADING_JUMP.at(
                proof.path,
                proof.prose.at(heading.start("marks")),
                f"a level-{level} heading follows a level-{before} heading",
            )


def lists_that_are_none(proof: Proof) -> Iterator[Diagnostic]:
    """Report lines that look like list items but not to Markdown: two or more, or one link."""
    last, reported = None, -1
    for match in _LIKE_ITEM.finditer(proof.prose.text):
        if match["mark"] == "*" and match["text"].count("*") % 2:
            continue  # emphasis at the start of a line
        follows = last is not None and _follows(last, match, proof.prose.text)
        if follows and last is not None and reported != last.start():
            yield _not_a_list(proof, last)
        elif not follows and match["mark"] in "-+*" and _SINGLE.match(match["text"]):
            yield _not_a_list(proof, match)
            reported = match.start()
        if follows:
            reported = match.start()
        last = match


def _follows(last: re.Match[str], match: re.Match[str], text: str) -> bool:
    """Return whether a line is the next list item after another."""
    if text[last.end() : match.start()].strip("\n") or match.start() - last.end() > 2:
        return False
    if match["number"] and last["number"]:
        return int(match["number"]) == int(last["number"]) + 1
    return bool(match["mark"] == last["mark"])


def _not_a_list(proof: Proof, match: re.Match[str]) -> Diagnostic:
    place: Position = proof.prose.at(match.start("mark"))
    return NOT_A_LIST.at(
        proof.path, place, f"no space after {match['mark']!r}, so this is not a list item"
        if match["mark"] not in "•●▪◦‣·"
        else f"{match['mark']!r} does not start a list item in Markdown",
    )  # fmt: skip


CHECKS: tuple[Check[Proof], ...] = (
    Check(EMPTY_SECTION, empty_sections),
    Check(HEADING_JUMP, heading_jumps),
    Check(NOT_A_LIST, lists_that_are_none),
)
