"""The archive -> the rows of a list, newest first: a window of them, or those that answer a search.

No issue is rendered for a row; what is wrong with one is told as far as its front matter shows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.content.archive.manuscript import Manuscript
from publisher.diagnostics import Diagnostic, Severity
from publisher.project.live.present import Present

WINDOW = 120
"""Rows that are sent at a time: two screens of a tall monitor."""

Text = Manuscript | Diagnostic


@dataclass(frozen=True, slots=True)
class Row:
    """One file as the list shows it."""

    key: str
    number: str
    title: str
    date: str
    mark: str
    """'draft', 'scheduled' or ''."""
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the list."""

    rows: tuple[Row, ...]
    start: int
    total: int

    @property
    def end(self) -> int:
        """The place behind the last row."""
        return self.start + len(self.rows)


def window(
    present: Present, now: float, *, query: str = "", start: int = 0, size: int = WINDOW
) -> Window:
    """The rows from ``start``, of those whose number, title, date or file holds every word."""
    words = query.casefold().split()
    found = [text for text in newest_first(present) if _answers(text, words, present)]
    start = max(0, min(start, len(found)))
    rows = tuple(_row(text, present, now) for text in found[start : start + size])
    return Window(rows, start, len(found))


def place_of(present: Present, path: Path) -> int:
    """Where a file stands in the whole list; 0 for one that is not there."""
    return next(
        (index for index, text in enumerate(newest_first(present)) if _path(text, present) == path),
        0,
    )


def newest_first(present: Present) -> Iterator[Text]:
    """Every file: those that cannot be published first, since somebody must mend them."""
    for text in present.texts.readings.values():
        if isinstance(text, Diagnostic):
            yield text
    yield from present.shelf.skipped
    yield from reversed(present.shelf.manuscripts)


def key_of(text: Text, present: Present) -> str:
    """How the file is called in addresses."""
    return present.key_of(_path(text, present))


def _path(text: Text, present: Present) -> Path:
    if isinstance(text, Manuscript):
        return text.path
    readings = present.texts.readings.items()
    return next(path for path, reading in readings if reading is text)


def _answers(text: Text, words: Iterable[str], present: Present) -> bool:
    if not words:
        return True
    if isinstance(text, Diagnostic):
        held = text.path
    else:
        date = text.metadata.date
        day = f"{date.astimezone(present.project.settings.zone):%Y-%m-%d}" if date else "draft"
        held = f"{text.title} {text.metadata.number or ''} {day} {text.path.name} {text.slug}"
    held = held.casefold()
    return all(word in held for word in words)


def _row(text: Text, present: Present, now: float) -> Row:
    key = key_of(text, present)
    if isinstance(text, Diagnostic):
        return Row(key, "", key, "", "", 1, 0)
    facts = text.metadata
    mark = "draft" if facts.draft or not facts.date else ""
    if facts.date and facts.date.timestamp() > now and not mark:
        mark = "scheduled"
    severities = [found.severity for found in text.diagnostics]
    zone = present.project.settings.zone
    return Row(
        key=key,
        number="" if facts.number is None else str(facts.number),
        title=text.title or key,
        date=f"{facts.date.astimezone(zone):%Y-%m-%d}" if facts.date else "",
        mark=mark,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
    )
