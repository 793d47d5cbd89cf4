"""``publisher``: the commands, and the one place that knows exit statuses.

0 done; 1 something in the content is wrong, or a recipient was not accepted; 2 wrong usage
or settings.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from publisher import __version__
from publisher.cli.adopt_feed import adopt_feed
from publisher.cli.build import build
from publisher.cli.check import check
from publisher.cli.init import init
from publisher.cli.issues import issues
from publisher.cli.options import Frame, ProjectOption, QuietOption, VerboseOption
from publisher.cli.preview import preview
from publisher.cli.send import send
from publisher.cli.utf8 import ensure_utf8
from publisher.errors import PublisherError, SenderError, TemplateFault

DONE, WRONG_CONTENT, WRONG_USE = 0, 1, 2
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells say it."""

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


def run() -> None:
    """Run the command line and end the process; what a user can mend is told in a sentence."""
    ensure_utf8()
    try:
        app()
    except PublisherError as error:
        typer.echo(f"publisher: {_near(error)}", err=True)
        if error.hint:
            typer.echo(f"    {error.hint}", err=True)
        sys.exit(_status(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left: nothing more to say
        sys.exit(DONE)


def _near(error: PublisherError) -> str:
    """What is wrong; a template is named from the folder that the user is in, where it can be."""
    here = f"{Path.cwd()}{os.sep}"
    if isinstance(error, TemplateFault) and error.path.startswith(here):
        return error.message.replace(error.path, error.path.removeprefix(here), 1)
    return error.message


def _status(error: PublisherError) -> int:
    return WRONG_CONTENT if isinstance(error, TemplateFault | SenderError) else WRONG_USE
