"""Check a project, as `publisher check` does.

Returns the report of the last run if nothing has changed since; that takes less time than
importing what a run needs, so this module imports that only for a run.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from publisher.project.check import last_report
from publisher.project.folder import Project
from publisher.report import Report


def _silent(_done: int, _total: int, _name: str) -> None:
    """Report no progress."""


def check(
    project: Project,
    names: Sequence[str],
    current: Path,
    now: datetime,
    progress: Callable[[int, int, str], None] = _silent,
    *,
    use_memory: bool = False,
) -> Report:
    """Check the issues with these names, or the whole project if none is given.

    The archive and its feeds are checked only as a whole. ``now`` is aware. If ``use_memory``
    is set and nothing has changed since the last run, returns the report of that run.
    Raises SettingsError for an option with an unknown rule, UsageError for an unknown issue.
    """
    key = last_report.key_of(project, names, current, now) if use_memory else ""
    report = last_report.recall(project, key, now) if use_memory else None
    if report is None:
        from publisher.project.check.inspection import inspect_all

        report = inspect_all(project, names, current, now, progress)
        if use_memory:
            last_report.remember(project, key, now, report)
    return report
