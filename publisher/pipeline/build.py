"""A project to its emails, feeds and manifest, on the disk. The main job.

A pure function of content, templates, settings and the ids already given; ``now`` only
decides whether an issue dated in the future is out yet.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from publisher import files
from publisher.content.archive import Shelf
from publisher.content.manuscript import Manuscript
from publisher.diagnostics import Diagnostic, Position, in_order
from publisher.feed.ledger import FILE_NAME as LEDGER
from publisher.feed.ledger import Ledger
from publisher.feed.publication import FeedBuild
from publisher.feed.publication import build as build_feeds
from publisher.model import Archive, Issue
from publisher.pipeline import rules
from publisher.pipeline.editions import Edition, editions
from publisher.pipeline.lookup import find_manuscripts
from publisher.pipeline.manifest import EmailFiles, manifest
from publisher.pipeline.placeholders import placeholders
from publisher.pipeline.project import Project, relative
from publisher.pipeline.stale import remove_stale
from publisher.settings import FILE_NAME

Progress = Callable[[int, int, str], None]
"""Told after each issue: how many are done, of how many, and the issue's source."""


def silent(_done: int, _total: int, _name: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made of a project."""

    archive: Archive
    """With every finding: of the settings, the content, the emails and the feeds."""
    emails: int
    entries: int
    """Issues that are in the feed."""
    held_back: int
    written: tuple[str, ...]
    """Files whose bytes changed, from the project folder."""
    removed: tuple[str, ...]
    unchanged: int

    @property
    def has_errors(self) -> bool:
        """Whether something in the content is wrong."""
        return any(found.is_error for found in self.archive.diagnostics)


def build(
    project: Project,
    now: datetime,
    progress: Progress = silent,
    jobs: int = 0,
) -> BuildReport:
    """Build everything; write only what changed. Raises PublisherError on a machine's fault."""
    shelf = project.shelf()
    rendered = _rendered(project, shelf, shelf.manuscripts, progress, jobs)
    archive = _with_findings(project, shelf, rendered)
    published = archive.published(now)
    feeds = feeds_of(project, archive, published)
    archive = replace(archive, diagnostics=in_order((*archive.diagnostics, *feeds.diagnostics)))
    output = _Output(project)
    for path, data in _email_outputs(project, rendered):
        output.write(path, data)
    feeds_dir = project.settings.feeds_dir
    names: list[str] = []
    archives: dict[str, int] = {}
    for document in feeds.documents:
        names.append(output.write(feeds_dir / document.name, document.data))
        archives |= document.archives
    # An id of example.com would stay for ever; a damaged ledger may hold ids that were not read.
    if project.settings.site_url and not feeds.ledger.diagnostics:
        output.write(feeds_dir / LEDGER, feeds.ledger.with_archives(archives).to_bytes())
    removed = output.remove_stale()
    emails = {edition.issue.slug: _email_files(project, edition) for edition in rendered}
    output.write(project.settings.manifest_file, manifest(archive, emails, sorted(names)))
    return BuildReport(
        archive=archive,
        emails=len(rendered),
        entries=len(published),
        held_back=len(shelf.held_back),
        written=tuple(output.changed),
        removed=tuple(relative(path, project.folder) for path in removed),
        unchanged=len(output.paths) - len(output.changed),
    )


def feeds_of(project: Project, archive: Archive, published: Sequence[Issue]) -> FeedBuild:
    """The feeds of the issues that are out, with the ids that the ledger has for them."""
    settings = project.settings
    path = project.path(settings.feeds_dir) / LEDGER
    shown = project.shown(settings.feeds_dir / LEDGER)
    known = Ledger.from_bytes(path.read_bytes(), shown) if path.is_file() else Ledger()
    return build_feeds(archive, published, settings, known)


def build_emails(
    project: Project,
    names: Sequence[str],
    current: Path,
    progress: Progress = silent,
    jobs: int = 0,
) -> BuildReport:
    """Build the emails of some issues, and leave feeds and manifest as they are."""
    shelf = project.shelf()
    chosen = find_manuscripts(shelf, names, current)
    rendered = _rendered(project, shelf, chosen, progress, jobs)
    output = _Output(project)
    for path, data in _email_outputs(project, rendered):
        output.write(path, data)
    return BuildReport(
        archive=_with_findings(project, replace(shelf, diagnostics=()), rendered),
        emails=len(rendered),
        entries=0,
        held_back=0,
        written=tuple(output.changed),
        removed=(),
        unchanged=len(output.paths) - len(output.changed),
    )


def _rendered(
    project: Project, shelf: Shelf, chosen: Sequence[Manuscript], progress: Progress, jobs: int
) -> list[Edition]:
    rendered = []
    for edition in editions(project, shelf, chosen, jobs):
        rendered.append(edition)
        progress(len(rendered), len(chosen), edition.issue.source.path)
    return rendered


def _with_findings(project: Project, shelf: Shelf, rendered: Sequence[Edition]) -> Archive:
    """The archive; each issue also holds what was found in its email."""
    issues = [
        replace(
            edition.issue,
            diagnostics=in_order((*edition.issue.diagnostics, *edition.email.diagnostics)),
        )
        for edition in rendered
    ]
    archive = shelf.archive(issues)
    settings = tuple(settings_findings(project, shelf))
    return replace(archive, diagnostics=in_order((*settings, *archive.diagnostics)))


def settings_findings(project: Project, shelf: Shelf) -> Iterable[Diagnostic]:
    """What is missing in the settings, and an archive without a single issue."""
    start = Position()
    if not project.settings.site_url:
        yield rules.NO_SITE.at(FILE_NAME, start, "site_url is not set; example.com stands for it")
    if not project.settings.title:
        yield rules.NO_TITLE.at(FILE_NAME, start, "title is not set; it is called Newsletter")
    yield from placeholders(project.settings)
    if not shelf.manuscripts and not shelf.diagnostics:
        shown = project.shown(project.settings.content_dir)
        yield rules.NO_ISSUES.at(shown, start, "no file in this folder is an issue")


class _Output:
    """What one build writes: each file only where its bytes changed."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.paths: set[Path] = set()
        self.changed: list[str] = []

    def write(self, setting: Path, data: bytes) -> str:
        """Write a file named as the settings name it; how the manifest names it."""
        path = self._project.path(setting)
        shown = self._project.shown(setting)
        self.paths.add(path)
        if files.write_if_changed(path, data):
            self.changed.append(shown)
        return shown

    def remove_stale(self) -> tuple[Path, ...]:
        """Delete what an earlier build wrote into the output folders and this one did not."""
        project, settings = self._project, self._project.settings
        ours = (project.path(settings.feeds_dir), project.path(settings.emails_dir))
        manifest_file = project.path(settings.manifest_file)
        return remove_stale(manifest_file, project.folder, ours, self.paths)


def _email_paths(project: Project, issue: Issue) -> tuple[Path, Path]:
    folder = project.settings.emails_dir
    return folder / f"{issue.slug}.html", folder / f"{issue.slug}.txt"


def _email_files(project: Project, edition: Edition) -> EmailFiles:
    html, text = _email_paths(project, edition.issue)
    return EmailFiles(project.shown(html), project.shown(text), edition.email.html_bytes)


def _email_outputs(project: Project, rendered: Iterable[Edition]) -> Iterable[tuple[Path, bytes]]:
    for edition in rendered:
        html, text = _email_paths(project, edition.issue)
        yield html, edition.email.html.encode()
        yield text, edition.email.text.encode()
