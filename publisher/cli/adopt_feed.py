"""``publisher adopt-feed``: an archive that moved here keeps its readers' marks."""

import json
from pathlib import Path
from typing import Annotated

import typer

from publisher.cli.options import ProjectOption, QuietOption, VerboseOption, frame
from publisher.cli.output import plural, printable, results


def adopt_feed(
    context: typer.Context,
    old_feed: Annotated[
        Path,
        typer.Argument(
            metavar="FEED",
            help="The feed as it was served, saved as a file: RSS, Atom or JSON Feed.",
        ),
    ],
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Give the issues the ids of an older feed. So no reader sees them as new."""
    from publisher.project.feed_adoption import adopt_feed as adopt

    here = frame(context, project, verbose, quiet)
    adoption = adopt(here.project(), Path.cwd() / old_feed)
    console = results()
    if here.verbose:
        for match in adoption.matched:
            console.print(
                f"{printable(match.issue.slug)} is {printable(match.entry.id)} (by {match.by})",
                markup=False,
            )
    for entry in adoption.unmatched:
        words = printable(entry.title or entry.link or entry.id)
        console.print(f"no issue here is the entry {words!r}", markup=False)
    for entry, reason in adoption.refused:
        words = printable(entry.title or entry.link or entry.id)
        console.print(f"the entry {words!r} cannot be adopted: {reason}", markup=False)
    for match in adoption.overruled:
        known = f"{printable(match.entry.id)}: its front matter has {printable(match.issue.id)}"
        console.print(f"{printable(match.issue.slug)} does not become {known}", markup=False)
    if not here.quiet:
        console.print(f"{plural(len(adoption.matched), 'id')} adopted", markup=False)
        if adoption.feed_id:
            setting = f"feed_id = {json.dumps(adoption.feed_id, ensure_ascii=False)}"
            console.print(f"to keep the feed's own id, set {setting}", markup=False)
    raise typer.Exit(1 if adoption.unmatched or adoption.refused else 0)
