"""``publisher check``: find errors before readers do."""

from dataclasses import replace
from enum import StrEnum
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
from publisher.cli.output import (
    count_findings,
    notes,
    print_document,
    progress_bar,
    results,
)
from publisher.project.check.report_text import REPORT_FORMATS
from publisher.terminal_text import plural, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.project.fix.file_fixes import Left
    from publisher.project.folder import Project
    from publisher.project.run_options import RunOptions
    from publisher.report import Report


ReportFormat = StrEnum(  # type: ignore[misc]
    "ReportFormat", {name.upper(): name for name in REPORT_FORMATS}
)
"""The formats of a report. mypy supports only enumerations with literal members."""

TEXT = ReportFormat("text")
"""The format for people; the others are for programs."""

FormatOption = Annotated[ReportFormat, typer.Option("--format", help="Format of the report.")]
StatisticsOption = Annotated[
    bool,
    typer.Option("--statistics", help="Show the number of findings per rule.", show_default=False),
]
ExplainOption = Annotated[
    str, typer.Option("--explain", metavar="CODE", help="Explain a rule.", show_default=False)
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE", help="Report only these rules: C204, C2, H.",
                 show_default=False),
]  # fmt: skip
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="Do not report these rules.", show_default=False),
]
NoCacheOption = Annotated[
    bool,
    typer.Option(
        "--no-cache", help="Check everything, even if nothing has changed.", show_default=False
    ),
]
LinksOption = Annotated[
    bool,
    typer.Option("--links", help="Also request every link, once.", show_default=False),
]
SpamOption = Annotated[
    bool,
    typer.Option("--spam", help="Also run SpamAssassin, if it is installed.", show_default=False),
]
FixOption = Annotated[
    bool,
    typer.Option("--fix", help="Fix what can be fixed automatically.", show_default=False),
]
DiffOption = Annotated[
    bool,
    typer.Option(
        "--diff", help="Show what --fix would change, without writing files.", show_default=False
    ),
]
MaxWarningsOption = Annotated[
    int | None,
    typer.Option("--max-warnings", metavar="N", min=0, show_default=False,
                 help="Exit with status 1 if there are more warnings."),
]  # fmt: skip


def check(
    context: typer.Context,
    *,
    issues: IssuesArgument = None,
    format_: FormatOption = TEXT,
    statistics: StatisticsOption = False,
    explain: ExplainOption = "",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    max_warnings: MaxWarningsOption = None,
    links: LinksOption = False,
    spam: SpamOption = False,
    fix: FixOption = False,
    diff: DiffOption = False,
    no_cache: NoCacheOption = False,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Check content, emails and feeds. With ISSUE, check only those issues."""
    if explain:
        _explain(explain)
        raise typer.Exit
    from publisher.project.run_options import RunOptions

    here = frame(context, project, verbose, quiet)
    wishes = {"select": _codes(select), "ignore": _codes(ignore), "max_warnings": max_warnings}
    given = {name: value for name, value in wishes.items() if value not in (None, [])}
    opened = here.project(check=given or None)
    options = RunOptions(use_store=not no_cache, owns_process=True)
    report = _check(here, opened, issues or [], options)
    if diff:
        raise typer.Exit(1 if _print_diff(opened, report) else 0)
    if fix and _fix(opened, report, here):
        report = _check(here, opened, issues or [], options)
    if links or spam:
        report = _ask_others(here, opened, issues or [], report, options, links=links, spam=spam)
    hides = format_ is TEXT and not (here.verbose or given.get("select") or statistics)
    shown = report.without_infos() if hides else report
    if statistics:
        _print_statistics(shown)
    else:
        _print(shown, format_)
    if format_ is TEXT:
        _print_summary(shown, here, len(report.findings) - len(shown.findings))
    raise typer.Exit(1 if _is_wrong(report, opened.settings.check.max_warnings) else 0)


def _check(here: Frame, opened: "Project", issues: list[str], options: "RunOptions") -> "Report":
    from publisher.project.check.check_project import check as check_project

    with progress_bar(quiet=here.quiet, verb="checked") as progress:
        shown = replace(options, progress=progress)
        return check_project(opened, issues, Path.cwd(), present(), shown)


def _ask_others(
    here: Frame, opened: "Project", issues: list[str], report: "Report", options: "RunOptions",
    *, links: bool, spam: bool,
) -> "Report":  # fmt: skip
    """Return the report with the findings of the link check and the spam filter."""
    from publisher.project.check import outside_checks

    wanted = ((links, outside_checks.links_outside), (spam, outside_checks.spam_outside))
    for is_wanted, ask in wanted:
        if is_wanted:
            with progress_bar(quiet=here.quiet) as progress:
                run = replace(options, progress=progress)
                outside = ask(opened, issues, Path.cwd(), present(), run)
            report = outside_checks.with_findings(opened, report, outside)
    return report


def _print_diff(opened: "Project", report: "Report") -> bool:
    from publisher.project.fix.file_fixes import Left, changes
    from publisher.project.fix.patch import patch_of

    found = False
    for change in changes(opened, report):
        if isinstance(change, Left):
            _name_left([change])
        else:
            found = True
            typer.echo(patch_of(change.shown, change.before, change.after), nl=False)
    return found


def _fix(opened: "Project", report: "Report", here: Frame) -> bool:
    from publisher.project.fix.file_fixes import changes, write

    count, left = write(opened, changes(opened, report))
    _name_left(left)
    if not here.quiet:
        notes().print(f"{plural(count, 'file')} fixed")
    return count > 0


def _name_left(left: "Iterable[Left]") -> None:
    """List the files that were not changed, also with --quiet."""
    for file in left:
        notes().print(printable(str(file)), markup=False)


def _codes(given: list[str] | None) -> list[str]:
    """Return the codes of an option that may be repeated or contain a comma-separated list."""
    pieces = (piece.strip().upper() for text in given or () for piece in text.split(","))
    return [piece for piece in pieces if piece]


def _is_wrong(report: "Report", most_warnings: int | None) -> bool:
    from publisher.diagnostics import Severity

    if report.count(Severity.ERROR):
        return True
    return most_warnings is not None and report.count(Severity.WARNING) > most_warnings


def _print(report: "Report", format_: ReportFormat) -> None:
    from publisher.project.check.report_text import report_text

    color = results().color_system is not None
    text = report_text(report, format_.value, color=color)
    if format_ is TEXT:
        typer.echo(text, nl=False, color=color)
    else:
        print_document(text)


def _print_summary(report: "Report", here: Frame, hidden: int) -> None:
    if here.quiet:
        return
    if report.note:
        notes().print(report.note, markup=False)
    counted = count_findings(report.findings) or (
        "nothing to fix" if hidden else "no problems found"
    )
    shown = f"; {hidden} info (use --verbose to show)" if hidden else ""
    notes().print(f"{plural(report.issues, 'issue')} checked: {counted}{shown}")


def _print_statistics(report: "Report") -> None:
    for code, count in report.by_code.items():
        rule = report.rules[code]
        typer.echo(f"{count:6,}  {code}  {rule.title}")


def _explain(code: str) -> None:
    from publisher.project.check.rule_page import rule_page

    typer.echo(rule_page(code))
