"""Manuscripts to editions: each issue with its email, in one process or in several.

The result is the same whatever the number of processes; only the time differs.
"""

import copyreg
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from types import MappingProxyType

from publisher.content.archive import Shelf
from publisher.content.manuscript import Manuscript
from publisher.mail.render import render
from publisher.mail.rendered import RenderedEmail
from publisher.mail.theme import Theme, load_theme
from publisher.model import Issue
from publisher.pipeline.project import Project

WORTH_A_PROCESS = 120
"""Issues from which a second process saves more than the half second it takes to start."""

_BATCH = 16
"""Issues handed to a process at a time, so that none waits long for the last one."""


def _read_only(content: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(content)


# The model's read-only mappings travel as plain ones; pickle knows no name for their type.
copyreg.pickle(MappingProxyType, lambda view: (_read_only, (dict(view),)))


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue and its email."""

    issue: Issue
    email: RenderedEmail


def theme_of(project: Project, name: str = "") -> Theme:
    """The theme that the settings, or a flag, name."""
    options = project.settings
    return load_theme(name or options.theme, project.path(options.templates_dir))


def editions(
    project: Project, shelf: Shelf, manuscripts: Sequence[Manuscript], jobs: int = 0
) -> Iterator[Edition]:
    """Each manuscript rendered, in order. ``jobs`` 0: as many processes as are worth it."""
    wanted = jobs or (1 if len(manuscripts) < WORTH_A_PROCESS else _processors())
    if wanted == 1 or len(manuscripts) <= 1:
        theme = theme_of(project)
        for manuscript in manuscripts:
            yield edition(project, shelf, manuscript, theme)
    else:
        yield from _in_processes(project, manuscripts, wanted)


def edition(project: Project, shelf: Shelf, manuscript: Manuscript, theme: Theme) -> Edition:
    """One issue and its email."""
    issue = shelf.issue(manuscript)
    return Edition(issue, render(issue, shelf.newsletter, project.settings, theme))


def _processors() -> int:
    return max(1, min(8, os.cpu_count() or 1))


def _in_processes(
    project: Project, manuscripts: Sequence[Manuscript], jobs: int
) -> Iterator[Edition]:
    slugs = [manuscript.slug for manuscript in manuscripts]
    # spawn: a fork of a process with threads (the preview's) may never wake up
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (project,)) as pool:
        yield from pool.map(_edition_of_slug, slugs, chunksize=_BATCH)


class _Worker:
    """What a process reads once: the same shelf and theme that the first one has."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.shelf = project.shelf()
        self.theme = theme_of(project)
        self.by_slug = {text.slug: text for text in self.shelf.manuscripts}


_worker: list[_Worker] = []


def _start(project: Project) -> None:
    _worker[:] = [_Worker(project)]


def _edition_of_slug(slug: str) -> Edition:
    worker = _worker[0]
    return edition(worker.project, worker.shelf, worker.by_slug[slug], worker.theme)
