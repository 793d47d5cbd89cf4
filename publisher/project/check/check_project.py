"""A project to everything that would go wrong with it: what `publisher check` does.

Gives the report of the last run again where nothing has changed since; that takes less time
than to import what a run needs, so this module knows nothing of it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from publisher.project.check import last_report
from publisher.project.folder import Project
from publisher.report import Report


def _silent(_done: int, _total: int, _name: str) -> None:
    """Tell nobody."""


def check(
    project: Project,
    names: Sequence[str],
    current: Path,
    now: datetime,
    progress: Callable[[int, int, str], None] = _silent,
    *,
    use_memory: bool = False,
) -> Report:
    """Check the issues of these names, or the whole of a project where none is given.

    The archive and its feeds are looked at only as a whole. ``now`` is aware. Where
    ``use_memory`` is set and nothing has changed since the last run, its report is given again.
    Raises SettingsError for options that name no rule, UsageError for a name that means no issue.
    """
    key = last_report.key_of(project, names, current, now) if use_memory else ""
    report = last_report.recall(project, key, now) if use_memory else None
    if report is None:
        from publisher.project.check.inspection import inspect_all

        report = inspect_all(project, names, current, now, progress)
        if use_memory:
            last_report.remember(project, key, now, report)
    return report
