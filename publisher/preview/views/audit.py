"""Check a whole archive on demand in the background; report progress and findings."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import PublisherError
from publisher.preview.views.studio import Studio
from publisher.project.check.check_project import check
from publisher.project.live.present import Present
from publisher.project.run_options import RunOptions
from publisher.report import Report

_STEPS = 40
"""The number of progress events of a check."""


@dataclass(frozen=True, slots=True)
class Audited:
    """A report and the state of the project that it is about."""

    report: Report
    present: Present


class Audit:
    """The check of the whole archive, at most one at a time, and the last result."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._task: asyncio.Task[None] | None = None
        self.done = 0
        self.total = 0
        self.last: Audited | None = None
        self.fault: PublisherError | None = None

    @property
    def is_running(self) -> bool:
        """Whether a check is running."""
        return self._task is not None and not self._task.done()

    @property
    def is_outdated(self) -> bool:
        """Whether something was saved since the last check started."""
        return self.last is not None and self.last.present is not self._studio.present

    def start(self) -> None:
        """Start a check unless one is running."""
        if not self.is_running:
            self.done, self.total, self.fault = 0, 0, None
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        present, clock = self._studio.present, self._studio.clock
        loop = asyncio.get_running_loop()

        def progress(done: int, total: int, _name: str) -> None:
            self.done, self.total = done, total
            if done % max(1, total // _STEPS) == 0:
                facts = {"done": done, "total": total}
                loop.call_soon_threadsafe(self._studio.hub.tell, "progress", facts)

        try:
            run = RunOptions(use_store=True, progress=progress)
            report = await asyncio.to_thread(check, present.project, (), Path(), clock(), run)
            self.last = Audited(report, present)
        except PublisherError as fault:
            self.fault = fault
        self._task = None
        self._studio.hub.tell("change", {"keys": [], "everywhere": False, "list": False})
