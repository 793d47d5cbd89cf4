"""Hold what all pages of one running preview share, and what one visit requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.requests import Request

from publisher.diagnostics import Diagnostic
from publisher.errors import UsageError
from publisher.preview.panels.color_scheme import Scheme
from publisher.preview.panels.frame import Framing
from publisher.preview.panels.source_marks import wanted_marks
from publisher.preview.server.guard import Door
from publisher.preview.server.hub import Hub
from publisher.project.live.live_project import Live
from publisher.project.live.present import Present, Sight
from publisher.project.workshop.editions import Edition
from publisher.project.workshop.theme_names import theme_names

WIDTHS = ("320", "375", "600", "full")
"""CSS pixels of an old phone, a phone, a desktop client's column; and the full width."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What all pages of one running preview share."""

    live: Live
    door: Door
    hub: Hub
    clock: Callable[[], datetime]
    drafts: bool = False
    """Whether the feeds page also shows drafts and future issues."""

    @property
    def present(self) -> Present:
        """The project as it is now."""
        return self.live.present

    def themes(self) -> tuple[str, ...]:
        """The shipped themes and the newsletter's own."""
        return theme_names(self.present.project)

    def editor_url(self, finding: Diagnostic) -> str:
        """Return the link that opens the author's editor at a finding."""
        return self.editor_url_at(finding.path, finding.position.line, finding.position.column)

    def editor_url_at(self, path: str, line: int = 1, column: int = 1) -> str:
        """Return the link that opens a file in the author's editor; named as in diagnostics."""
        whole = quote((self.present.project.folder / path).as_posix())
        form = self.present.project.settings.editor_url
        return (
            form.replace("{path}", whole)
            .replace("{line}", str(line))
            .replace("{column}", str(column))
        )


def studio_of(request: Request) -> Studio:
    """Return what all pages share."""
    studio: Studio = request.app.state.studio
    return studio


@dataclass(frozen=True, slots=True)
class DisplayChoice:
    """The author's display options for an issue, from the query of a URL."""

    theme: str = ""
    scheme: Scheme = Scheme.LIGHT
    width: str = "full"
    images: bool = True

    @classmethod
    def of(cls, asked: Mapping[str, str], themes: tuple[str, ...]) -> "DisplayChoice":
        """Return the choice in a query; ignore unknown values."""
        theme, scheme, width = asked.get("theme"), asked.get("scheme"), asked.get("width")
        return cls(
            theme=theme if theme in themes else "",
            scheme=Scheme(scheme) if scheme in set(Scheme) else Scheme.LIGHT,
            width=width if width in WIDTHS else "full",
            images=asked.get("images") != "off",
        )

    @property
    def query(self) -> str:
        """The choice as a query with its question mark; '' for the defaults."""
        chosen = {
            "theme": self.theme,
            "scheme": "" if self.scheme is Scheme.LIGHT else self.scheme.value,
            "width": "" if self.width == "full" else self.width,
            "images": "" if self.images else "off",
        }
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{query}" if query else ""


@dataclass(frozen=True)
class Visit:
    """A request for one issue."""

    request: Request
    studio: Studio
    key: str

    @classmethod
    def of(cls, request: Request) -> "Visit":
        """Return the visit of the issue whose key is in the URL's path."""
        return cls(request, studio_of(request), request.path_params["key"])

    @cached_property
    def choice(self) -> DisplayChoice:
        """The display options."""
        return DisplayChoice.of(self.request.query_params, self.studio.themes())

    @cached_property
    def is_there(self) -> bool:
        """Whether the file exists."""
        return self.studio.live.has(self.key)

    @property
    def has_edition(self) -> bool:
        """Whether the file exists and there is an edition of it to show."""
        return self.is_there and self.sight.edition is not None

    @cached_property
    def sight(self) -> Sight:
        """What to show of the file."""
        return self.studio.live.sight(self.key, self.choice.theme)

    @property
    def edition(self) -> Edition:
        """The edition to show. Raises UsageError if there never was one."""
        if self.sight.edition is None:
            raise UsageError(f"{self.key} cannot be shown yet")
        return self.sight.edition

    @property
    def quoted_key(self) -> str:
        """The key as a part of a URL."""
        return quote(self.key)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings in the issue and in its email."""
        studio = self.studio
        return studio.live.findings(self.key, self.choice.theme, studio.clock())

    def framing(self) -> Framing:
        """The framing of its HTML."""
        issue = self.edition.issue
        images = {
            image.src: f"/images/{quote(image.file)}?{urlencode({'of': self.key})}"
            for image in issue.images
            if image.file
        }
        return Framing(
            self.choice.scheme, self.choice.images, images, wanted_marks(issue, self.findings)
        )

    @property
    def local_images(self) -> frozenset[Path]:
        """Return the files that the issue shows as images."""
        folder = self.studio.present.folder
        return frozenset(folder / it.file for it in self.edition.issue.images if it.file)
