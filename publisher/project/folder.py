"""Find a project folder, read its settings and resolve its paths."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from publisher import files
from publisher.errors import UsageError
from publisher.project.git_dates import dates_from_git
from publisher.reading import Roots
from publisher.settings import FILE_NAME, Settings, load_settings

if TYPE_CHECKING:
    # What reads content takes as long to import as a build without a change takes.
    from publisher.content.archive.content_folder import Folder
    from publisher.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Project:
    """A newsletter's folder and its settings."""

    folder: Path
    settings: Settings

    def path(self, setting: Path) -> Path:
        """Return a path of the settings, relative to the project folder. Follows no link."""
        return files.place_of(self.folder, setting)

    def source(self, setting: Path) -> Path:
        """Return the real location of a folder to read from.

        Raises UsageError if a link in the repository points out of it: only the settings decide
        what is read, not somebody who commits a link.
        """
        path = self.path(setting)
        real = Path(os.path.realpath(path))
        home = files.repository_of(self.folder, setting)
        if home is not None and not real.is_relative_to(home):
            raise UsageError(
                f"{setting} is a link to a target outside the project",
                f"replace the link, or set the folder itself in publisher.toml: {real}",
            )
        return real

    def output(self, setting: Path) -> Path:
        """Return the path of a file to write. Raises OutputError if its folder is a link."""
        return files.output_path(self.folder, setting)

    @property
    def roots(self) -> Roots:
        """Return the folders in which content, images and themes may be read."""
        settings = self.settings
        key = settings.dkim.key_file
        return Roots.of(
            self.folder,
            self.source(settings.content_dir),
            self.source(settings.templates_dir),
            private=[self.path(key)] if key else [],
        )

    def shown(self, setting: Path) -> str:
        """Return a path's name in messages and the manifest: if inside, relative to the project.

        A path outside is named as in the settings, so that the same settings give the same
        text wherever the project is.
        """
        path = self.path(setting)
        if path.is_relative_to(self.folder):
            return path.relative_to(self.folder).as_posix()
        return setting.as_posix()

    def content(self) -> "Folder":
        """Return the content folder and what is known of its files without opening one."""
        from publisher.content.archive.content_folder import Folder

        options = self.settings
        folder = self.source(options.content_dir)
        dates: Mapping[str, datetime] = {}
        if options.date_from_git:
            dates = dates_from_git(folder)
        shown = self.shown(options.content_dir)
        return Folder(folder, shown, options.newsletter, options, self.roots, dates)

    def shelf(self) -> "Shelf":
        """Return every manuscript of the content folder, without their texts."""
        from publisher.content.archive.content_folder import NoRecall
        from publisher.content.archive.readings import read_texts
        from publisher.content.shelf import shelve
        from publisher.content.source.reader import Pictures

        folder = self.content()
        texts = read_texts(folder, recall=NoRecall())
        return shelve(texts, Pictures(folder.path, folder.roots))


def open_project(
    folder: Path | None, current: Path, flags: Mapping[str, object] | None = None
) -> Project:
    """Open the project in ``folder``.

    Without one, in the nearest folder from ``current`` upwards with a ``publisher.toml``, or in
    ``current`` if there is none. Raises UsageError if the folder does not exist,
    SettingsError if a setting is invalid.
    """
    home = _nearest(current.resolve()) if folder is None else _real_folder(current / folder)
    return Project(home, load_settings(home, flags))


def _real_folder(folder: Path) -> Path:
    """Resolve links. Raises UsageError if the folder is missing or its name is not valid."""
    reason = "not a folder"
    try:
        if folder.is_dir():
            return folder.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # too long, NUL, links in a circle
        reason = getattr(error, "strerror", None) or str(error)
    shown = f"{str(folder)[:200]}..." if len(str(folder)) > 200 else str(folder)
    raise UsageError(
        f"project folder not found: {shown}: {reason}", "set --project to an existing folder"
    )


def _nearest(current: Path) -> Path:
    for folder in (current, *current.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    return current


def relative(path: Path, folder: Path) -> str:
    """Return a POSIX path relative to ``folder``, for messages."""
    return Path(os.path.relpath(path, folder)).as_posix()
