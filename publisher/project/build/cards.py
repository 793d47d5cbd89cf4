"""Define what a build makes of each issue: a small card, and the parts that are written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publisher.diagnostics import in_order
from publisher.feed.entries.parts import EntryFacts
from publisher.issue_facts import IssueFacts
from publisher.project.build.manifest import EmailFiles, issue_object
from publisher.project.folder import Project
from publisher.project.store.records import Records
from publisher.project.workshop.editions import Desk, Edition
from publisher.project.workshop.entries import ENTRY, STORIES, written_entry
from publisher.project.workshop.workshop import Parts, Rendering, Work

HTML, TEXT, MANIFEST = "html", "text", "manifest"
PARTS = (HTML, TEXT, MANIFEST, ENTRY, STORIES)
"""The parts of an issue: its email, its object in the manifest, and what feeds are made of."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a build needs to know of an issue in order to write feeds and manifest."""

    facts: IssueFacts
    """Its findings include those of the email."""
    entry: EntryFacts
    digests: Mapping[str, str]
    """The SHA-256 digest of each part, in hexadecimal."""


def card_of(desk: Desk, made: Edition, _: Rendering) -> tuple[Card, Parts]:
    """Return the card of an edition, and the parts."""
    issue, email = made.issue, made.email
    issue = replace(issue, diagnostics=in_order((*issue.diagnostics, *email.diagnostics)))
    html, text = email_paths(desk.project, issue.slug)
    files = EmailFiles(desk.project.shown(html), desk.project.shown(text), email.html_bytes)
    entry, _content, entry_parts = written_entry(desk, issue)
    parts = {
        HTML: email.html.encode(),
        TEXT: email.text.encode(),
        MANIFEST: issue_object(issue, files),
        **entry_parts,
    }
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    return Card(issue.facts, entry, digests), parts


CARDS = Work("card", Records(Card), card_of)
"""The cards of a build."""


def email_paths(project: Project, slug: str) -> tuple[Path, Path]:
    """Return the paths of an issue's HTML and text files, as in the settings."""
    folder = project.settings.emails_dir
    return folder / f"{slug}.html", folder / f"{slug}.txt"
