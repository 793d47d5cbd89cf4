"""Render manuscripts and run the checks on them.

Each check runs in the process that renders the issue, so that a large archive is checked in
several processes. Does not use reports of earlier runs, and writes nothing.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from publisher import checks
from publisher.checks import rule
from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.choice import Choice, refuse_unknown
from publisher.checks.directives import ignored_by
from publisher.checks.feed import PublishedFeed
from publisher.checks.feed.entry_content import WrittenEntry
from publisher.checks.feed.published_feed import PublishedEntry
from publisher.checks.feed.whole_feed import LARGE_BYTES
from publisher.checks.mail.mailing import Mailing
from publisher.content import content_rules
from publisher.content.archive.manuscript import Manuscript
from publisher.content.body.source_tree import SourceTree
from publisher.diagnostics import Diagnostic, Rule, in_order, rules_in
from publisher.dom import document
from publisher.feed.entries.content import EntryContent
from publisher.feed.entries.parts import Contents, EntryFacts, entry_content
from publisher.identity import identity_rules
from publisher.mail import mail_rules
from publisher.model import Archive, IssueFacts
from publisher.project import project_rules
from publisher.project.check.source_lines import lines_of
from publisher.project.folder import Project
from publisher.project.issue_lookup import find_manuscripts, skipped_by_name
from publisher.project.reading_shelf import next_due, shelf_from
from publisher.project.run_options import RunOptions
from publisher.project.settings_findings import settings_findings
from publisher.project.store.database import Store
from publisher.project.store.fingerprints import fingerprint
from publisher.project.store.records import Records
from publisher.project.workshop.editions import Desk, Edition
from publisher.project.workshop.entries import (
    ENTRY,
    STORIES,
    StoredContents,
    feeds_of,
    written_entry,
)
from publisher.project.workshop.theme_sources import image_bytes, sources_of
from publisher.project.workshop.workshop import Parts, Rendering, Work, Workshop
from publisher.publication_status import PublicationStatus
from publisher.report import Report

_SELECTING = {"select", "ignore", "severity", "per_file", "max_warnings", "links"}
"""Options that say what to report of the findings; they do not change what is found."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is known of an issue after it was inspected."""

    facts: IssueFacts
    entry: EntryFacts
    findings: tuple[Diagnostic, ...]
    """In the issue, its email and its entry; also those that are not to be reported."""
    directives: tuple[str, ...]
    """What its comments say about rules that do not apply to it."""
    lines: Mapping[int, str]
    """The lines of the file that findings point at, by number."""


def all_rules() -> tuple[Rule, ...]:
    """Return every rule of the program, in the order of codes."""
    modules = (content_rules, mail_rules, identity_rules, project_rules)
    found = {rule for module in modules for rule in rules_in(module)}
    return tuple(sorted({*found, *checks.rules()}, key=lambda rule: rule.code))


def inspect_all(
    project: Project,
    names: Sequence[str],
    current: Path,
    now: datetime,
    store: Store,
    options: RunOptions,
) -> Report:
    """Check the issues with these names, or everything if none is given.

    ``now`` is aware. Raises SettingsError for an option with an unknown rule, UsageError for an
    unknown issue.
    """
    rules = all_rules()
    refuse_unknown(project.settings.check, rules)
    shelf = shelf_from(project, store)
    skipped = skipped_by_name(shelf, names, current)
    rest = [name for name in names if name not in skipped]
    chosen = find_manuscripts(shelf, rest, current) if rest or not names else ()
    workshop = Workshop(project, shelf, store, options)
    work = _inspections(project, now)
    inspected: list[Inspected] = []
    for result in workshop.results(work, chosen):
        inspected.append(result.record)
        shown = result.record.facts.source.path if result.is_new else ""
        options.progress(len(inspected), len(chosen), shown)
    found = [finding for it in inspected for finding in it.findings]
    if names:
        found += [finding for text in skipped.values() for finding in text.diagnostics]
    else:
        found += _of_the_whole(workshop, work, inspected, now)
        workshop.forget_others(work, (ENTRY, STORIES))
    directives = {it.facts.source.path: it.directives for it in inspected}
    findings = in_order(Choice(project.settings.check, directives).of(found))
    known = {
        (it.facts.source.path, number): line
        for it in inspected
        for number, line in it.lines.items()
    }
    issues = len(chosen) + len(skipped if names else shelf.skipped)
    return Report(
        findings=findings,
        issues=issues,
        until=next_due(shelf, now),
        rules={it.code: it for it in rules},
        lines=lines_of(project, findings, known),
    )


