"""The feeds of an archive as the checks look at them. Reads no file and asks no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from publisher.diagnostics import Diagnostic, Position, Rule
from publisher.feed.document import Head
from publisher.feed.entries.entry import Entry
from publisher.model import Issue

_QUOTED = 60
"""Characters of a text that a message quotes."""


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An issue with its entry, before any format has written it."""

    issue: Issue
    entry: Entry

    def at(self, rule: Rule, message: str, key: str = "") -> Diagnostic:
        """Return a finding at the value of a metadata key, or at the start of the file."""
        source = self.issue.source
        return rule.at(source.path, source.positions.get(key, Position()), message)


@dataclass(frozen=True, slots=True)
class PublishedFeed:
    """What every feed says of itself, its entries, and the bytes of each document."""

    head: Head
    entries: tuple[PublishedEntry, ...]
    """Newest first."""
    now: datetime
    """Aware; decides what is in the future."""
    settings_file: str = "publisher.toml"
    """How findings name the file of the settings."""
    sizes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Bytes by document, as the manifest names it."""

    def at(self, rule: Rule, message: str) -> Diagnostic:
        """Return a finding about the settings."""
        return rule.at(self.settings_file, Position(), message)

    def __iter__(self) -> Iterator[PublishedEntry]:
        return iter(self.entries)


def quoted(text: str) -> str:
    """Return a text as messages quote it: on one line, and shortened."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…")
