"""Report missing settings, and an archive without issues."""

from collections.abc import Iterable

from publisher.content.shelf import Shelf
from publisher.diagnostics import Diagnostic, Position
from publisher.project import project_rules as rules
from publisher.project.folder import Project
from publisher.project.placeholders import placeholders
from publisher.settings import FILE_NAME


def settings_findings(project: Project, shelf: Shelf) -> Iterable[Diagnostic]:
    """Yield what is wrong with the settings and the archive as a whole."""
    start = Position()
    if not project.settings.site_url:
        yield rules.NO_SITE.at(FILE_NAME, start, "site_url is not set; using example.com")
    if not project.settings.title:
        yield rules.NO_TITLE.at(FILE_NAME, start, "title is not set; using Newsletter")
    yield from placeholders(project.settings)
    if not shelf.manuscripts and not shelf.diagnostics:
        shown = project.shown(project.settings.content_dir)
        yield rules.NO_ISSUES.at(shown, start, "no issues in this folder")
