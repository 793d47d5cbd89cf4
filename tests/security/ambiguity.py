"""Regular expressions as automata: which can be matched in so many ways that failing takes for ever.

A backtracking matcher that fails tries every way to read the text. Where a loop can read the same
text in two ways, their number is exponential (Weideman et al., "Analyzing Matching Time Behavior
of Backtracking Regular Expression Matchers by Using Ambiguity of NFA", 2016); where a text can
pass from one loop into another at any place, it is polynomial.

An expression becomes Glushkov's automaton: one state for each character that it reads. Look-around
is taken for empty, and a counted repetition for a few copies of what it repeats; characters are
compared on a sample that has one of each kind.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

import regex

_ENDLESS = 128
"""A repetition that may be longer than this is taken for a loop."""

_COPIES = 3

_SAMPLE = "".join(map(chr, range(0x250))) + (
    "\u0301\u0915\u093e\u1e00\u1100\u200b\u200d\u2003\u2014\u2018\u201c\u2026\u2028\u203c\u20e3"
    "\u2764\u2e80\u3000\u3001\u3042\u4e2d\uac00\ud800\ufe0f\uff01\uffff\U0001f1e9\U0001f3fd"
    "\U0001f4cc\U0001b000\U00020000\U000e0067"
)
_CATEGORY = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip

Pattern: TypeAlias = "re.Pattern[Any] | regex.Pattern[Any]"

Mask = int
"""The characters of the sample that are read, as bits."""


@dataclass(slots=True)
class Part:
    """A part of an expression: where it may begin and end; each with the characters that cannot
    come next, since a possessive repetition would have taken them."""

    first: list[tuple[int, Mask]] = field(default_factory=list)
    last: list[tuple[int, Mask]] = field(default_factory=list)
    empty: Mask | None = None
    """None where it reads at least one character."""


class Characters:
    """The sample, and which of its characters each part of an expression reads."""

    def __init__(self, alphabet: str, *, ignore_case: bool) -> None:
        self._cases = [
            {char, char.lower(), char.upper()} if ignore_case else {char} for char in alphabet
        ]
        self._known: dict[tuple[Any, str], Mask] = {}

    def mask(self, kind: Any, value: Any) -> Mask:
        """Return the characters that a literal or a set reads."""
        key = (kind, repr(value))
        if key not in self._known:
            self._known[key] = sum(
                1 << index
                for index, cases in enumerate(self._cases)
                if any(_reads(kind, value, char) for char in cases)
            )
        return self._known[key]


def _reads(kind: Any, value: Any, char: str) -> bool:
    if kind is op.ANY:
        return char != "\n"
    if kind is op.LITERAL:
        return char == chr(value)
    if kind is op.NOT_LITERAL:
        return char != chr(value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(char[:1]) <= value[1]) if len(char) == 1 else False
    if kind is op.CATEGORY:
        return bool(re.fullmatch(_CATEGORY[value], char))
    negated = value[0][0] is op.NEGATE
    return any(_reads(kind, part, char) for kind, part in value[negated:]) != negated


class Automaton:
    """The states of one expression and the steps between them."""

    def __init__(self, tree: Any, characters: Characters, *, coarse: bool) -> None:
        self.characters = characters
        self.coarse = coarse
        """Is a part that is matched by itself one state, or as many as it has?"""
        self.masks: list[Mask] = []
        self.steps: dict[tuple[int, int], list[Mask]] = {}
        self.inner: list[Any] = []
        """Parts that are matched by themselves: atomic groups, look-around."""
        self.whole = self._sequence(tree)
        self.following: list[list[int]] = [[] for _ in self.masks]
        for before, after in self.steps:
            self.following[before].append(after)

    def label(self, before: int, after: int) -> Mask:
        """Return the characters that lead from one state to another."""
        return max(self.steps[before, after])

    # --- building ---------------------------------------------------------------------------

    def _sequence(self, tree: Iterable[Any]) -> Part:
        whole = Part(empty=0)
        for node in tree:
            whole = self._joined(whole, self._part(*node))
        return whole

    def _joined(self, left: Part, right: Part) -> Part:
        self._connect(left, right)
        joined = Part()
        joined.first = [*left.first]
        if left.empty is not None:
            joined.first += [(state, bar | left.empty) for state, bar in right.first]
        joined.last = [*right.last]
        if right.empty is not None:
            joined.last += [(state, bar | right.empty) for state, bar in left.last]
        if left.empty is not None and right.empty is not None:
            joined.empty = left.empty | right.empty
        return joined

    def _connect(self, left: Part, right: Part) -> None:
        for (before, bar), (after, other) in product(left.last, right.first):
            if label := self.masks[after] & ~(bar | other):
                self.steps.setdefault((before, after), []).append(label)

    def _state(self, mask: Mask) -> Part:
        self.masks.append(mask)
        state = len(self.masks) - 1
        return Part([(state, 0)], [(state, 0)])

    def _part(  # noqa: PLR0911 - one line for each kind of node is the whole of it
        self, kind: Any, value: Any
    ) -> Part:
        if kind in {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}:
            return self._state(self.characters.mask(kind, value))
        if kind is op.SUBPATTERN:
            return self._sequence(value[3])
        if kind is op.BRANCH:
            return self._branches(value[1])
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
            return self._repeated(*value)
        if kind is op.POSSESSIVE_REPEAT:
            least, most, body = value
            return self._swallowed(body, is_loop=most > 1, may_lack=least == 0, possessive=True)
        if kind is op.ATOMIC_GROUP:
            return self._swallowed(value, is_loop=True, may_lack=False, possessive=False)
        if kind in {op.ASSERT, op.ASSERT_NOT}:
            self.inner.append(value[1])
        return Part(empty=0)  # a place, or what a group has matched

    def _branches(self, branches: Iterable[Any]) -> Part:
        whole = Part()
        for branch in branches:
            part = self._sequence(branch)
            whole.first += part.first
            whole.last += part.last
            if part.empty is not None:
                whole.empty = part.empty
        return whole

    def _repeated(self, least: int, most: int, body: Any) -> Part:
        if most == 0:
            return Part(empty=0)
        copies = max(1, min(_COPIES, least if most > _ENDLESS else most))
        whole = Part(empty=0)
        for number in reversed(range(copies)):  # `a{1,3}` is `a(?:a(?:a)?)?`
            part = self._sequence(body)
            if number == copies - 1 and most > _ENDLESS:
                self._connect(part, part)
            whole = self._joined(part, whole)
            if number >= least:
                whole.empty = 0
        return whole

    def _swallowed(self, body: Any, *, is_loop: bool, may_lack: bool, possessive: bool) -> Part:
        """One state for what is read in one way only; how, is another expression's affair."""
        self.inner.append(body)
        start = len(self.masks)
        part = self._sequence(body)
        read = taken = 0
        for mask in self.masks[start:]:
            read |= mask
        for state, _ in part.first:
            taken |= self.masks[state]
        if self.coarse:
            self.steps = {step: bars for step, bars in self.steps.items() if max(step) < start}
            del self.masks[start:]
            part = self._state(read)
        bar = taken if possessive and is_loop else 0
        if is_loop:
            self._connect(part, part)
        part.last = [(state, bar) for state, _ in part.last]
        part.empty = bar if may_lack else part.empty
        return part


