"""Find a manuscript by number, slug, path or ``latest``."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from publisher.content.archive.manuscript import Manuscript
from publisher.content.shelf import Shelf
from publisher.errors import UsageError, did_you_mean


def find_manuscript(shelf: Shelf, name: str, current: Path) -> Manuscript:
    """Return the manuscript that a name on the command line means.

    Raises UsageError with the most similar name if there is none.
    """
    path = (current / name).resolve()
    for text in shelf.manuscripts:
        if text.path.resolve() == path:
            return text
    for text in shelf.manuscripts:
        if name in text.names:
            return text
    digits = name.removeprefix("#")
    if digits.isdecimal() and len(digits) < 10:
        number = int(digits)
        for text in shelf.manuscripts:
            if text.metadata.number == number:
                return text
    if name == "latest":
        return _latest(shelf)
    raise _not_found(shelf, name, current)


def find_manuscripts(shelf: Shelf, names: Sequence[str], current: Path) -> tuple[Manuscript, ...]:
    """Return the manuscripts with these names; all of the archive if no name is given."""
    if not names:
        return shelf.manuscripts
    found = (find_manuscript(shelf, name, current) for name in names)
    return tuple({text.path: text for text in found}.values())


def _latest(shelf: Shelf) -> Manuscript:
    if not shelf.manuscripts:
        raise UsageError("no issues in the content folder")
    dated = [text for text in shelf.manuscripts if text.metadata.date is not None]
    return (dated or list(shelf.manuscripts))[-1]


def _not_found(shelf: Shelf, name: str, current: Path) -> UsageError:
    text = _skipped(shelf, name, current)
    if text is not None:
        found = next(finding for finding in text.diagnostics if finding.is_error)
        return UsageError(f"{name} cannot be published: {found}", found.hint)
    known = [text.slug for text in shelf.manuscripts]
    hint = did_you_mean(name, known, "run `publisher issues` to list the issues", cutoff=0.4)
    return UsageError(f"issue not found: {name}", hint)


def skipped_by_name(shelf: Shelf, names: Sequence[str], current: Path) -> Mapping[str, Manuscript]:
    """Return those of the names that mean a skipped issue, with its manuscript."""
    return {name: text for name in names if (text := _skipped(shelf, name, current))}


def _skipped(shelf: Shelf, name: str, current: Path) -> Manuscript | None:
    path = (current / name).resolve()
    for text in shelf.skipped:
        if text.path.resolve() == path or name in text.names:
            return text
    return None
