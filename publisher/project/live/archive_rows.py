"""List the files of an archive as rows, newest first: a window of them, or a search.

Rows need no rendering: their errors and warnings are those of the front matter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from publisher.content.archive.manuscript import Manuscript
from publisher.diagnostics import Diagnostic, Severity
from publisher.project.live.present import Present
from publisher.publication_status import PublicationStatus, publication_status

WINDOW = 120
"""Rows that are sent at a time: two screens of a tall monitor."""

Text = Manuscript | Diagnostic

_MARKS = {
    PublicationStatus.PUBLISHED: "",
    PublicationStatus.SCHEDULED: "scheduled",
    PublicationStatus.DRAFT: "draft",
    PublicationStatus.UNDATED: "draft",
}


@dataclass(frozen=True, slots=True)
class FileRow:
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

    rows: tuple[FileRow, ...]
    start: int
    total: int

    @property
    def end(self) -> int:
        """The position after the last row."""
        return self.start + len(self.rows)


def window(
    present: Present, now: datetime, *, query: str = "", start: int = 0, size: int = WINDOW
) -> Window:
    """Return rows from ``start``, of those whose number, title, date or file has every word."""
    words = query.casefold().split()
    found = [text for text in _newest_first(present) if _answers(text, words, present)]
    start = max(0, min(start, len(found)))
    rows = tuple(_row(text, present, now) for text in found[start : start + size])
    return Window(rows, start, len(found))


def place_of(present: Present, path: Path) -> int:
    """Return a file's position in the whole list; 0 if it is not in the list."""
    paths = (_path(text, present) for text in _newest_first(present))
    return next((place for place, other in enumerate(paths) if other == path), 0)


def newest_key(present: Present) -> str:
    """Return the key of the issue with the latest date, else of any file; '' if there is none."""
    dated = [text for text in present.shelf.manuscripts if text.metadata.date is not None]
    newest = next(iter((*dated[-1:], *_newest_first(present))), None)
    return _key_of(newest, present) if newest else ""


def _newest_first(present: Present) -> Iterator[Text]:
    """Yield every file, first those that cannot be published, since they need a fix."""
    for text in present.texts.readings.values():
        if isinstance(text, Diagnostic):
            yield text
    yield from present.shelf.skipped
    yield from reversed(present.shelf.manuscripts)


def _key_of(text: Text, present: Present) -> str:
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


def _row(text: Text, present: Present, now: datetime) -> FileRow:
    key = _key_of(text, present)
    if isinstance(text, Diagnostic):
        return FileRow(key, "", key, "", "", 1, 0)
    facts = text.metadata
    status = publication_status(facts.date, now, draft=facts.draft)
    severities = [found.severity for found in text.diagnostics]
    zone = present.project.settings.zone
    return FileRow(
        key=key,
        number="" if facts.number is None else str(facts.number),
        title=text.title or key,
        date=f"{facts.date.astimezone(zone):%Y-%m-%d}" if facts.date else "",
        mark=_MARKS[status],
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
    )
