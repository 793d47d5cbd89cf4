"""``publisher preview``: the issue as readers will see it, live in a browser."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publisher.cli.options import ProjectOption, QuietOption, VerboseOption, frame
from publisher.cli.output import notes, results

if TYPE_CHECKING:
    from publisher.preview.server.guard import Door


def preview(
    context: typer.Context,
    *,
    issue: Annotated[
        str,
        typer.Argument(
            metavar="ISSUE",
            help="Which to open: a number, a slug, a path or 'latest'.",
            show_default=False,
        ),
    ] = "",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Where to listen; 0: the next free one.")
    ] = 8025,
    host: Annotated[
        str,
        typer.Option(
            "--host", help="Address to listen on; with any other, more machines can look."
        ),
    ] = "127.0.0.1",
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the page in a browser.", show_default=False)
    ] = False,
    drafts: Annotated[
        bool,
        typer.Option(
            "--drafts", help="Show drafts and future issues among the feeds.", show_default=False
        ),
    ] = False,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show every issue as readers will see it, live. Follows each save."""
    from publisher.preview.serve import open_in_browser, serve

    here = frame(context, project, verbose, quiet)

    def announce(door: "Door") -> None:
        if not door.is_local:
            notes().print(
                f"[yellow]warning[/]: {door.host} can be reached from other machines: whoever "
                "can, reads every draft and can send tests"
            )
        results().print(f"preview: {door.url}", markup=False)
        if not here.quiet:
            results().print("Ctrl-C ends it", markup=False)
        if open_page:
            open_in_browser(door.url)

    try:
        serve(here.project, host, port, issue, Path.cwd(), announce, drafts=drafts)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None  # how a preview ends
