"""Check a project, as `publisher check` does.

Returns the report of the last run if nothing has changed since; that takes less time than
importing what a run needs, so this module imports that only for a run.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from publisher.project.check.last_check import LastCheck, last_check_of, report_of
from publisher.project.folder import Project
from publisher.project.ids_file import ledger_digest
from publisher.project.run_options import PLAIN, RunOptions
from publisher.project.store.fingerprints import of_project
from publisher.project.store.records import Records
from publisher.report import Report

_LAST = Records(LastCheck)
_KIND = "run"


def check(
    project: Project,
    names: Sequence[str],
    current: Path,
    now: datetime,
    options: RunOptions = PLAIN,
) -> Report:
    """Check the issues with these names, or the whole project if none is given.

    The archive and its feeds are checked only as a whole. ``now`` is aware. Raises
    SettingsError for an option with an unknown rule, UsageError for an unknown issue.
    """
    with options.store(project) as store:
        key, name = "", f"check {len(names)}"
        if store.is_kept:
            key = of_project(project, ledger_digest(project), *names, current if names else "")
            last = _LAST.decode(store.get(_KIND, name, key))
            if last is not None and last.is_valid_at(now):
                return report_of(last)
        from publisher.project.check.inspection import inspect_all

        options.keep_imports()
        report = inspect_all(project, names, current, now, store, options)
        data = _LAST.encode(last_check_of(report, now))
        if data is not None:
            store.put(_KIND, name, key, data)
        return replace(report, note=store.note)
