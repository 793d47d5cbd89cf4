"""Parse YAML between ``---`` and ``---`` (or ``...``) into fields with positions in the file.

The front matter of Hugo, Jekyll and GitHub. Does not interpret keys. Only plain data is read:
a tag can run code, an alias can grow to gigabytes, so both are rejected. If one key is invalid,
the others are still read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from publisher.content import content_rules as rules
from publisher.content.head.front_matter import (
    KNOWN_KEYS,
    LARGEST,
    Block,
    Field,
    FrontMatter,
    fenced,
)
from publisher.diagnostics import Diagnostic, Position, Rule

_DEEPEST = 16
"""Levels of nesting: metadata has two or three, an attack has hundreds."""

_STANDARD_TAG = "tag:yaml.org,2002:"

_MOST_FAULTS = 10
_MOST_CHUNKS = 200

_KEY_LINE = re.compile(
    r"""(?P<quote>["']?)(?P<key>[^\W\d][\w .-]{0,60})(?P=quote)[ \t]*:(?=[ \t\n]|\Z)"""
)
_NOT_CONTENT = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
_TOP_LEVEL = re.compile(r"^(?=[^\s#\-\]}:])", re.MULTILINE)


def read(text: str, path: str) -> FrontMatter | None:
    """Parse front matter between ``---`` lines; return None if the text does not start with it."""
    block = fenced(text, "---", ("---", "..."))
    if block is None or not _is_meant(block):
        return None
    reading = _BlockReading(path, block)
    fields = reading.fields()
    found = tuple(reading.found[:_MOST_FAULTS])
    if not block.is_closed:
        found = (rules.NOT_CLOSED.at(path, block.opening_position, block.unclosed),)
    return FrontMatter("yaml", fields, block.body, block.body_line, found)


def _is_meant(block: Block) -> bool:
    """Whether the ``---`` opens front matter, and is not a thematic break of Markdown.

    A closed block is front matter if a key follows, or if anything follows without a blank
    line. An unclosed block is front matter if a known key or several keys follow directly.
    """
    source = block.source
    lead = _NOT_CONTENT.match(source)
    first = _KEY_LINE.match(source, lead.end() if lead else 0)
    is_known = first is not None and first["key"].casefold() in KNOWN_KEYS
    if not block.is_closed:
        keys = [line for line in source.splitlines() if _KEY_LINE.match(line)]
        return is_known or (first is not None and first.start() == 0 and len(keys) > 1)
    if source.startswith("\n"):
        return is_known or not source.strip()
    return first is not None or "\n\n" not in source


class _FaultError(Exception):
    """An error in a piece of YAML, with its position as an index into the piece."""

    def __init__(self, rule: Rule, index: int, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.index = index
        self.message = message
        self.hint = hint


class _PlainLoader(yaml.SafeLoader):
    """Composes only plain data: no tags, anchors or aliases, and limited nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        at = event.start_mark.index
        if isinstance(event, yaml.AliasEvent):
            raise _FaultError(
                rules.FORBIDDEN_YAML, at, f"YAML alias `*{event.anchor}` is not supported",
                "write the value itself; put it in quotes if it starts with `*`",
            )  # fmt: skip
        if event.anchor is not None:
            raise _FaultError(
                rules.FORBIDDEN_YAML, at, f"YAML anchor `&{event.anchor}` is not supported",
                "write the value itself; put it in quotes if it starts with `&`",
            )  # fmt: skip
        if event.tag is not None:
            tag = _short(event.tag.replace(_STANDARD_TAG, "!!"))
            raise _FaultError(
                rules.FORBIDDEN_YAML, at, f"YAML tag `{tag}` is not supported",
                "write the value itself; put it in quotes if it starts with `!`",
            )  # fmt: skip
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _FaultError(rules.MALFORMED, at, f"nested more than {_DEEPEST} levels deep")
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


@dataclass
class _BlockReading:
    """The state while one block is read: the findings so far, and the positions of pieces."""

    path: str
    block: Block
    found: list[Diagnostic] = field(default_factory=list)

    def fields(self) -> dict[str, Field]:
        """Return the fields of the block; if it has errors, the fields of its valid keys."""
        source = self.block.source
        if len(source) > LARGEST:
            self._report(
                rules.MALFORMED, 0, f"the front matter is too long ({len(source):,} characters)"
            )
            return {}
        try:
            return self._unique(self._pairs(source, 0))
        except _FaultError as fault:
            whole = fault
        sound: list[tuple[str, Field]] = []
        faults = len(self.found)
        for start, chunk in _chunks(source):
            try:
                sound += self._pairs(chunk, start)
            except _FaultError as fault:
                self._report(fault.rule, start + fault.index, fault.message, fault.hint)
        if len(self.found) == faults:
            self._report(whole.rule, whole.index, whole.message, whole.hint)
        return self._unique(sound)

    def _report(self, rule: Rule, index: int, message: str, hint: str | None = None) -> None:
        self.found.append(rule.at(self.path, self.block.position(index), message, hint))

    def _pairs(self, source: str, start: int) -> list[tuple[str, Field]]:
        node = _compose(source)
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            raise _FaultError(
                rules.NOT_A_MAPPING, node.start_mark.index,
                f"`{_short(source[node.start_mark.index:].splitlines()[0])}` is not `key: value`",
            )  # fmt: skip
        return [(_key(key), self._field(value, start)) for key, value in node.value]

    def _unique(self, pairs: list[tuple[str, Field]]) -> dict[str, Field]:
        """Return the pairs as a mapping; if a key occurs twice, the first value is used."""
        fields: dict[str, Field] = {}
        seen: dict[str, Position] = {}
        for key, value in pairs:
            if key.casefold() in seen:
                first = seen[key.casefold()]
                self.found.append(
                    rules.DUPLICATE_KEY.at(
                        self.path, value.position, f"duplicate key `{_short(key)}`",
                        f"the first is on line {first.line}; keep one of the two",
                    )
                )  # fmt: skip
                continue
            seen[key.casefold()] = value.position
            fields[key] = value
        return fields

    def _field(self, node: yaml.Node, start: int) -> Field:
        position = self.block.position(start + node.start_mark.index)
        if isinstance(node, yaml.ScalarNode):
            return Field(_scalar(node), str(node.value), position)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self._field(item, start) for item in node.value)
            return Field([item.value for item in items], "", position, items)
        pairs = [(_key(key), self._field(value, start)) for key, value in node.value]
        members = self._unique(pairs)
        return Field({key: member.value for key, member in members.items()}, "", position)


def _key(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise _FaultError(rules.NOT_A_MAPPING, node.start_mark.index, "a key must be a word")


def _compose(source: str) -> yaml.Node | None:
    """Return the tree of a piece of YAML; raises ``_FaultError`` for any error in it."""
    try:
        loader = _PlainLoader(source)
        node: yaml.Node | None = loader.get_single_node()
        return node
    except yaml.reader.ReaderError as fault:
        raise _FaultError(
            rules.MALFORMED, fault.position, f"U+{int(fault.character):04X} is not allowed here"
        ) from fault
    except yaml.MarkedYAMLError as fault:
        raise _explained(fault, source) from fault


def _explained(fault: yaml.MarkedYAMLError, source: str) -> _FaultError:
    """Return the parser's error as a message for an author, with a hint."""
    problem = fault.problem or "invalid YAML"
    mark = fault.problem_mark
    hint = "put the value in quotes: it contains a character that is special in YAML"
    if (fault.context or "").startswith("while scanning a") and fault.context_mark is not None:
        mark = fault.context_mark  # the start of the word, quote or alias
    index = mark.index if mark is not None else 0
    if "unexpected end of stream" in problem:
        problem = f"unclosed quote {source[index : index + 1]}"
        hint = "close it, or double a quote that is part of the text"
    elif source[index : index + 1] == "\t":
        problem = "a tab is not allowed here"
        hint = "indent with spaces: YAML does not allow tabs"
    elif "expected <block end>" in problem:
        problem = "unexpected text after the value"
    elif "mapping values are not allowed" in problem:
        problem = "second colon on the line"
        hint = "put the value in quotes, because it contains a colon"
    return _FaultError(rules.MALFORMED, index, problem, hint)


def _scalar(node: yaml.ScalarNode) -> object:
    """Convert a scalar by YAML's types; a value that cannot be converted stays text."""
    try:
        value: object = yaml.SafeLoader("").construct_object(node)
    except (ValueError, OverflowError, yaml.YAMLError):  # 2019-13-45, 5,000 digits, `=`
        return node.value
    return value


def _chunks(source: str) -> Iterator[tuple[int, str]]:
    """Split the block before each line that is not indented: a key and its value."""
    starts = sorted({0, *(match.start() for match in _TOP_LEVEL.finditer(source))})
    if len(starts) > _MOST_CHUNKS:
        return
    for start, end in zip(starts, [*starts[1:], len(source)], strict=True):
        yield start, source[start:end]


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