# --- what is found ----------------------------------------------------------------------------


def is_exponential(pattern: Pattern) -> bool:
    """Whether a loop can read one text in two ways."""
    return any(all(map(_reads_twice, views)) for views in automata(pattern))


def is_polynomial(pattern: Pattern) -> bool:
    """Whether a text can pass from one loop to another at any of many places."""
    return any(all(map(_drifts, views)) for views in automata(pattern))


def _reads_twice(automaton: Automaton) -> bool:
    component = _components(automaton)
    for (before, after), labels in automaton.steps.items():
        if len(labels) > 1 and component[before] == component[after]:
            return True
    return any(_splits_and_meets(automaton, component, state) for state in _looping(automaton))


def _drifts(automaton: Automaton) -> bool:
    component = _components(automaton)
    loops = _looping(automaton)
    return any(
        _passes(automaton, component, one, other)
        for one, other in product(loops, loops)
        if one != other and automaton.masks[one] & automaton.masks[other]
    )


def _looping(automaton: Automaton) -> list[int]:
    """States that can be come back to."""
    component = _components(automaton)
    inside = {before for before, after in automaton.steps if component[before] == component[after]}
    return sorted(inside)


def _components(automaton: Automaton) -> list[int]:
    """The strongly connected component of each state, by the states that it reaches."""
    reached = [_reached(automaton.following, state) for state in range(len(automaton.masks))]
    return [
        min([state, *(other for other in reached[state] if state in reached[other])])
        for state in range(len(automaton.masks))
    ]


