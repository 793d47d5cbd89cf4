"""Define the options that every command has, and the frame that they result in."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publisher.errors import UsageError

if TYPE_CHECKING:
    from publisher.project.folder import Project

ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", help="Folder of the newsletter.", show_default=False),
]
VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose", "-v", help="Show more details, such as every file.", show_default=False
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print findings only.", show_default=False)
]
IssuesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ISSUE",
        help="A number, a slug, a path or 'latest'; default: all issues.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a command runs and how much it prints."""

    folder: Path | None = None
    verbose: bool = False
    quiet: bool = False

    def project(self, **flags: object) -> "Project":
        """Open the project; given flags override its settings."""
        from publisher.project.folder import open_project

        given = {name: value for name, value in flags.items() if value is not None}
        return open_project(self.folder, Path.cwd(), given)


def present() -> datetime:
    """Return the time of this run; SOURCE_DATE_EPOCH, if set, for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError("SOURCE_DATE_EPOCH is not a number of seconds since 1970") from error


def frame(context: typer.Context, folder: Path | None, verbose: bool, quiet: bool) -> Frame:
    """Return the common options, given before the command or after it."""
    before = context.obj if isinstance(context.obj, Frame) else Frame()
    return Frame(folder or before.folder, verbose or before.verbose, quiet or before.quiet)
