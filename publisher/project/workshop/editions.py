"""Render a manuscript as an issue with its email."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from publisher.content.archive.manuscript import Manuscript
from publisher.content.shelf import Shelf
from publisher.mail.render.issue_email import render
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue
from publisher.project.folder import Project
from publisher.project.run_options import PLAIN, RunOptions
from publisher.project.workshop.processes import Team
from publisher.themes.theme_loader import Theme, load_theme


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue and its email."""

    issue: Issue
    email: RenderedEmail


@dataclass(frozen=True, slots=True)
class Desk:
    """The inputs that all editions of a project share, read once in each process."""

    project: Project
    shelf: Shelf
    theme: Theme


def theme_of(project: Project, name: str = "") -> Theme:
    """Load the theme that the settings or a flag name."""
    options = project.settings
    return load_theme(name or options.theme, project.source(options.templates_dir), project.roots)


def desk_of(project: Project, shelf: Shelf, theme: str = "") -> Desk:
    """Return the desk of a project. Raises PublisherError if the theme is broken."""
    return Desk(project, shelf, theme_of(project, theme))


def edition(desk: Desk, manuscript: Manuscript) -> Edition:
    """Render one issue and its email."""
    return edition_of(desk, desk.shelf.issue(manuscript))


def edition_of(desk: Desk, issue: Issue) -> Edition:
    """Return an issue that was read before, with its email."""
    email = render(issue, desk.shelf.newsletter, desk.project.settings, desk.theme)
    return Edition(issue, email)


def editions(
    project: Project, shelf: Shelf, manuscripts: Sequence[Manuscript], run: RunOptions = PLAIN
) -> Iterator[Edition]:
    """Render each manuscript, in order. Raises PublisherError if the theme is broken."""
    theme_of(project)  # here; it would end another process
    team = Team(partial(desk_of, project, shelf), edition, run.owns_process)
    return team.results(manuscripts, run.jobs)
