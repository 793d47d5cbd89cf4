"""Check a project with outside programs: the servers of its links, and a spam filter.

Only on request, since it takes time and a network. The responses of servers are cached for
some days in the user's cache folder.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from publisher import checks
from publisher.checks import rule
from publisher.checks.choice import Choice
from publisher.checks.directives import ignored_by
from publisher.checks.links.answer import Answer
from publisher.checks.links.asking import ask
from publisher.checks.links.cache import Cache
from publisher.checks.links.places import Inquiry, places_of, questions_of
from publisher.content.body.source_tree import SourceTree
from publisher.diagnostics import Diagnostic, in_order
from publisher.model import Issue
from publisher.project import caches
from publisher.project.check.source_lines import lines_of
from publisher.project.check.spam_check import judgements
from publisher.project.folder import Project
from publisher.project.issue_lookup import find_manuscripts, skipped_by_name
from publisher.project.workshop.editions import Edition, editions
from publisher.report import Report

_ANSWERS = "links.json"

Progress = Callable[[int, int, str], None]


def chosen_editions(project: Project, names: Sequence[str], current: Path) -> list[Edition]:
    """Return the editions with these names that can be published; all if none is named."""
    shelf = project.shelf()
    skipped = skipped_by_name(shelf, names, current)
    rest = [name for name in names if name not in skipped]
    chosen = find_manuscripts(shelf, rest, current) if rest or not names else ()
    return list(editions(project, shelf, chosen))


def links_findings(
    project: Project, issues: Sequence[Issue], now: datetime, progress: Progress
) -> list[Diagnostic]:
    """Check the links of the issues. Requests each URL once."""
    options = project.settings.check.links
    most = timedelta(days=options.cache_days)
    cache = Cache.from_bytes(caches.recall(project.folder, _ANSWERS))
    own = (text.permalink for text in project.shelf().manuscripts)  # may not be online yet
    places = places_of(issues, own)
    questions = questions_of(places)
    known = cache.fresh(questions, now, most)
    unknown = [question for question in questions if question.url not in known]
    answers: dict[str, Answer] = {}
    try:
        ask(unknown, options, answers, progress)
    finally:  # an archive has thousands of links: after an interrupt, continue from here
        kept = cache.with_answers(answers, now, most)
        caches.keep(project.folder, _ANSWERS, kept.to_bytes())
    inquiry = Inquiry(places, {**known, **answers})
    return rule.run(checks.checks_of("links"), inquiry)


def spam_findings(
    project: Project, made: Sequence[Edition], now: datetime, progress: Progress
) -> list[Diagnostic]:
    """Return the findings of the spam filter in these emails."""
    found: list[Diagnostic] = []
    for done, judgement in enumerate(judgements(project, made, now), start=1):
        found += rule.run(checks.checks_of("spam"), judgement)
        progress(done, len(made), judgement.path)
    return found


def with_findings(
    project: Project, report: Report, issues: Iterable[Issue], found: Iterable[Diagnostic]
) -> Report:
    """Return a report with more findings, as far as settings and issues select them."""
    directives = {
        issue.source.path: ignored_by(SourceTree(issue.source).tree.comments()) for issue in issues
    }
    wanted = Choice(project.settings.check, directives).of(found)
    findings = in_order((*report.findings, *wanted))
    return replace(report, findings=findings, lines=lines_of(project, findings))
