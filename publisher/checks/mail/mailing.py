"""An email as sent and as shown: the input of the checks M and H.

Made once for all checks of an email. Contains no rule, no header and no recipient.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from publisher import dom
from publisher.checks.rule import SETTINGS
from publisher.diagnostics import Diagnostic, Position, Rule
from publisher.mail.mail_options import MailOptions
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue, Newsletter
from publisher.positions import position_at


class Place(NamedTuple):
    """A file and a position in it."""

    path: str
    position: Position = Position()


@dataclass(frozen=True, slots=True)
class Sources:
    """The other files that an email is made of: theme and settings."""

    templates: Mapping[str, str] = field(default_factory=dict)
    """The theme's templates and stylesheets by path; the newsletter's own first."""
    settings: str = ""
    """The text of ``publisher.toml``."""

    def in_templates(self, pattern: str) -> Place | None:
        """Return the first place in the theme that a regular expression matches."""
        for path, text in self.templates.items():
            if match := re.search(pattern, text, re.IGNORECASE):
                return Place(path, position_at(text, match.start()))
        return None

    def setting(self, *names: str) -> Place:
        """Return the place of the first of these settings; the top of the file if none is set."""
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
    """The mail clients whose missing features are reported."""
    image_bytes: int = 0
    """The total size of the issue's local images, in bytes."""

    @property
    def path(self) -> str:
        """The issue's source file."""
        return self.issue.source.path

    def at(self, rule: Rule, message: str, key: str = "") -> Diagnostic:
        """Return a finding at the value of a metadata key, or at the start of the issue's file."""
        return self.issue.source.finding(rule, message, key)

    def place_of(self, pattern: str) -> Place:
        """Return where a pattern's match comes from: the issue, the theme, or unknown."""
        text = self.issue.source.text
        if match := re.search(pattern, text, re.IGNORECASE):
            return Place(self.path, position_at(text, match.start()))
        return self.place_in_theme(pattern)

    def place_in_theme(self, pattern: str) -> Place:
        """Return a pattern's place in the theme; the top of its first file if it is not found."""
        first = next(iter(self.sources.templates), self.path)
        return self.sources.in_templates(pattern) or Place(first)
