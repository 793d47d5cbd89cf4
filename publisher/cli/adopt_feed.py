"""``publisher adopt-feed``: keep the entry ids of a newsletter's earlier feed."""

import json
from pathlib import Path
from typing import Annotated

import typer

from publisher.cli.options import ProjectOption, QuietOption, VerboseOption, frame
from publisher.cli.output import results
from publisher.terminal_text import plural, printable


def adopt_feed(
    context: typer.Context,
    old_feed: Annotated[
        Path,
        typer.Argument(
            metavar="FEED",
            help="A saved copy of the old feed: RSS, Atom or JSON Feed.",
        ),
    ],
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Keep the entry ids of an old feed. Readers then do not show old issues as new."""
    from publisher.project.feed_adoption import adopt_feed as adopt

    here = frame(context, project, verbose, quiet)
    adoption = adopt(here.project(), Path.cwd() / old_feed)
    console = results()
    if here.verbose:
        for match in adoption.matched:
            console.print(
                f"{printable(match.issue.slug)}: {printable(match.entry.id)} (matched by "
                f"{match.by})",
                markup=False,
            )
    for entry in adoption.unmatched:
        words = printable(entry.title or entry.link or entry.id)
        console.print(f"no issue matches the entry {words!r}", markup=False)
    for entry, reason in adoption.refused:
        words = printable(entry.title or entry.link or entry.id)
        console.print(f"the entry {words!r} cannot be adopted: {reason}", markup=False)
    for match in adoption.overruled:
        known = f"{printable(match.entry.id)}: its front matter sets {printable(match.issue.id)}"
        console.print(f"{printable(match.issue.slug)} was not given the id {known}", markup=False)
    if not here.quiet:
        console.print(f"{plural(len(adoption.matched), 'id')} adopted", markup=False)
        if adoption.feed_id:
            setting = f"feed_id = {json.dumps(adoption.feed_id, ensure_ascii=False)}"
            console.print(f"to keep the feed's own id, set {setting}", markup=False)
    raise typer.Exit(1 if adoption.unmatched or adoption.refused else 0)
