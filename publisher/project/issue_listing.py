"""List the issues of a project, without rendering a body."""

from dataclasses import dataclass

from publisher.diagnostics import Diagnostic, in_order
from publisher.project.folder import Project
from publisher.project.reading_shelf import kept_shelf


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """One issue as a list shows it."""

    number: int | None
    date: str
    """The day in the newsletter's zone, '' for an undated draft."""
    slug: str
    title: str
    source: str
    url: str
    draft: bool
    problems: int

    def as_json(self) -> dict[str, object]:
        """Return the row's values by name, for ``--format json``."""
        return {
            "number": self.number,
            "date": self.date or None,
            "slug": self.slug,
            "title": self.title,
            "source": self.source,
            "url": self.url,
            "draft": self.draft,
            "problems": self.problems,
        }


@dataclass(frozen=True, slots=True)
class Listing:
    """Every issue, drafts first, then newest first; and the findings."""

    rows: tuple[ListedIssue, ...]
    diagnostics: tuple[Diagnostic, ...]


def listing(project: Project) -> Listing:
    """Return the archive as rows."""
    shelf = kept_shelf(project)
    zone = project.settings.zone
    rows = []
    found = list(shelf.diagnostics)
    for text in reversed(shelf.manuscripts):
        facts = text.metadata
        found += text.diagnostics
        rows.append(
            ListedIssue(
                number=facts.number,
                date=f"{facts.date.astimezone(zone):%Y-%m-%d}" if facts.date else "",
                slug=text.slug,
                title=text.title,
                source=text.source.path,
                url=text.permalink,
                draft=facts.draft or facts.date is None,
                problems=sum(found.severity != "info" for found in text.diagnostics),
            )
        )
    return Listing(tuple(rows), in_order(found))
