"""Write the rules that cannot be inlined into ``<style>`` elements that clients accept.

Gmail drops a block that is larger than 8,192 bytes, and a whole block if it contains a rule
that Gmail does not understand: each kind of rule has a block of its own, and a full one is
continued in the next. Rules that match nothing in this issue are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher import dom
from publisher.mail.render.email_tree import Letter, new
from publisher.themes.css_selectors import finder, known_part, parts_of
from publisher.themes.selector_filter import Names, names_in, names_needed
from publisher.themes.stylesheet import KeptRule, StyleBlock, written

BLOCK_BYTES = 8_000
"""The most bytes in a ``<style>``: Gmail drops one of more than 8,192."""


def keep_css(letter: Letter) -> None:
    """Add the kept rules that match something to the head."""
    present = names_in(letter.tree)
    narrowed = (_narrowed(rule, letter.tree, present) for rule in letter.look.stylesheet.kept)
    used = [rule for rule in narrowed if rule is not None]
    head = letter.head
    there = {style.text for style in head.iterchildren("style")}
    for block in StyleBlock:
        for text in _blocks([rule for rule in used if rule.block is block]):
            if text not in there:
                head.append(new(letter, "style", text))


def _blocks(rules: Iterable[KeptRule]) -> Iterator[str]:
    """Yield the rules as texts that are small enough, in order."""
    held: list[KeptRule] = []
    for rule in rules:
        if held and len(written([*held, rule]).encode()) > BLOCK_BYTES:
            yield written(held)
            held = []
        held.append(rule)
    if held:
        yield written(held)


def _narrowed(rule: KeptRule, tree: dom.Element, present: Names) -> KeptRule | None:
    """Return the rule with the selectors that match something; None if none does."""
    if not rule.selector:
        return rule
    parts = parts_of(rule.selector)
    matching = [part for part in parts if _matches(part, tree, present)]
    return replace(rule, selector=",".join(matching)) if matching else None


def _matches(selector: str, tree: dom.Element, present: Names) -> bool:
    known = known_part(selector)
    if known is None:
        return True
    needed = names_needed(known)
    if not needed <= present:
        return False
    is_one_name = known.removeprefix("*") in needed  # a class is written *.name
    return is_one_name or bool(finder(known)(tree))
