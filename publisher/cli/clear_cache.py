"""``publisher cache``: what is kept between runs, which can be deleted at any time."""

import typer

from publisher.cli.options import ProjectOption, QuietOption, VerboseOption, frame
from publisher.cli.output import results

cache = typer.Typer(
    name="cache",
    help="Manage what is kept between runs: it saves time and is never needed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@cache.callback()
def _cache() -> None:
    """Manage what is kept between runs: it saves time and is never needed."""


@cache.command()
def clear(
    context: typer.Context,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Delete what is kept of this newsletter: rendered issues, reports, responses of servers."""
    from publisher.project.caches import clear as clear_caches

    here = frame(context, project, verbose, quiet)
    freed = clear_caches(here.project().folder)
    if not here.quiet:
        results().print(f"{freed / 1_000_000:,.1f} MB deleted" if freed else "nothing to delete")
