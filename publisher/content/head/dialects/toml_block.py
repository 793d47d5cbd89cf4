"""Parse TOML, between ``+++`` lines or as a whole document, into values with positions.

Does not interpret keys. The standard library's parser returns values without positions; a scan
of the same text for its strings, brackets and line ends finds where each statement starts.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publisher.content import content_rules as rules
from publisher.content.head.front_matter import LARGEST, Field, FrontMatter, fenced
from publisher.diagnostics import Diagnostic, Position
from publisher.positions import position_at

_DEEPEST = 16
"""Levels of nesting: metadata has two or three, an attack has hundreds."""

_KEY_LINE = re.compile(r"""[ \t]*(?:\[|(?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\.[\w-]+)*[ \t]*=)""")

# An unclosed string extends to the end: the parser reports it, and the scan stays linear.
_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?(?:"{3,5}|\Z)|\'\'\'.*?(?:\'{3,5}|\Z)'''
    r"""|"(?:[^"\\\n]|\\[^\n])*+"?|'[^'\n]*+'?"""
    r"|\#[^\n]*|[\[\]{}=.,\n]",
    re.DOTALL,
)
_PLACE_IN_MESSAGE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


class TomlError(ValueError):
    """The text is not valid TOML; ``position`` is the position of the error in it, from 1:1."""

    def __init__(self, message: str, position: Position) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Statement:
    """The header of a table, or one ``key = value`` whose keys include those of its table.

    ``start`` is the index of the statement in the text, ``value`` the slice of its value.
    """

    keys: tuple[str, ...]
    start: int
    value: slice | None = None


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """A TOML text: its values, and its statements in order."""

    text: str
    values: Mapping[str, object]
    statements: tuple[Statement, ...]

    def field(self, statement: Statement, path: str = "", above: int = 0) -> Field:
        """Return a statement's value in the file ``path``, with ``above`` lines above the text."""
        value: object = self.values
        for key in statement.keys:
            value = value.get(key) if isinstance(value, Mapping) else value
        start = statement.value.start if statement.value else statement.start
        position = position_at(self.text, start).moved_down(above)
        written = self.text[statement.value] if statement.value else _plain(value)
        return _field(value, written, position, path)


def read(text: str, path: str) -> FrontMatter | None:
    """Parse front matter between ``+++`` lines; return None if the text does not start with it."""
    block = fenced(text, "+++", ("+++",))
    if block is None or not (block.is_closed or _KEY_LINE.match(block.source)):
        return None
    above = position_at(text, block.start).line - 1
    fields: dict[str, Field] = {}
    found: tuple[Diagnostic, ...] = ()
    try:
        fields = _fields(parse(block.source), above)
    except TomlError as fault:
        found = (rules.MALFORMED.at(path, fault.position.moved_down(above), fault.message),)
    if not block.is_closed:
        found = (rules.NOT_CLOSED.at(path, block.opening_position, block.unclosed),)
    return FrontMatter("toml", fields, block.body, block.body_line, found)


def parse(text: str, largest: int = LARGEST) -> TomlDocument:
    """Parse a TOML document into values, and statements with their positions.

    Raises TomlError for invalid TOML, and for more than ``largest`` characters or more than 16
    levels, which no metadata has.
    """
    if len(text) > largest:
        raise TomlError(f"the TOML is too long ({len(text):,} characters)", Position())
    lines = list(_logical_lines(text))
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _placed(str(fault), text) from fault
    except ValueError as fault:  # a number of 5,000 digits
        raise TomlError("a number is too long", Position()) from fault
    if _is_deeper(values, _DEEPEST):
        raise TomlError(f"nested more than {_DEEPEST} levels deep", Position())
    return TomlDocument(text, values, tuple(_statements(text, lines)))


def _fields(document: TomlDocument, above: int) -> dict[str, Field]:
    """Return one field for each top-level key; a table is one field."""
    fields: dict[str, Field] = {}
    for statement in document.statements:
        name = statement.keys[0]
        if name not in fields:
            is_whole = len(statement.keys) == 1
            first = Statement((name,), statement.start, statement.value if is_whole else None)
            fields[name] = document.field(first, above=above)
    return fields


def _field(value: object, written: str, position: Position, path: str) -> Field:
    if isinstance(value, list):
        items = tuple(_field(item, _plain(item), position, path) for item in value)
        return Field(value, "", position, items, path)
    if isinstance(value, dict):
        return Field(value, "", position, path=path)
    return Field(value, value if isinstance(value, str) else written, position, path=path)


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _logical_lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, first equals sign (or -1) and end of each logical line.

    Brackets and strings continue a line. Raises TomlError for too many brackets or dotted keys,
    on which parsers recurse.
    """
    depth = dots = start = 0
    equals = end = -1
    for token in _TOKEN.finditer(text + "\n"):
        sign = token[0]
        depth += (sign in ("[", "{")) - (sign in ("]", "}"))
        dots = dots + 1 if sign == "." else 0 if sign in tuple("[]{}=,\n") else dots
        if max(depth, dots) > _DEEPEST:
            place = position_at(text, token.start())
            raise TomlError(f"nested more than {_DEEPEST} levels deep", place)
        if depth > 0:
            continue
        if sign == "=" and equals < 0:
            equals = token.start()
        elif sign.startswith("#"):
            end = token.start()
        elif sign == "\n":
            yield start, equals, token.start() if end < 0 else end
            start, equals, end = token.end(), -1, -1


def _statements(text: str, lines: list[tuple[int, int, int]]) -> Iterator[Statement]:
    """Yield the statements in the lines of a text that is valid TOML."""
    table: tuple[str, ...] = ()
    for line_start, equals, line_end in lines:
        line = text[line_start:line_end]
        start = line_start + len(line) - len(line.lstrip())
        if equals >= 0:
            keys = table + _keys(text[start:equals])
            value = text[equals + 1 : line_end]
            at = equals + 1 + len(value) - len(value.lstrip())
            yield Statement(keys, start, slice(at, at + len(value.strip())))
        elif line.strip():
            table = _keys(line.strip().removeprefix("[").removesuffix("]").strip("[] \t"))
            yield Statement(table, start)


def _keys(dotted: str) -> tuple[str, ...]:
    """Return the parts of a dotted key; the parser itself removes the quotes."""
    keys = []
    value: object = tomllib.loads(f"{dotted} = 0")
    while isinstance(value, dict):
        key, value = next(iter(value.items()))
        keys.append(key)
    return tuple(keys)


def _placed(message: str, text: str) -> TomlError:
    """Convert the parser's error, with the position that its message names."""
    place = _PLACE_IN_MESSAGE.search(message)
    sentence = message[: place.start()] if place else message
    if sentence == "Illegal character '\\n'":
        sentence = "a string is not closed on its line"
    if place is None or place[1] is None:
        return TomlError(sentence, position_at(text, len(text.rstrip())))
    return TomlError(sentence, Position(int(place[1]), int(place[2])))


def _is_deeper(value: object, levels: int) -> bool:
    """Whether tables and arrays are nested more than ``levels`` deep."""
    if not isinstance(value, dict | list):
        return False
    members = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(member, levels - 1) for member in members)
