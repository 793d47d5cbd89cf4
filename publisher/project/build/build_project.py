"""Write the emails, feeds and manifest of a project: the main job.

The output depends only on content, templates, settings and the ids already given; ``now`` only
decides whether an issue dated in the future is published yet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from publisher import files
from publisher.content.shelf import Shelf
from publisher.content.archive.manuscript import Manuscript
from publisher.diagnostics import Diagnostic, Position, in_order
from publisher.identity.ledger import FILE_NAME as LEDGER
from publisher.model import Archive, Issue
from publisher.project import project_rules as rules
from publisher.project.workshop.editions import Edition, editions
from publisher.project.workshop.entries import feeds_of
from publisher.project.issue_lookup import find_manuscripts
from publisher.project.build.manifest import EmailFiles, manifest
from publisher.project.build.pending import announce, forget, read_pending
from publisher.project.placeholders import placeholders
from publisher.project.folder import Project, relative
from publisher.project.build.stale_outputs import remove_killed, remove_stale, written_before
from publisher.settings import FILE_NAME

Progress = Callable[[int, int, str], None]
"""Called after each issue with the number done, the total, and the issue's source."""


def silent(_done: int, _total: int, _name: str) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build."""

    archive: Archive[Issue]
    """Includes every finding: of the settings, the content, the emails and the feeds."""
    emails: int
    entries: int
    """Issues that are in the feed."""
    skipped: int
    written: tuple[str, ...]
    """Files whose bytes changed, relative to the project folder."""
    removed: tuple[str, ...]
    unchanged: int

    @property
    def has_errors(self) -> bool:
        """Whether there are errors in the content."""
        return any(found.is_error for found in self.archive.diagnostics)


def build(
    project: Project,
    now: datetime,
    progress: Progress = silent,
    jobs: int = 0,
) -> BuildReport:
    """Build everything; write only what changed. Raises PublisherError if writing fails."""
    shelf = project.shelf()
    rendered = _rendered(project, shelf, shelf.manuscripts, progress, jobs)
    archive = _with_findings(project, shelf, rendered)
    published = archive.published(now)
    feeds = feeds_of(project, archive, published)
    archive = replace(archive, diagnostics=in_order((*archive.diagnostics, *feeds.diagnostics)))
    feeds_dir = project.settings.feeds_dir
    made = list(feeds.documents)
    documents = [(feeds_dir / document.name, document.data) for document in made]
    output = _Output(project)
    output.write_all(lambda: chain(_email_outputs(project, rendered), documents))
    # An id of example.com would be permanent; a damaged ledger may contain ids that were not read.
    if project.settings.site_url and not feeds.ledger.diagnostics:
        archives = {
            entry: number for document in made for entry, number in document.archives.items()
        }
        ledger = feeds.ledger.with_archives(archives)
        output.write(feeds_dir / LEDGER, ledger.to_bytes(), durable=True)
    removed = output.remove_stale()
    names = (project.shown(path) for path, _ in documents)
    emails = {edition.issue.slug: _email_files(project, edition) for edition in rendered}
    output.write(project.settings.manifest_file, manifest(archive, emails, sorted(names)))
    forget(project)
    return BuildReport(
        archive=archive,
        emails=len(rendered),
        entries=len(published),
        skipped=len(shelf.skipped),
        written=tuple(output.changed),
        removed=tuple(relative(path, project.folder) for path in removed),
        unchanged=len(output.paths) - len(output.changed),
    )


def build_emails(
    project: Project,
    names: Sequence[str],
    current: Path,
    progress: Progress = silent,
    jobs: int = 0,
) -> BuildReport:
    """Build the emails of some issues without changing feeds and manifest."""
    shelf = project.shelf()
    chosen = find_manuscripts(shelf, names, current)
    rendered = _rendered(project, shelf, chosen, progress, jobs)
    output = _Output(project)
    output.write_all(lambda: _email_outputs(project, rendered))
    return BuildReport(
        archive=_with_findings(project, replace(shelf, diagnostics=()), rendered),
        emails=len(rendered),
        entries=0,
        skipped=0,
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


def _with_findings(project: Project, shelf: Shelf, rendered: Sequence[Edition]) -> Archive[Issue]:
    """Return the archive with the findings of each issue's email added to the issue."""
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
    """Report missing settings, and an archive without issues."""
    start = Position()
    if not project.settings.site_url:
        yield rules.NO_SITE.at(FILE_NAME, start, "site_url is not set; using example.com")
    if not project.settings.title:
        yield rules.NO_TITLE.at(FILE_NAME, start, "title is not set; using Newsletter")
    yield from placeholders(project.settings)
    if not shelf.manuscripts and not shelf.diagnostics:
        shown = project.shown(project.settings.content_dir)
        yield rules.NO_ISSUES.at(shown, start, "no issues in this folder")


class _Output:
    """The files that one build writes, each only if its bytes changed."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.paths: set[Path] = set()
        self.changed: list[str] = []
        manifest_file = project.path(project.settings.manifest_file)
        self._before = written_before(manifest_file, project.folder)

    def write_all(self, outputs: Callable[[], Iterable[tuple[Path, bytes]]]) -> None:
        """Write files that the manifest names, after recording those that are new.

        The outputs are rendered twice, since those of a large archive do not fit into memory.
        """
        project = self._project
        announced = ((project.output(path), data) for path, data in outputs())
        announce(project, announced, self._before)
        for path, data in outputs():
            self.write(path, data)

    def write(self, setting: Path, data: bytes, *, durable: bool = False) -> str:
        """Write a file, named as in the settings; return its name in the manifest."""
        path = self._project.output(setting)
        shown = self._project.shown(setting)
        self.paths.add(path)
        if files.write_if_changed(path, data, durable=durable):
            self.changed.append(shown)
        return shown

    def remove_stale(self) -> tuple[Path, ...]:
        """Delete files in the output folders that an earlier build wrote and this one did not."""
        project, settings = self._project, self._project.settings
        manifest_file, pending = project.path(settings.manifest_file), read_pending(project)
        ours = (project.path(settings.feeds_dir), project.path(settings.emails_dir))
        stale = remove_stale(self._before, ours, self.paths, pending)
        known = {*self.paths, *self._before, *pending, manifest_file}
        return (*stale, *remove_killed(known, (*ours, manifest_file.parent)))


def _email_paths(project: Project, issue: Issue) -> tuple[Path, Path]:
    folder = project.settings.emails_dir
    return folder / f"{issue.slug}.html", folder / f"{issue.slug}.txt"


def _email_files(project: Project, edition: Edition) -> EmailFiles:
    html, text = _email_paths(project, edition.issue)
    return EmailFiles(project.shown(html), project.shown(text), edition.email.html_bytes)


def _email_outputs(project: Project, rendered: Iterable[Edition]) -> Iterator[tuple[Path, bytes]]:
    for edition in rendered:
        html, text = _email_paths(project, edition.issue)
        yield html, edition.email.html.encode()
        yield text, edition.email.text.encode()
