"""``publisher init``: create a newsletter."""

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from publisher.cli.options import ProjectOption, QuietOption, VerboseOption, frame
from publisher.cli.output import results


def init(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="Folder of the newsletter; default: the current folder.",
            show_default=False,
        ),
    ] = None,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Create a newsletter: settings, one issue and .env.example. Does not overwrite files."""
    from publisher.project.scaffold import scaffold

    here = frame(context, project, verbose, quiet)
    named = folder or here.folder or Path()
    home = (Path.cwd() / named).resolve()
    written = scaffold(home, datetime.now(UTC))
    if here.quiet:
        return
    console = results()
    for path in written:
        console.print(f"wrote {path.relative_to(home).as_posix()}", markup=False)
    if not written:
        console.print("nothing to do: all files exist", markup=False)
    away = "" if home == Path.cwd().resolve() else f"cd {shlex.quote(str(named))} && "
    console.print(f"next: {away}publisher build", markup=False)
