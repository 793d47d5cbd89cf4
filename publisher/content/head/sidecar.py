"""Parse ``issues.toml``, whose values override those in the issues' own files.

For an archive whose files must not be changed: a table per file name or slug. Does not read
files.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from publisher.content import content_rules as rules
from publisher.content.head.dialects.toml_block import Statement, TomlDocument, TomlError, parse
from publisher.content.head.front_matter import Field
from publisher.diagnostics import Diagnostic, Position
from publisher.positions import position_at

_SUFFIXES = frozenset({"md", "markdown"})

_LARGEST = 1_000_000
"""Characters; dates for ten thousand issues need half of it."""


@dataclass(frozen=True, slots=True)
class IssueTable:
    """The sidecar's table for one issue: its fields, and the position at which it starts."""

    name: str
    fields: Mapping[str, Field]
    position: Position


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The tables of ``issues.toml``, by file name or slug."""

    path: str = ""
    tables: Mapping[str, IssueTable] = field(default_factory=lambda: MappingProxyType({}))
    diagnostics: tuple[Diagnostic, ...] = ()
    digest: str = ""
    """The SHA-256 digest of the file, in hexadecimal; '' without a readable file."""

    def fields_for(self, names: Iterable[str]) -> Mapping[str, Field]:
        """Return the values for an issue with these names; the first name's values win."""
        fields: dict[str, Field] = {}
        for name in names:
            table = self.tables.get(_composed(name))
            if table is not None:
                fields = {**table.fields, **fields}
        return fields

    def unused(self, used: AbstractSet[str]) -> tuple[Diagnostic, ...]:
        """Return a finding for each table whose name belongs to no issue."""
        known = {_composed(name) for name in used}
        return tuple(
            rules.SIDECAR_UNUSED.at(self.path, table.position, f"no issue matches `{name[:80]}`")
            for name, table in self.tables.items()
            if name not in known
        )


def read_sidecar(text: str, path: str) -> Sidecar:
    """Parse a sidecar's tables; invalid TOML and values outside tables are findings."""
    try:
        document = parse(text, _LARGEST)
    except TomlError as fault:
        found = rules.SIDECAR_MALFORMED.at(path, fault.position, fault.message)
        return Sidecar(path, diagnostics=(found,))
    places = _places(document)
    tables: dict[str, IssueTable] = {}
    strays: list[Diagnostic] = []
    for name, keys, values in _named_tables(document.values):
        position = position_at(text, places[keys].start)
        if values is None:
            strays.append(_stray(path, position, name))
            continue
        fields = {key: _field(document, places, (*keys, key), path) for key in values}
        tables[_composed(name)] = IssueTable(name, MappingProxyType(fields), position)
    return Sidecar(path, MappingProxyType(tables), tuple(strays))


def _named_tables(
    values: Mapping[str, object],
) -> Iterator[tuple[str, tuple[str, ...], Mapping[str, object] | None]]:
    """Yield name, keys and values of each table; the values are None if it is not a table.

    ``[012.md]`` without quotes is a table ``md`` in a table ``012``; it is read as ``"012.md"``.
    """
    for key, value in values.items():
        if not isinstance(value, Mapping):
            yield key, (key,), None
        elif value and _SUFFIXES.issuperset(value):
            for suffix, inner in value.items():
                table = inner if isinstance(inner, Mapping) else None
                yield f"{key}.{suffix}", (key, suffix), table
        else:
            yield key, (key,), value


def _places(document: TomlDocument) -> Mapping[tuple[str, ...], Statement]:
    """Return, by keys, the statement at which each table or value first occurs."""
    places: dict[tuple[str, ...], Statement] = {}
    for statement in document.statements:
        for length in range(1, len(statement.keys)):
            places.setdefault(statement.keys[:length], replace(statement, value=None))
        places.setdefault(statement.keys, statement)
    return places


def _field(
    document: TomlDocument,
    places: Mapping[tuple[str, ...], Statement],
    keys: tuple[str, ...],
    path: str,
) -> Field:
    """Return the value under some keys, with its position or, if inline, its table's."""
    own = places.get(keys)
    if own is None:
        own = replace(next(places[keys[:n]] for n in (2, 1) if keys[:n] in places), value=None)
    return document.field(replace(own, keys=keys), path)


def _stray(path: str, position: Position, name: str) -> Diagnostic:
    return rules.SIDECAR_MALFORMED.at(
        path, position, f"`{name[:80]}` is not in a table",
        'add a table header with the file name above it, such as `["012.md"]`',
    )  # fmt: skip


def _composed(name: str) -> str:
    """Normalise a name: macOS returns names with separate accents (NFD)."""
    return unicodedata.normalize("NFC", name)
