"""What cannot be inlined into ``<style>`` elements that clients accept.

Gmail drops a block that is larger than 8,192 bytes, and a block whole that holds a rule it does
not understand: each kind of rule has a block of its own, and a full one is continued in the
next. Rules that match nothing in this issue are left out.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import cssselect
from lxml import etree

from publisher import dom
from publisher.mail.letter import Letter, new
from publisher.mail.names import Names, names_in, names_needed
from publisher.mail.stylesheet import Block, KeptRule, written

BLOCK_BYTES = 8_000
"""The most bytes in a ``<style>``: Gmail drops one of more than 8,192."""

_MARKS = ("[data-ogsc]", "[data-ogsb]")


def keep_css(letter: Letter) -> None:
    """Add the kept rules that match something to the head."""
    present = names_in(letter.tree)
    used = [
        rule
        for rule in letter.look.stylesheet.kept
        if not rule.selector or _matches(rule.selector, letter.tree, present)
    ]
    head = letter.head
    for block in Block:
        rules = [rule for rule in used if rule.block is block]
        for text in _blocks(rules):
            head.append(new(letter, "style", text))


def _blocks(rules: Iterable[KeptRule]) -> Iterator[str]:
    """The rules as texts that are small enough, in order."""
    held: list[KeptRule] = []
    for rule in rules:
        if held and len(written([*held, rule]).encode()) > BLOCK_BYTES:
            yield written(held)
            held = []
        held.append(rule)
    if held:
        yield written(held)


def _matches(selector: str, tree: dom.Element, present: Names) -> bool:
    return any(needed <= present and bool(find(tree)) for find, needed in _finders(selector))


@lru_cache(maxsize=512)
def _finders(selector: str) -> tuple[tuple[Callable[[dom.Element], object], Names], ...]:
    """For each part of a selector list: what finds its elements, states of the client aside."""
    plain = selector
    for mark in _MARKS:
        plain = plain.replace(f"{mark} ", "")
    finders = []
    for part in cssselect.parse(plain):
        bare = _without_states(part.canonical())
        path = cssselect.HTMLTranslator().css_to_xpath(bare)
        finders.append((etree.XPath(path), names_needed(bare)))
    return tuple(finders)


def _without_states(selector: str) -> str:
    """The selector without ``:hover`` and its like, which no tree can tell."""
    for state in (":hover", ":focus", ":active", ":visited", ":link", ":target"):
        selector = selector.replace(state, "")
    return selector