def _inspections(project: Project, now: datetime) -> Work[Inspected]:
    """Return the work of inspecting issues at this time."""

    def dues(text: Manuscript) -> tuple[bool, ...]:
        dates = (text.metadata.date, text.metadata.updated)
        return tuple(date is not None and date > now for date in dates)

    facts = fingerprint(project.settings.check.model_dump_json(exclude=_SELECTING))
    return Work("inspected", Records(Inspected), partial(inspect, now=now), facts, dues)


def inspect(
    desk: Desk, made: Edition, rendering: Rendering, now: datetime
) -> tuple[Inspected, Parts]:
    """Return what is known of one issue with its email and its entry, and the entry's parts."""
    entry, content, parts = written_entry(desk, made.issue)
    checked = _checked(desk, made, rendering.lookups, rendering.source, now)
    found = _findings(desk, made, checked, content)
    lines = made.issue.source.text.split("\n")
    numbers = {it.position.line for it in found if it.path == made.issue.source.path}
    return Inspected(
        made.issue.facts,
        entry,
        tuple(found),
        ignored_by(checked.source.tree.comments()),
        {number: lines[number - 1] for number in sorted(numbers) if number <= len(lines)},
    ), parts


def findings_of(
    desk: Desk, made: Edition, now: datetime, source: SourceTree | None = None
) -> tuple[Diagnostic, ...]:
    """Return what to report of one issue and its email, as the settings and the issue select.

    ``source`` is what the issue was rendered from, if it is there; it saves time.
    """
    checked = _checked(desk, made, desk.shelf.permalinks, source, now)
    found = _findings(desk, made, checked, entry_content(made.issue))
    directives = {checked.path: ignored_by(checked.source.tree.comments())}
    return in_order(Choice(desk.project.settings.check, directives).of(found))


def _checked(
    desk: Desk, made: Edition, addresses: Container[str], source: SourceTree | None, now: datetime
) -> CheckedIssue:
    options = desk.project.settings
    newsletter = desk.shelf.newsletter
    return CheckedIssue(made.issue, now, newsletter, options, addresses=addresses, parsed=source)


def _findings(
    desk: Desk, made: Edition, checked: CheckedIssue, content: EntryContent
) -> list[Diagnostic]:
    """Return the findings in one issue, its email and its entry."""
    found = [*made.issue.diagnostics, *made.email.diagnostics]
    found += rule.run(checks.checks_of("content"), checked)
    mailing = mailing_of(desk, made)
    for family in ("message", "clients", "accessibility"):
        found += rule.run(checks.checks_of(family), mailing)
    if made.issue.status_at(checked.now) is PublicationStatus.PUBLISHED:
        found += rule.run(checks.checks_of("entry"), WrittenEntry(made.issue, content))
    return found


def mailing_of(desk: Desk, made: Edition) -> Mailing:
    """Return one issue's email in the form that the email checks need."""
    options = desk.project.settings
    return Mailing(
        issue=made.issue,
        email=made.email,
        newsletter=desk.shelf.newsletter,
        options=options,
        sources=sources_of(desk.project.folder, desk.theme),
        tree=document(made.email.html),
        clients=tuple(options.check.clients),
        image_bytes=image_bytes(made.issue),
    )


def _of_the_whole(
    workshop: Workshop, work: Work[Inspected], inspected: Sequence[Inspected], now: datetime
) -> list[Diagnostic]:
    """Return the findings outside single issues: in the settings, the archive and the feeds."""
    project, shelf = workshop.project, workshop.shelf
    archive = Archive(shelf.newsletter, tuple(it.facts for it in inspected))
    contents = StoredContents(workshop, work, {it.facts.slug: it.entry for it in inspected})
    return [
        *settings_findings(project, shelf),
        *shelf.diagnostics,
        *rule.run(checks.checks_of("archive"), archive),
        *_of_feeds(project, archive, contents, now),
    ]


def _of_feeds(
    project: Project, archive: Archive[IssueFacts], contents: Contents, now: datetime
) -> Iterator[Diagnostic]:
    """Return what an author can fix in the feeds that a build would write."""
    feeds = feeds_of(project, archive, archive.published(now), contents)
    yield from feeds.diagnostics
    entries = [
        PublishedEntry(numbered.issue, planned.entry)
        for numbered, planned in zip(feeds.issues, feeds.planned(), strict=True)
    ]
    feed = PublishedFeed(
        head=feeds.head,
        entries=tuple(reversed(entries)),
        sizes={
            project.shown(project.settings.feeds_dir / planned.name): (
                # made only if it may be too large
                planned.most_octets if planned.most_octets <= LARGE_BYTES else len(planned.data)
            )
            for planned in feeds.documents
            if planned.is_feed
        },
    )
    yield from rule.run(checks.checks_of("feed"), feed)
