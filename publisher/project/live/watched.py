"""A project -> the folders and files whose changes may change what is seen. Watches nothing.

A folder that is watched goes deaf when it is moved or deleted, since the system watches the
folder and not its name. So the folders above are watched too, each for the few names that
matter in it: the way down to the content, to the themes, to what a link leads to.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.project.folder import Project
from publisher.settings import FILE_NAME


@dataclass(frozen=True, slots=True)
class Watched:
    """Where changes matter. Every path is absolute."""

    deep: frozenset[Path]
    """Folders that are there and are watched with all below: content and own themes."""
    flat: frozenset[Path]
    """Folders that are there and are watched for names in them alone."""
    content: frozenset[Path]
    """The content folder and every folder above it that can take it away."""
    themes: frozenset[Path]
    """The same of the themes."""
    settings: frozenset[Path]
    """The files of the settings."""
    links: frozenset[Path]
    """Files that links of the project lead to."""

    def is_awaited(self, path: Path) -> bool:
        """Whether a change of this name in one of the flat folders matters."""
        return any(
            path in names for names in (self.content, self.themes, self.settings, self.links)
        )

    def stamps(self) -> Mapping[Path, tuple[int, int]]:
        """The identity of each watched folder; a folder that was replaced has another."""
        found = {}
        for path in self.deep | self.flat:
            try:
                status = path.stat()
            except OSError:
                continue
            found[path] = (status.st_dev, status.st_ino)
        return found


def watched(project: Project, links: Mapping[Path, tuple[Path, ...]]) -> Watched:
    """What to watch of a project; ``links`` by the files that they lead to."""
    content = frozenset(_way_to(project, project.settings.content_dir))
    themes = frozenset(_way_to(project, project.settings.templates_dir))
    settings = frozenset(settings_files(project))
    near = {path.parent for names in (content, themes, settings, links) for path in names}
    roots = (project.settings.content_dir, project.settings.templates_dir)
    deep = {path for root in roots if (path := _real(project, root)).is_dir()}
    if _real(project, project.settings.content_dir) != project.folder:
        deep.discard(project.folder)  # there may be anything in it
    flat = {path for path in near if path.is_dir()}
    return Watched(frozenset(deep), frozenset(flat), content, themes, settings, frozenset(links))


def settings_files(project: Project) -> tuple[Path, Path]:
    """The files that hold settings, whether they are there or not."""
    return project.folder / FILE_NAME, project.folder / ".env"


def linked(paths: Iterable[Path]) -> dict[Path, tuple[Path, ...]]:
    """The links among these files, by the file that each leads to at its end."""
    found: dict[Path, tuple[Path, ...]] = {}
    for path in paths:
        if path.is_symlink():
            real = Path(os.path.realpath(path))
            found[real] = (*found.get(real, ()), path)
    return found


def _way_to(project: Project, setting: Path) -> Iterator[Path]:
    """A folder of the settings and those above it, both as it is named and as links resolve."""
    for path in {
        project.path(setting),
        _real(project, setting),
    }:
        yield path
        for above in path.parents:
            if not above.is_relative_to(project.folder) and above.is_dir():
                break  # the one below it is noticed there
            yield above
    yield project.folder


def _real(project: Project, setting: Path) -> Path:
    """Return where a folder of the settings really is: the system reports changes there."""
    return Path(os.path.realpath(project.path(setting)))
