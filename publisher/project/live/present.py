"""Describe one state of a project that is being edited, and what a save changes in it."""

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
"""The code of a finding that says why the newest settings are not used."""


@dataclass(frozen=True, slots=True)
class Present:
    """One immutable state of a project. A save makes a new one."""

    project: Project
    texts: Texts
    shelf: Shelf
    fault: Diagnostic | None = None
    """Why the newest settings are not used, if they are not."""

    @property
    def folder(self) -> Path:
        """The content folder."""
        return self.texts.folder.path

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings in settings and front matter; no issue is rendered."""
        found = [found for text in self.shelf.manuscripts for found in text.diagnostics]
        known = (*self.shelf.diagnostics, *found, *([self.fault] if self.fault else ()))
        return tuple(found for found in in_order(known) if found.severity is not Severity.INFO)

    @property
    def keys(self) -> Mapping[str, str]:
        """Return the keys of the files that can be published, by their path in diagnostics."""
        return {text.source.path: self.key_of(text.path) for text in self.shelf.manuscripts}

    def key_of(self, path: Path) -> str:
        """Return the key of a file: its path in the folder, independent of its front matter."""
        name = path.relative_to(self.folder).as_posix()
        return os.fsencode(name).decode("utf-8", "backslashreplace")  # a name may not be UTF-8


@dataclass(frozen=True, slots=True)
class Change:
    """The effects of a save."""

    keys: frozenset[str] = frozenset()
    """The files that were read again."""
    is_everywhere: bool = False
    """Whether any issue may look different: after a change of a theme, setting or permalink."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the preview shows of one file."""

    edition: Edition | None
    """The present edition, or the last good one if the present one cannot be rendered."""
    obstacles: tuple[Diagnostic, ...] = ()
    """Why the file as it is now cannot be shown."""


def diagnostic_of(fault: PublisherError | OSError, present: Present) -> Diagnostic:
    """Return an error of a theme, a folder or the settings as a finding with a location."""
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
