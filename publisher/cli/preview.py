"""``publisher preview``: show issues in a browser as readers will see them."""

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
            help="Issue to open: a number, a slug, a path or 'latest'.",
            show_default=False,
        ),
    ] = "",
    port: Annotated[
        int,
        typer.Option(
            "--port", min=0, max=65535, help="Port to listen on; 0 for the next free one."
        ),
    ] = 8025,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            help="Address to listen on; with a non-local address, other machines can connect.",
        ),
    ] = "127.0.0.1",
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the page in a browser.", show_default=False)
    ] = False,
    drafts: Annotated[
        bool,
        typer.Option(
            "--drafts", help="Include drafts and future issues in the feeds.", show_default=False
        ),
    ] = False,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show issues as readers will see them. Reloads on every save."""
    from publisher.preview.serve import open_in_browser, serve

    here = frame(context, project, verbose, quiet)

    def announce(door: "Door") -> None:
        if not door.is_local:
            notes().print(
                f"[yellow]warning[/]: {door.host} is reachable from other machines: anyone who "
                "connects can read every draft and send test emails"
            )
        results().print(f"preview: {door.url}", markup=False)
        if not here.quiet:
            results().print("press Ctrl-C to stop", markup=False)
        if open_page:
            open_in_browser(door.url)

    try:
        serve(here.project, host, port, issue, Path.cwd(), announce, drafts=drafts)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None  # the normal end of a preview
