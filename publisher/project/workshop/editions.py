"""Render manuscripts to issues with their emails, in one process or several.

The result is the same whatever the number of processes; only the time differs.
"""

import copyreg
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from types import MappingProxyType
from typing import TypeVar

from publisher.content.archive.manuscript import Manuscript
from publisher.content.shelf import Shelf
from publisher.errors import WorkerError
from publisher.mail.render.issue_email import render
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue
from publisher.project.folder import Project
from publisher.themes.theme_loader import Theme, load_theme

WORTH_A_PROCESS = 120
"""Number of issues from which a second process saves more than its start takes (0.5 s)."""

_BATCH = 16
"""Issues passed to a process at a time, so that none waits long for the last one."""


def _read_only(content: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(content)


# Pass the model's read-only mappings as plain ones; pickle does not support their type.
copyreg.pickle(MappingProxyType, lambda view: (_read_only, (dict(view),)))


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue and its email."""

    issue: Issue
    email: RenderedEmail


@dataclass(frozen=True, slots=True)
class Desk:
    """The inputs that all editions of a project share, read once in each process."""

    project: Project
    shelf: Shelf
    theme: Theme


Result = TypeVar("Result")
Task = Callable[[Desk, Edition], Result]
"""A function to apply to each edition."""


def theme_of(project: Project, name: str = "") -> Theme:
    """Load the theme that the settings or a flag name."""
    options = project.settings
    return load_theme(name or options.theme, project.source(options.templates_dir), project.roots)


def editions(
    project: Project, shelf: Shelf, manuscripts: Sequence[Manuscript], jobs: int = 0
) -> Iterator[Edition]:
    """Render each manuscript, in order. ``jobs`` 0: as many processes as are worth it."""
    return each_edition(project, shelf, manuscripts, _as_it_is, jobs)


def each_edition(
    project: Project,
    shelf: Shelf,
    manuscripts: Sequence[Manuscript],
    task: Task[Result],
    jobs: int = 0,
) -> Iterator[Result]:
    """Yield a task's result for each edition, in order; it runs in the rendering process.

    A task is a module-level function, since it is passed to other processes by name.
    """
    wanted = jobs or (1 if len(manuscripts) < WORTH_A_PROCESS else _processors())
    if wanted == 1 or len(manuscripts) <= 1:
        desk = Desk(project, shelf, theme_of(project))
        for manuscript in manuscripts:
            yield task(desk, edition(project, shelf, manuscript, desk.theme))
    else:
        yield from _in_processes(project, manuscripts, task, wanted)


def edition(project: Project, shelf: Shelf, manuscript: Manuscript, theme: Theme) -> Edition:
    """Render one issue and its email."""
    return edition_of(Desk(project, shelf, theme), shelf.issue(manuscript))


def edition_of(desk: Desk, issue: Issue) -> Edition:
    """Return an issue that was read before, with its email."""
    email = render(issue, desk.shelf.newsletter, desk.project.settings, desk.theme)
    return Edition(issue, email)


def _processors() -> int:
    return max(1, min(8, os.cpu_count() or 1))


def _as_it_is(_desk: Desk, made: Edition) -> Edition:
    return made


def _in_processes(
    project: Project, manuscripts: Sequence[Manuscript], task: Task[Result], jobs: int
) -> Iterator[Result]:
    theme_of(project)  # a broken theme is an error here, but would end a worker process
    slugs = [manuscript.slug for manuscript in manuscripts]
    batches = [slugs[start : start + _BATCH] for start in range(0, len(slugs), _BATCH)]
    others = set(active_children())
    # spawn: a fork of a process with threads (the preview's) can deadlock
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (project,)) as pool:
        with _interrupts_blocked():  # the processes start here
            results = [pool.submit(_done_for_slugs, task, batch) for batch in batches]
        try:
            for result in results:
                yield from result.result()
        except BrokenProcessPool as broken:
            raise WorkerError(
                "a process that rendered issues was killed",
                "if memory ran out, use --jobs 1",
            ) from broken
        except BaseException:
            for process in set(active_children()) - others:
                process.terminate()  # nothing waits for the batches that are being rendered
            raise


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block Ctrl-C until the block ends, and in every process that starts in it.

    A terminal sends SIGINT to all of them; the main process ends the others.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_desk: list[tuple[Desk, dict[str, Manuscript]]] = []
"""What a process reads once: the same shelf and theme as in the main process."""


def _start(project: Project) -> None:
    shelf = project.shelf()
    by_slug = {text.slug: text for text in shelf.manuscripts}
    _desk[:] = [(Desk(project, shelf, theme_of(project)), by_slug)]


def _done_for_slugs(task: Task[Result], slugs: Sequence[str]) -> list[Result]:
    desk, by_slug = _desk[0]
    return [
        task(desk, edition(desk.project, desk.shelf, by_slug[slug], desk.theme)) for slug in slugs
    ]
