"""``publisher``: the commands and their exit statuses.

0: success; 1: an error in the content, or a recipient was not accepted; 2: wrong usage or
settings.
"""

import errno
import os
from pathlib import Path
from typing import Annotated

import typer

from publisher import __version__
from publisher.cli.adopt_feed import adopt_feed
from publisher.cli.build import build
from publisher.cli.check import check
from publisher.cli.clear_cache import cache
from publisher.cli.init import init
from publisher.cli.issues import issues
from publisher.cli.options import Frame, ProjectOption, QuietOption, VerboseOption
from publisher.cli.preview import preview
from publisher.cli.send import send
from publisher.errors import PublisherError, SenderError, TemplateFault

DONE, WRONG_CONTENT, WRONG_USE = 0, 1, 2

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE, errno.EBADF})
"""Errors of writing to an open file or stream, which have no file name."""

app = typer.Typer(
    name="publisher",
    help="Publish a folder of Markdown issues as HTML emails and as RSS, Atom and JSON feeds.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (init, build, check, issues, preview, send, adopt_feed):
    app.command()(command)
app.add_typer(cache)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"publisher {__version__}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version.",
            callback=_print_version,
            is_eager=True,
            show_default=False,
        ),
    ] = False,
) -> None:
    """Publish a folder of Markdown issues as HTML emails and as RSS, Atom and JSON feeds."""
    context.obj = Frame(project, verbose, quiet)


def main() -> int:
    """Run the command line and return its exit status; report errors as messages.

    Raises KeyboardInterrupt outside the commands; inside, the status is that of Ctrl-C.
    """
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except PublisherError as error:
        _report(_near(error), error.hint)
        return _status(error)
    except OSError as error:
        _report(*_of_the_machine(error))
        return WRONG_USE
    return DONE


def _report(message: str, hint: str) -> None:
    try:
        typer.echo(f"publisher: {message}", err=True)
        if hint:
            typer.echo(f"    {hint}", err=True)
    except OSError:
        return  # standard error cannot be written either: only the status remains


def _of_the_machine(error: OSError) -> tuple[str, str]:
    """Describe an error of the operating system, and what to do about it."""
    reason = error.strerror or str(error)
    if error.filename is not None:
        return f"{os.fsdecode(error.filename)}: {reason}", ""
    if error.errno in _FULL:
        return f"cannot write the output: {reason}", "check the space on the disk"
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the current folder no longer exists", "change into a folder that exists"
    return reason, ""


def _near(error: PublisherError) -> str:
    """Return the error's message, with a template's path relative to the current folder."""
    if not isinstance(error, TemplateFault):
        return error.message
    here = f"{Path.cwd()}{os.sep}"
    if error.path.startswith(here):
        return error.message.replace(error.path, error.path.removeprefix(here), 1)
    return error.message


def _status(error: PublisherError) -> int:
    return WRONG_CONTENT if isinstance(error, TemplateFault | SenderError) else WRONG_USE
