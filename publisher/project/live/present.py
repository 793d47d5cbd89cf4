"""One state of a project that is looked at while it is written, and what a save changes of it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.content.archive.readings import Texts
from publisher.content.shelf import Shelf
from publisher.diagnostics import Diagnostic, Position, Severity, in_order
from publisher.errors import PublisherError, SettingsError, TemplateFault, UsageError
from publisher.project.folder import Project
from publisher.project.workshop.editions import Edition
from publisher.settings import FILE_NAME

OF_SETTINGS = "settings"
"""The code of a finding that says why the newest settings are not in force."""


@dataclass(frozen=True, slots=True)
class Present:
    """One state of a project. A save makes another; this one stays as it is."""

    project: Project
    texts: Texts
    shelf: Shelf
    fault: Diagnostic | None = None
    """Why the newest settings are not in force, where they are not."""

    @property
    def folder(self) -> Path:
        """The content folder."""
        return self.texts.folder.path

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong as far as settings and front matter show; no issue is rendered for it."""
        found = [found for text in self.shelf.manuscripts for found in text.diagnostics]
        known = (*self.shelf.diagnostics, *found, *([self.fault] if self.fault else ()))
        return tuple(found for found in in_order(known) if found.severity is not Severity.INFO)

    @property
    def keys(self) -> Mapping[str, str]:
        """The keys of the files that can be published, by their path in diagnostics."""
        return {text.source.path: self.key_of(text.path) for text in self.shelf.manuscripts}

    def key_of(self, path: Path) -> str:
        """How a shell calls a file, whatever its front matter says: its path in the folder."""
        name = path.relative_to(self.folder).as_posix()
        return os.fsencode(name).decode("utf-8", "backslashreplace")  # a name may be no UTF-8


@dataclass(frozen=True, slots=True)
class Change:
    """What a save did."""

    keys: frozenset[str] = frozenset()
    """The files that were read anew."""
    is_everywhere: bool = False
    """Whether any issue may look different: a theme, a setting, an address others link to."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is to see of one file."""

    edition: Edition | None
    """The present one, or the last good one where something is in its way."""
    obstacles: tuple[Diagnostic, ...] = ()
    """Why the file as it is now cannot be shown."""


def diagnostic_of(fault: PublisherError | OSError, present: Present) -> Diagnostic:
    """What went wrong with a theme, a folder or the settings, as a finding with a place."""
    if isinstance(fault, OSError):
        fault = UsageError(f"{fault.filename} cannot be read: {fault.strerror}")
    if isinstance(fault, TemplateFault):
        folder = present.project.folder
        path = Path(fault.path)
        shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else fault.path
        message = fault.message.removeprefix(f"{fault.path}:{fault.line}: ")
        place = Position(max(1, fault.line))
        return Diagnostic("theme", Severity.ERROR, shown, message, fault.hint, place)
    code = OF_SETTINGS if isinstance(fault, SettingsError) else "folder"
    return Diagnostic(code, Severity.ERROR, FILE_NAME, fault.message, fault.hint)
