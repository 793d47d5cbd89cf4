"""``publisher issues``: list the archive as a table."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from publisher.cli.options import ProjectOption, QuietOption, VerboseOption, frame
from publisher.cli.output import (
    plain_table,
    print_document,
    print_findings,
    print_table,
)
from publisher.terminal_text import printable


class ListFormat(StrEnum):
    """The formats of a list."""

    TEXT = "text"
    JSON = "json"


def issues(
    context: typer.Context,
    format_: Annotated[
        ListFormat, typer.Option("--format", help="Format of the list.")
    ] = ListFormat.TEXT,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """List the archive, newest first."""
    from publisher.project.issue_listing import listing

    here = frame(context, project, verbose, quiet)
    listed = listing(here.project())
    if format_ is ListFormat.JSON:
        rows = [row.as_json() for row in listed.rows]
        print_document(f"{json.dumps(rows, ensure_ascii=False, indent=2)}\n")
    else:
        table = plain_table("No.", "Date", "Slug", "Title")
        for row in listed.rows:
            number = "" if row.number is None else str(row.number)
            when = f"{row.date} draft".strip() if row.draft else row.date
            table.add_row(number, when, row.slug, printable(row.title))
        print_table(table)
    print_findings(found for found in listed.diagnostics if found.is_error or here.verbose)
    raise typer.Exit(1 if any(found.is_error for found in listed.diagnostics) else 0)
