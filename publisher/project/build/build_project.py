"""Build a project, as `publisher build` does: the main job.

The output depends only on content, templates, settings and the ids already given; ``now`` only
decides whether an issue dated in the future is published yet.

Returns the report of the last build if nothing has changed since; that takes less time than
importing what a build needs, so this module imports that only for a build.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from publisher.project.build.outputs import all_there
from publisher.project.build.pending import NOTHING, read_pending
from publisher.project.build.build_report import BuildReport, LastBuild
from publisher.project.folder import Project
from publisher.project.ids_file import ledger_digest
from publisher.project.run_options import PLAIN, RunOptions
from publisher.project.store.database import Store
from publisher.project.store.fingerprints import fingerprint, of_project
from publisher.project.store.records import Records

_LAST = Records(LastBuild)
_RUN = ("run", "build")


def build(
    project: Project, now: datetime, options: RunOptions = PLAIN
) -> BuildReport:
    """Build everything; write only what changed. Raises PublisherError if writing fails."""
    with options.store(project) as store:
        inputs = of_project(project) if store.is_kept else ""
        before = fingerprint(inputs, ledger_digest(project))
        last = _LAST.decode(store.get(*_RUN, before)) if store.is_kept else None
        if last is not None and last.is_valid_at(now) and _is_as_left(project, store, last):
            options.progress(last.report.emails, last.report.emails, "")
            return last.report
        from publisher.project.build.full_build import build_all

        options.keep_imports()
        store.forget(_RUN[0], [_RUN[1]])
        report = build_all(project, now, store, options)
        after = fingerprint(inputs, ledger_digest(project))
        data = _LAST.encode(LastBuild(now, report.again()))
        if data is not None and (before == after or report.is_settled):
            store.put(*_RUN, after, data)
        return report


def build_some(
    project: Project,
    names: Sequence[str],
    current: Path,
    options: RunOptions = PLAIN,
) -> BuildReport:
    """Build the emails of some issues without changing feeds and manifest.

    Raises UsageError for an unknown name.
    """
    from publisher.project.build.full_build import build_emails

    options.keep_imports()
    with options.store(project) as store:
        return build_emails(project, names, current, store, options)


def _is_as_left(project: Project, store: Store, last: LastBuild) -> bool:
    """Whether every output is still as the last build left it."""
    is_complete = read_pending(project) is NOTHING
    return is_complete and all_there(project, store) == last.report.files
