"""The feeds of an archive, as input for the checks. Reads no file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from publisher.checks.rule import SETTINGS
from publisher.diagnostics import Diagnostic, Position, Rule
from publisher.feed.document import Head
from publisher.feed.entries.entry import Entry
from publisher.model import IssueFacts

_QUOTED = 60
"""Characters of a text that a message quotes."""


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An issue with its entry, without the content."""

    issue: IssueFacts
    entry: Entry

    def at(self, rule: Rule, message: str, key: str = "") -> Diagnostic:
        """Return a finding at the value of a metadata key, or at the start of the file."""
        return self.issue.source.finding(rule, message, key)


@dataclass(frozen=True, slots=True)
class PublishedFeed:
    """The feeds' common metadata, their entries, and the bytes of each document."""

    head: Head
    entries: tuple[PublishedEntry, ...]
    """Newest first."""
    sizes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Bytes of each document, or as many as it can have at most, by its name in the manifest."""

    def at(self, rule: Rule, message: str) -> Diagnostic:
        """Return a finding about the settings."""
        return rule.at(SETTINGS, Position(), message)

    def __iter__(self) -> Iterator[PublishedEntry]:
        return iter(self.entries)


def quoted(text: str) -> str:
    """Return a text for quoting in messages: on one line, and shortened."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…")
