"""An email as those see it who send it and receive it: what the checks of M and H look at.

Made once for all checks of an email. Knows no rule, no header and no recipient.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher import dom
from publisher.diagnostics import Position
from publisher.mail.mail_options import MailOptions
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue, Newsletter
from publisher.positions import position_at

SETTINGS = "publisher.toml"


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and a place in it."""

    path: str
    position: Position = Position()


@dataclass(frozen=True, slots=True)
class Sources:
    """The files beside the issue that an email is made of: theme and settings."""

    templates: Mapping[str, str] = field(default_factory=dict)
    """By path, the theme's templates and stylesheets; the newsletter's own first."""
    settings: str = ""
    """The text of ``publisher.toml``."""

    def in_templates(self, pattern: str) -> Place | None:
        """The first place in the theme that a regular expression matches."""
        for path, text in self.templates.items():
            if match := re.search(pattern, text, re.IGNORECASE):
                return Place(path, position_at(text, match.start()))
        return None

    def setting(self, *names: str) -> Place:
        """Where the first of these settings is set; the top of the file for one that is not."""
        for name in names:
            if match := re.search(rf"^[ \t]*{name}[ \t]*=", self.settings, re.MULTILINE):
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                return Place(SETTINGS, position_at(self.settings, start))
        return Place(SETTINGS)


@dataclass(frozen=True, slots=True, eq=False)
class Mailing:
    """One issue's email, with its tree and its sources."""

    issue: Issue
    email: RenderedEmail
    newsletter: Newsletter
    options: MailOptions
    sources: Sources
    tree: dom.Element
    """The ``html`` element of the email."""
    clients: tuple[str, ...] = ()
    """The mail clients whose lacks are to be reported."""
    image_bytes: int = 0
    """What the local images of the issue weigh together, in octets."""

    @property
    def path(self) -> str:
        """The issue's source file."""
        return self.issue.source.path

    def key(self, name: str) -> Position:
        """Where the value of a metadata key stands; the top of the file for one that is not."""
        return self.issue.source.positions.get(name, Position())

    def place_of(self, pattern: str) -> Place:
        """Where something of the email comes from: the issue, the theme, or nobody knows."""
        text = self.issue.source.text
        if match := re.search(pattern, text, re.IGNORECASE):
            return Place(self.path, position_at(text, match.start()))
        return self.place_in_theme(pattern)

    def place_in_theme(self, pattern: str) -> Place:
        """Where something of the theme stands; the top of its first file where it is not found."""
        first = next(iter(self.sources.templates), self.path)
        return self.sources.in_templates(pattern) or Place(first)
