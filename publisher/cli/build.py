"""``publisher build``: build emails and feeds, the main job."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publisher.cli.options import (
    Frame,
    IssuesArgument,
    ProjectOption,
    QuietOption,
    VerboseOption,
    frame,
    present,
)
from publisher.cli.output import count_findings, notes, print_findings, progress_bar, results
from publisher.terminal_text import plural

if TYPE_CHECKING:
    from publisher.project.build.build_report import BuildReport
    from publisher.project.folder import Project


def build(
    context: typer.Context,
    *,
    issues: IssuesArgument = None,
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, help="Number of processes; 0 to choose automatically.")
    ] = 0,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Render everything anew.", show_default=False)
    ] = False,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Build all emails, the feeds and the manifest. With ISSUE, build only those emails."""
    from publisher.project.build.build_project import build as build_all
    from publisher.project.build.build_project import build_some
    from publisher.project.run_options import RunOptions

    here = frame(context, project, verbose, quiet)
    opened = here.project()
    with progress_bar(quiet=here.quiet, verb="rendered") as progress:
        options = RunOptions(jobs, not no_cache, owns_process=True, progress=progress)
        if issues:
            report = build_some(opened, issues, Path.cwd(), options)
        else:
            report = build_all(opened, present(), options)
    _print(report, opened, here, some=bool(issues))
    raise typer.Exit(1 if report.has_errors else 0)


def _print(report: "BuildReport", project: "Project", here: Frame, *, some: bool) -> None:
    print_findings(report.diagnostics)
    if here.quiet:
        return
    if report.note:
        notes().print(report.note, markup=False)
    console = results()
    if here.verbose:
        for path in report.written:
            console.print(f"wrote {path}", markup=False)
        for path in report.removed:
            console.print(f"removed {path}", markup=False)
    settings = project.settings
    kept = report.emails - report.rendered
    origin = f" ({report.rendered:,} rendered, {kept:,} from the cache)" if kept else ""
    console.print(
        f"{plural(report.emails, 'email')} in {project.shown(settings.emails_dir)}/{origin}"
    )
    if not some:
        console.print(f"{plural(report.entries, 'entry')} in {project.shown(settings.feeds_dir)}/")
    changed = f"{plural(len(report.written), 'file')} written, {report.unchanged} unchanged"
    console.print(changed + (f", {len(report.removed)} removed" if report.removed else ""))
    if report.skipped:
        console.print(f"{plural(report.skipped, 'issue')} skipped: see the errors above")
    if counted := count_findings(report.diagnostics):
        console.print(counted)
