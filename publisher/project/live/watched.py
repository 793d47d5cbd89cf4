"""List the folders and files of a project to watch. Does not watch them itself.

A watched folder that is moved or deleted sends no more events, since the system watches the
folder and not its name. So the folders above are watched too, each for the few names that
matter in it: the path to the content, to the themes, to the target of a link.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.project.folder import Project
from publisher.settings import FILE_NAME


@dataclass(frozen=True, slots=True)
class Watched:
    """The folders and files to watch. Every path is absolute."""

    deep: frozenset[Path]
    """Existing folders to watch with all subfolders: content and own themes."""
    flat: frozenset[Path]
    """Existing folders to watch without subfolders."""
    content: frozenset[Path]
    """The content folder and every folder above it, whose removal would remove it."""
    themes: frozenset[Path]
    """The same of the themes."""
    settings: frozenset[Path]
    """The files with settings."""
    links: frozenset[Path]
    """Files that links in the project point to."""

    def is_awaited(self, path: Path) -> bool:
        """Whether a change of this name in one of the flat folders matters."""
        return any(
            path in names for names in (self.content, self.themes, self.settings, self.links)
        )

    def stamps(self) -> Mapping[Path, tuple[int, int]]:
        """Return the identity of each watched folder; a replaced folder has another one."""
        found = {}
        for path in self.deep | self.flat:
            try:
                status = path.stat()
            except OSError:
                continue
            found[path] = (status.st_dev, status.st_ino)
        return found


def watched(project: Project, links: Mapping[Path, tuple[Path, ...]]) -> Watched:
    """Return what to watch in a project; ``links`` by the files that they point to."""
    content = frozenset(_way_to(project, project.settings.content_dir))
    themes = frozenset(_way_to(project, project.settings.templates_dir))
    settings = frozenset(settings_files(project))
    near = {path.parent for names in (content, themes, settings, links) for path in names}
    roots = (project.settings.content_dir, project.settings.templates_dir)
    deep = {path for root in roots if (path := _real(project, root)).is_dir()}
    if _real(project, project.settings.content_dir) != project.folder:
        deep.discard(project.folder)  # it may contain anything
    flat = {path for path in near if path.is_dir()}
    return Watched(frozenset(deep), frozenset(flat), content, themes, settings, frozenset(links))


def settings_files(project: Project) -> tuple[Path, Path]:
    """Return the files for settings, whether they exist or not."""
    return project.folder / FILE_NAME, project.folder / ".env"


def linked(paths: Iterable[Path]) -> dict[Path, tuple[Path, ...]]:
    """Return the links among these files, by the file that each finally points to."""
    found: dict[Path, tuple[Path, ...]] = {}
    for path in paths:
        if path.is_symlink():
            real = Path(os.path.realpath(path))
            found[real] = (*found.get(real, ()), path)
    return found


def _way_to(project: Project, setting: Path) -> Iterator[Path]:
    """Yield a folder of the settings and those above it, as named and with links resolved."""
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