def _reached(following: list[list[int]], start: int) -> set[int]:
    found: set[int] = set()
    todo = list(following[start])
    while todo:
        state = todo.pop()
        if state not in found:
            found.add(state)
            todo += following[state]
    return found


def _together(automaton: Automaton, states: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Where several readers of one text may go next."""
    for nexts in product(*(automaton.following[state] for state in states)):
        common = -1
        for before, after in zip(states, nexts, strict=True):
            common &= automaton.label(before, after)
        if common:
            yield nexts


def _splits_and_meets(automaton: Automaton, component: list[int], start: int) -> bool:
    """Whether two readers that leave a state on one text can part and meet there again."""
    seen = {(start, start, False)}
    todo = [(start, start, False)]
    while todo:
        one, other, parted = todo.pop()
        for left, right in _together(automaton, (one, other)):
            if component[left] != component[start] or component[right] != component[start]:
                continue
            node = (left, right, parted or left != right)
            if node == (start, start, True):
                return True
            if node not in seen:
                seen.add(node)
                todo.append(node)
    return False


def _passes(automaton: Automaton, component: list[int], one: int, other: int) -> bool:
    """Whether some text leads from one state to itself and to the other, and the other to itself."""
    start, goal = (one, one, other), (one, other, other)
    seen: set[tuple[int, ...]] = {start}
    todo: list[tuple[int, ...]] = [start]
    while todo:
        for node in _together(automaton, todo.pop()):
            if component[node[0]] != component[one] or component[node[2]] != component[other]:
                continue
            if node == goal:
                return True
            if node not in seen:
                seen.add(node)
                todo.append(node)
    return False


# --- expressions ------------------------------------------------------------------------------


def automata(pattern: Pattern) -> Iterator[tuple[Automaton, Automaton]]:
    """The automaton of a compiled expression, and those of its parts that match by themselves.

    Each in two views, coarse and fine. Both allow more than the matcher does; what only one of
    them finds is not there.
    """
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    flags = pattern.flags & (re.VERBOSE | re.MULTILINE | re.DOTALL | re.IGNORECASE)
    tree = _parser.parse(_without_properties(text), flags)
    ignore_case = bool(tree.state.flags & re.IGNORECASE)
    typed = {char for char in text if not char.isascii()}
    alphabet = _SAMPLE + "".join(sorted(typed - set(_SAMPLE)))
    characters = _characters(alphabet, ignore_case)
    todo = [tree]
    while todo:
        part = todo.pop()
        coarse, fine = (Automaton(part, characters, coarse=coarse) for coarse in (True, False))
        todo += coarse.inner
        yield coarse, fine


@cache
def _characters(alphabet: str, ignore_case: bool) -> Characters:
    return Characters(alphabet, ignore_case=ignore_case)


def _without_properties(text: str) -> str:
    r"""Write ``\p{…}``, which ``re`` does not know, as the characters of the sample that have it."""

    def written(match: re.Match[str]) -> str:
        found = "".join(char for char in _SAMPLE if regex.fullmatch(match["property"], char))
        inside = text.count("[", 0, match.start()) > text.count("]", 0, match.start())
        return re.escape(found) if inside else f"[{re.escape(found)}]"

    return re.sub(r"(?P<property>\\p\{\w+\})", written, text)
