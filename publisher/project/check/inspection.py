"""Render manuscripts and run the checks on them.

Each check runs in the process that renders the issue, so that a large archive is checked in
several processes. Does not use reports of earlier runs, and writes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from publisher import checks
from publisher.checks import rule
from publisher.checks.choice import Choice, refuse_unknown
from publisher.checks.directives import ignored_by
from publisher.checks.feed import PublishedFeed
from publisher.checks.feed.published_feed import PublishedEntry
from publisher.checks.mail.mailing import Mailing
from publisher.checks.proof import proof_of
from publisher.content import content_rules
from publisher.content.shelf import Shelf
from publisher.diagnostics import Diagnostic, Rule, in_order, rules_in
from publisher.dom import document
from publisher.identity import identity_rules
from publisher.mail import mail_rules
from publisher.model import Archive, Issue
from publisher.project import project_rules
from publisher.project.build.build_project import Progress, settings_findings
from publisher.project.check.source_lines import lines_of
from publisher.project.folder import Project
from publisher.project.issue_lookup import find_manuscripts, skipped_by_name
from publisher.project.workshop.editions import Desk, Edition, each_edition
from publisher.project.workshop.entries import feeds_of
from publisher.project.workshop.theme_sources import image_bytes, sources_of
from publisher.report import Report


@dataclass(frozen=True, slots=True)
class Inspected:
    """An issue, and the findings in it and in its email."""

    issue: Issue
    findings: tuple[Diagnostic, ...]
    directives: tuple[str, ...]


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
    progress: Progress,
) -> Report:
    """Check the issues with these names, or everything if none is given.

    ``now`` is aware. Raises SettingsError for an option with an unknown rule, UsageError for an
    unknown issue.
    """
    rules = all_rules()
    refuse_unknown(project.settings.check, rules)
    shelf = project.shelf()
    skipped = skipped_by_name(shelf, names, current)
    rest = [name for name in names if name not in skipped]
    chosen = find_manuscripts(shelf, rest, current) if rest or not names else ()
    task = partial(inspect, now=now)
    inspected: list[Inspected] = []
    for result in each_edition(project, shelf, chosen, task):
        inspected.append(result)
        progress(len(inspected), len(chosen), result.issue.source.path)
    found = [finding for it in inspected for finding in it.findings]
    if names:
        found += [finding for text in skipped.values() for finding in text.diagnostics]
    else:
        found += _of_the_whole(project, shelf, [it.issue for it in inspected], now)
    directives = {it.issue.source.path: it.directives for it in inspected}
    findings = in_order(Choice(project.settings.check, directives).of(found))
    issues = len(chosen) + len(skipped if names else shelf.skipped)
    return Report(
        findings=findings,
        issues=issues,
        until=_next_due(shelf, now),
        rules={it.code: it for it in rules},
        lines=lines_of(project, findings),
    )


def _next_due(shelf: Shelf, now: datetime) -> datetime | None:
    """Return the first time after ``now`` at which an issue, or an update of one, becomes due."""
    facts = [text.metadata for text in shelf.manuscripts]
    times = [time for fact in facts for time in (fact.date, fact.updated) if time is not None]
    return min((time for time in times if time > now), default=None)


def inspect(desk: Desk, made: Edition, now: datetime) -> Inspected:
    """Return the findings in one issue and its email."""
    addresses = frozenset(text.permalink for text in desk.shelf.manuscripts)
    options = desk.project.settings
    proof = proof_of(made.issue, now, desk.shelf.newsletter, options, addresses)
    found = [*made.issue.diagnostics, *made.email.diagnostics]
    found += rule.run(checks.checks_of("content"), proof)
    mailing = mailing_of(desk, made)
    for family in ("message", "clients", "accessibility"):
        found += rule.run(checks.checks_of(family), mailing)
    return Inspected(made.issue, tuple(found), ignored_by(proof.prose.comments))


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
        image_bytes=image_bytes(desk.project, made.issue),
    )


def findings_of(desk: Desk, made: Edition, now: datetime) -> tuple[Diagnostic, ...]:
    """Return what to report of one issue and its email, as the settings and the issue select."""
    found = inspect(desk, made, now)
    directives = {found.issue.source.path: found.directives}
    return in_order(Choice(desk.project.settings.check, directives).of(found.findings))


def _of_the_whole(
    project: Project, shelf: Shelf, issues: Iterable[Issue], now: datetime
) -> list[Diagnostic]:
    """Return the findings outside single issues: in the settings, the archive and the feeds."""
    archive = Archive(shelf.newsletter, tuple(issues))
    return [
        *settings_findings(project, shelf),
        *shelf.diagnostics,
        *rule.run(checks.checks_of("archive"), archive),
        *_of_feeds(project, archive, now),
    ]


def _of_feeds(project: Project, archive: Archive, now: datetime) -> Iterator[Diagnostic]:
    """Return what an author can fix in the feeds that a build would write."""
    feeds = feeds_of(project, archive, archive.published(now))
    yield from feeds.diagnostics
    newest_first = (numbered.issue for numbered in reversed(feeds.issues))
    feed = PublishedFeed(
        head=feeds.head,
        entries=tuple(map(PublishedEntry, newest_first, feeds.entries())),
        sizes={
            project.shown(project.settings.feeds_dir / made.name): len(made.data)
            for made in feeds.documents
            if made.is_feed
        },
    )
    yield from rule.run(checks.checks_of("feed"), feed)
