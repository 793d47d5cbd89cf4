"""A project to its emails, feeds and manifest, on the disk. The main job.

A pure function of content, templates, settings and the ids already given; ``now`` only
decides whether an issue dated in the future is out yet.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from publisher import feed, files
from publisher.content.archive import Shelf
from publisher.content.manuscript import Manuscript
from publisher.diagnostics import Diagnostic, Position, in_order
from publisher.feed.ledger import Ledger
from publisher.mail.render import render
from publisher.mail.rendered import RenderedEmail
from publisher.mail.theme import Theme, load_theme
from publisher.model import Archive, Issue
from publisher.pipeline import rules
from publisher.pipeline.lookup import find_manuscripts
from publisher.pipeline.manifest import EmailFiles, manifest
from publisher.pipeline.project import Project, relative
from publisher.pipeline.stale import remove_stale
from publisher.settings import FILE_NAME

LEDGER = "ids.json"
"""In the feeds folder, committed with it: the ids that entries have for good."""

Progress = Callable[[int, int, str], None]
"""Told after each issue: how many are done, of how many, and the issue's source."""


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


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue and its email."""

    issue: Issue
    email: RenderedEmail


def build(
    project: Project,
    now: datetime,
    progress: Progress = lambda done, total, name: None,
) -> BuildReport:
    """Build everything; write only what changed. Raises PublisherError on a machine's fault."""
    shelf = project.shelf()
    editions = list(_editions(project, shelf, shelf.manuscripts, progress))
    archive = _with_findings(project, shelf, editions)
    published = archive.published(now)
    ledger_path = project.path(project.settings.feeds_dir) / LEDGER
    feeds = feed.build(archive, published, project.settings, _ledger(ledger_path))
    archive = replace(archive, diagnostics=in_order((*archive.diagnostics, *feeds.diagnostics)))
    email_files = {edition.issue.slug: _email_files(project, edition) for edition in editions}
    folder = project.path(project.settings.feeds_dir)
    outputs: dict[Path, bytes] = {ledger_path: feeds.ledger.to_bytes()}
    outputs |= {folder / document.name: document.data for document in feeds.documents}
    outputs |= dict(_email_outputs(project, editions))
    names = sorted(relative(folder / document.name, project.folder) for document in feeds.documents)
    manifest_path = project.path(project.settings.manifest_file)
    ours = (folder, project.path(project.settings.emails_dir))
    removed = remove_stale(manifest_path, project.folder, ours, set(outputs))
    outputs[manifest_path] = manifest(archive, email_files, names)
    written = [path for path, data in outputs.items() if files.write_if_changed(path, data)]
    return BuildReport(
        archive=archive,
        emails=len(editions),
        entries=len(published),
        held_back=len(shelf.held_back),
        written=tuple(relative(path, project.folder) for path in written),
        removed=tuple(relative(path, project.folder) for path in removed),
        unchanged=len(outputs) - len(written),
    )


def build_emails(
    project: Project,
    names: Sequence[str],
    current: Path,
    progress: Progress = lambda done, total, name: None,
) -> BuildReport:
    """Build the emails of some issues, and leave feeds and manifest as they are."""
    shelf = project.shelf()
    chosen = find_manuscripts(shelf, names, current)
    editions = list(_editions(project, shelf, chosen, progress))
    outputs = dict(_email_outputs(project, editions))
    written = [path for path, data in outputs.items() if files.write_if_changed(path, data)]
    return BuildReport(
        archive=_with_findings(project, replace(shelf, diagnostics=()), editions),
        emails=len(editions),
        entries=0,
        held_back=0,
        written=tuple(relative(path, project.folder) for path in written),
        removed=(),
        unchanged=len(outputs) - len(written),
    )


def theme_of(project: Project, name: str = "") -> Theme:
    """The theme that the settings, or a flag, name."""
    options = project.settings
    return load_theme(name or options.theme, project.path(options.templates_dir))


def _editions(
    project: Project, shelf: Shelf, manuscripts: Sequence[Manuscript], progress: Progress
) -> Iterable[Edition]:
    theme = theme_of(project)
    for done, manuscript in enumerate(manuscripts, start=1):
        issue = shelf.issue(manuscript)
        yield Edition(issue, render(issue, shelf.newsletter, project.settings, theme))
        progress(done, len(manuscripts), manuscript.source.path)


def _with_findings(project: Project, shelf: Shelf, editions: Sequence[Edition]) -> Archive:
    """The archive; each issue also holds what was found in its email."""
    issues = [
        replace(
            edition.issue,
            diagnostics=in_order((*edition.issue.diagnostics, *edition.email.diagnostics)),
        )
        for edition in editions
    ]
    archive = shelf.archive(issues)
    settings = tuple(_settings_findings(project, shelf))
    return replace(archive, diagnostics=in_order((*settings, *archive.diagnostics)))


def _settings_findings(project: Project, shelf: Shelf) -> Iterable[Diagnostic]:
    start = Position()
    if not project.settings.site_url:
        yield rules.NO_SITE.at(FILE_NAME, start, "site_url is not set; example.com stands for it")
    if not project.settings.title:
        yield rules.NO_TITLE.at(FILE_NAME, start, "title is not set; it is called Newsletter")
    if not shelf.manuscripts and not shelf.diagnostics:
        shown = project.shown(project.settings.content_dir)
        yield rules.NO_ISSUES.at(shown, start, "no file in this folder is an issue")


def _ledger(path: Path) -> Ledger:
    return Ledger.from_bytes(path.read_bytes()) if path.is_file() else Ledger()


def _email_paths(project: Project, issue: Issue) -> tuple[Path, Path]:
    folder = project.settings.emails_dir
    return folder / f"{issue.slug}.html", folder / f"{issue.slug}.txt"


def _email_files(project: Project, edition: Edition) -> EmailFiles:
    html, text = _email_paths(project, edition.issue)
    return EmailFiles(project.shown(html), project.shown(text), edition.email.html_bytes)


def _email_outputs(project: Project, editions: Iterable[Edition]) -> Iterable[tuple[Path, bytes]]:
    for edition in editions:
        html, text = _email_paths(project, edition.issue)
        yield project.path(html), edition.email.html.encode()
        yield project.path(text), edition.email.text.encode()
