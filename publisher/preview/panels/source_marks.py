"""Mark lines of the Markdown and parts of the issue in the email, to scroll to them.

An email contains no ids that its readers do not need, so the position of a line is found by its
words: a theme may put anything around them. Does not depend on page or request.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from publisher import dom
from publisher.diagnostics import Diagnostic
from publisher.dom import Element
from publisher.model import Issue

MARK = "publisher-mark"
"""Class of the empty elements that are scrolled to."""

_CARRIERS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th", "figcaption",
             "blockquote", "dt", "dd", "div", "img")  # fmt: skip

_WORD = re.compile(r"\w+")

_LONGEST = 400
"""Characters of a text to compare: enough to distinguish two paragraphs."""

Words = frozenset[str]


def mark(tree: Element, wanted: Mapping[str, str]) -> None:
    """Add a mark with each id at the start of the block with the words most like the text's."""
    blocks = [(block, words) for block in tree.iter(*_CARRIERS) if (words := _words_of(block))]
    for name, text in wanted.items():
        words = _words(text[:_LONGEST])
        block = max(blocks, key=lambda it: _likeness(words, it[1]), default=None)
        if block is not None and _likeness(words, block[1]) > (0.5, 0):
            _put(block[0], name)


def wanted_marks(issue: Issue, found: Iterable[Diagnostic]) -> dict[str, str]:
    """Return ids and texts of every section, story and line that a page links to."""
    wanted = {}
    for index, section in enumerate(issue.sections, start=1):
        wanted[f"section-{index}"] = f"{section.emoji} {section.title}"
        for place, story in enumerate(section.stories, start=1):
            wanted[f"story-{index}-{place}"] = story.text or story.title
    lines = issue.source.text.split("\n")
    for finding in found:
        if finding.path == issue.source.path:
            wanted[line_mark(finding)] = _line_at(lines, finding.position.line, issue)
    return wanted


def line_mark(finding: Diagnostic) -> str:
    """Return the id of the mark at a finding's line."""
    return f"line-{finding.position.line}"


def _line_at(lines: list[str], number: int, issue: Issue) -> str:
    """Return the line, or the nearest one above it with words; '' in the front matter."""
    for index in range(min(number, len(lines)) - 1, issue.source.body_line - 2, -1):
        if _words(lines[index]):
            return lines[index]
    return ""


def _likeness(one: Words, other: Words) -> tuple[float, int]:
    """Return the share of the smaller one's words that the other has, then their number."""
    shared = len(one & other)
    return (shared / max(1, min(len(one), len(other))), shared) if shared else (0.0, 0)


def _words_of(block: Element) -> Words:
    if block.tag == "img":
        return _words(block.get("alt", ""))
    if block.tag in {"div", "td", "blockquote"} and any(child.tag in dom.BLOCKS for child in block):
        return frozenset()  # its inner blocks match better
    return _words(dom.line_of(block)[:_LONGEST])


def _words(text: str) -> Words:
    """Return a set of words; for a script without spaces, of characters."""
    folded = unicodedata.normalize("NFC", text).casefold()
    found: set[str] = set()
    for word in _WORD.findall(folded):
        found.update(word if any(character >= "\u2e80" for character in word) else [word])
    return frozenset(found)


def _put(block: Element, name: str) -> None:
    place = block if block.tag != "img" else block.getparent()
    if place is None:
        return
    span = place.makeelement("span", {"id": name, "class": MARK})
    span.tail, place.text = place.text, None
    place.insert(0, span)
