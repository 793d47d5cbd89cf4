"""``publisher issues``: the archive as a table."""

import json
from typing import Annotated

import typer
from rich.table import Table

from publisher.cli.options import ProjectOption, QuietOption, VerboseOption, frame
from publisher.cli.output import print_findings, printable, results


def issues(
    context: typer.Context,
    format: Annotated[  # noqa: A002 - the name of the option
        str, typer.Option("--format", help="text or json.", metavar="FORMAT")
    ] = "text",
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """List the archive, newest first."""
    from publisher.errors import UsageError
    from publisher.pipeline.listing import listing

    if format not in {"text", "json"}:
        raise UsageError(f"there is no format {format!r}", "choose text or json")
    here = frame(context, project, verbose, quiet)
    listed = listing(here.project())
    if format == "json":
        rows = [row.as_json() for row in listed.rows]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        table = Table("No.", "Date", "Slug", "Title", box=None, pad_edge=False)
        for row in listed.rows:
            number = "" if row.number is None else str(row.number)
            when = f"{row.date} draft".strip() if row.draft else row.date
            table.add_row(number, when, row.slug, printable(row.title))
        console = results()
        console.print(table)
    print_findings(found for found in listed.diagnostics if found.is_error or here.verbose)
    raise typer.Exit(1 if any(found.is_error for found in listed.diagnostics) else 0)
