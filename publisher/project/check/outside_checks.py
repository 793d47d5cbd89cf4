"""Check a project with outside programs: the servers of its links, and a spam filter.

Only on request, since it takes time and a network. The responses of servers are cached for
some days in the user's cache folder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from publisher import checks
from publisher.checks import rule
from publisher.checks.choice import Choice
from publisher.checks.directives import ignored_by
from publisher.checks.links.answer import Answer
from publisher.checks.links.asking import ask
from publisher.checks.links.cache import Cache
from publisher.checks.links.places import Inquiry, LinkPlace, places_of, questions_of, without_own
from publisher.content.archive.manuscript import Manuscript
from publisher.content.body.source_tree import SourceTree
from publisher.diagnostics import Diagnostic, in_order
from publisher.model import Issue
from publisher.project import caches
from publisher.project.check.source_lines import lines_of
from publisher.project.check.spam_check import judgements
from publisher.project.folder import Project
from publisher.project.issue_lookup import find_manuscripts, skipped_by_name
from publisher.project.reading_shelf import shelf_from
from publisher.project.run_options import RunOptions
from publisher.project.store.database import Store
from publisher.project.store.records import Records
from publisher.project.workshop.editions import Desk, Edition, editions
from publisher.project.workshop.workshop import Parts, Rendering, Work, Workshop
from publisher.report import Report

_ANSWERS = "links.json"


@dataclass(frozen=True, slots=True)
class Linked:
    """The URLs in an issue, and what its comments say about rules."""

    path: str
    places: tuple[LinkPlace, ...]
    directives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """What outside programs found, and by file which rules do not apply."""

    found: tuple[Diagnostic, ...]
    directives: Mapping[str, tuple[str, ...]]


def _linked(_: Desk, made: Edition, __: Rendering) -> tuple[Linked, Parts]:
    path, places = made.issue.source.path, places_of([made.issue])
    return Linked(path, places, _directives(made.issue)), {}


_LINKS = Work("linked", Records(Linked), _linked)


def links_outside(
    project: Project,
    names: Sequence[str],
    current: Path,
    now: datetime,
    run: RunOptions,
) -> Outside:
    """Check the links of the issues with these names; all if none is named. Requests a URL once."""
    with run.store(project) as store:
        workshop, chosen = _chosen(project, names, current, store, run)
        linked = [result.record for result in workshop.results(_LINKS, chosen)]
    options = project.settings.check.links
    most = timedelta(days=options.cache_days)
    cache = Cache.from_bytes(caches.recall(project.folder, _ANSWERS))
    every = (place for issue in linked for place in issue.places)
    places = without_own(every, workshop.shelf.permalinks)  # may not be online yet
    questions = questions_of(places)
    known = cache.fresh(questions, now, most)
    unknown = [question for question in questions if question.url not in known]
    answers: dict[str, Answer] = {}
    try:
        ask(unknown, options, answers, run.progress)
    finally:  # an archive has thousands of links: after an interrupt, continue from here
        kept = cache.with_answers(answers, now, most)
        caches.keep(project.folder, _ANSWERS, kept.to_bytes())
    inquiry = Inquiry(places, {**known, **answers})
    found = rule.run(checks.checks_of("links"), inquiry)
    return Outside(tuple(found), {issue.path: issue.directives for issue in linked})


def spam_outside(
    project: Project,
    names: Sequence[str],
    current: Path,
    now: datetime,
    run: RunOptions,
) -> Outside:
    """Run the spam filter on the emails of the issues with these names; all if none is named."""
    with run.store(project) as store:
        workshop, chosen = _chosen(project, names, current, store, run)
        made = list(editions(project, workshop.shelf, chosen, run))
    found: list[Diagnostic] = []
    for done, judgement in enumerate(judgements(project, made, now), start=1):
        found += rule.run(checks.checks_of("spam"), judgement)
        run.progress(done, len(made), judgement.path)
    directives = {it.issue.source.path: _directives(it.issue) for it in made}
    return Outside(tuple(found), directives)


def with_findings(project: Project, report: Report, outside: Outside) -> Report:
    """Return a report with more findings, as far as settings and issues select them."""
    wanted = Choice(project.settings.check, outside.directives).of(outside.found)
    findings = in_order((*report.findings, *wanted))
    return replace(report, findings=findings, lines=lines_of(project, findings, report.lines))


def _chosen(
    project: Project, names: Sequence[str], current: Path, store: Store, run: RunOptions
) -> tuple[Workshop, Sequence[Manuscript]]:
    shelf = shelf_from(project, store)
    skipped = skipped_by_name(shelf, names, current)
    rest = [name for name in names if name not in skipped]
    chosen = find_manuscripts(shelf, rest, current) if rest or not names else ()
    return Workshop(project, shelf, store, run), chosen


def _directives(issue: Issue) -> tuple[str, ...]:
    return ignored_by(SourceTree(issue.source).tree.comments())
