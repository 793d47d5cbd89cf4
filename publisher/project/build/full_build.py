"""Render what changed, and write emails, feeds and the manifest.

Memory holds small facts of each issue; the larger parts are on the disk until they are needed.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from publisher.content.archive.manuscript import Manuscript
from publisher.content.shelf import Shelf
from publisher.diagnostics import in_order
from publisher.identity.ledger import FILE_NAME as LEDGER
from publisher.model import Archive, IssueFacts
from publisher.project.build.cards import CARDS, HTML, MANIFEST, PARTS, TEXT, Card, email_paths
from publisher.project.build.manifest import manifest_pieces
from publisher.project.build.outputs import Outputs
from publisher.project.build.pending import forget
from publisher.project.build.build_report import BuildReport
from publisher.project.folder import Project
from publisher.project.issue_lookup import find_manuscripts
from publisher.project.run_options import Progress
from publisher.project.reading_shelf import next_due, shelf_from
from publisher.project.run_options import RunOptions
from publisher.project.settings_findings import settings_findings
from publisher.project.store.database import Store
from publisher.project.store.fingerprints import fingerprint
from publisher.project.workshop.entries import StoredContents, feeds_of
from publisher.project.workshop.workshop import Workshop


def build_all(
    project: Project, now: datetime, store: Store, options: RunOptions
) -> BuildReport:
    """Build everything; write only what changed. Raises PublisherError if writing fails."""
    shelf = shelf_from(project, store)
    workshop = Workshop(project, shelf, store, options)
    output = Outputs(project, store)
    cards, rendered = _with_emails(workshop, shelf.manuscripts, output, options.progress)
    archive = _archive(project, shelf, cards)
    published = archive.published(now)
    contents = StoredContents(workshop, CARDS, {card.facts.slug: card.entry for card in cards})
    feeds = feeds_of(project, archive, published, contents)
    archive = Archive(archive.newsletter, archive.issues,
                      in_order((*archive.diagnostics, *feeds.diagnostics)))  # fmt: skip
    feeds_dir = project.settings.feeds_dir
    names: list[str] = []
    archives: dict[str, int] = {}
    for document in feeds.documents:
        names.append(
            output.write(feeds_dir / document.name, document.digest, document.make)
        )
        archives.update(document.archives)
    # An id of example.com would be permanent; a damaged ledger may contain ids that were not read.
    if project.settings.site_url and not feeds.ledger.diagnostics:
        ledger = feeds.ledger.with_archives(archives).to_bytes()
        output.write(feeds_dir / LEDGER, fingerprint(ledger), lambda: ledger, durable=True)
    removed = output.remove_stale()
    output.write_manifest(
        fingerprint(
            archive.newsletter,
            names,
            archive.diagnostics,
            *(card.digests[MANIFEST] for card in cards),
        ),
        lambda: manifest_pieces(
            archive.newsletter,
            sorted(names),
            (workshop.part(CARDS, text, MANIFEST) for text in shelf.manuscripts),
            archive.diagnostics,
        ),
    )  # fmt: skip
    workshop.forget_others(CARDS, PARTS)
    forget(project)
    return BuildReport(
        diagnostics=archive.diagnostics,
        emails=len(cards),
        rendered=rendered,
        entries=len(published),
        skipped=len(shelf.skipped),
        written=tuple(output.changed),
        removed=removed,
        files=len(output.paths),
        is_settled=not feeds.diagnostics,
        until=next_due(shelf, now),
        note=store.note,
    )


def build_emails(
    project: Project,
    names: Sequence[str],
    current: Path,
    store: Store,
    options: RunOptions,
) -> BuildReport:
    """Build the emails of some issues without changing feeds and manifest."""
    shelf = shelf_from(project, store)
    chosen = find_manuscripts(shelf, names, current)
    output = Outputs(project, store)
    workshop = Workshop(project, shelf, store, options)
    cards, rendered = _with_emails(workshop, chosen, output, options.progress)
    found = (finding for card in cards for finding in card.facts.diagnostics)
    return BuildReport(
        diagnostics=in_order((*settings_findings(project, shelf), *found)),
        emails=len(cards),
        rendered=rendered,
        entries=0,
        skipped=0,
        written=tuple(output.changed),
        removed=(),
        files=len(output.paths),
        note=store.note,
    )


def _with_emails(
    workshop: Workshop, chosen: Sequence[Manuscript], output: Outputs, progress: Progress
) -> tuple[list[Card], int]:
    """Write the emails of some issues; return their cards, and how many were rendered."""
    cards: list[Card] = []
    rendered = 0
    for result in workshop.results(CARDS, chosen):
        card, text = result.record, result.manuscript
        paths = email_paths(workshop.project, card.facts.slug)
        for path, part in zip(paths, (HTML, TEXT), strict=True):
            output.write(path, card.digests[part], partial(result.part, part))
        cards.append(card)
        rendered += result.is_new
        progress(len(cards), len(chosen), text.source.path if result.is_new else "")
    return cards, rendered


def _archive(project: Project, shelf: Shelf, cards: Sequence[Card]) -> Archive[IssueFacts]:
    issues = tuple(card.facts for card in cards)
    found = [finding for issue in issues for finding in issue.diagnostics]
    everything = (*settings_findings(project, shelf), *shelf.diagnostics, *found)
    return Archive(shelf.newsletter, issues, in_order(everything))
