"""Describe a content folder, and read one of its files as a manuscript.

A file that was read before is not decoded and parsed again, if the caller can recall what was
read; its bytes are always read, since nothing else says reliably whether they changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from publisher.content import content_rules as rules
from publisher.content.archive.manuscript import Manuscript, manuscript_of
from publisher.content.archive.permalinks import permalink
from publisher.content.content_options import ContentOptions
from publisher.content.head.sidecar import Sidecar
from publisher.content.source.reader import File, read_file
from publisher.diagnostics import Diagnostic, Position
from publisher.model import Newsletter
from publisher.reading import Roots


@dataclass(frozen=True, slots=True)
class Folder:
    """The location of the texts, and the facts about them that need no file to be opened."""

    path: Path
    shown: str
    """Its name in diagnostics."""
    newsletter: Newsletter
    options: ContentOptions
    roots: Roots
    """The folders to which links in this one may point."""
    dates: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    """Dates by path from the folder, for issues without a date of their own."""

    def date_of(self, path: Path) -> datetime | None:
        """Return the date of a file from ``dates``."""
        return self.dates.get(path.relative_to(self.path).as_posix()) if self.dates else None


class Recall(Protocol):
    """Manuscripts that were read before, without their texts.

    A digest covers the file, the sidecar and the date in ``Folder.dates``; settings and the
    program's version also decide what is read, and are the recall's own matter.
    """

    def manuscript(self, path: str, digest: str) -> Manuscript | None:
        """Return what was kept of a file that had this digest; ``path`` is that of diagnostics."""

    def keep(self, path: str, digest: str, manuscript: Manuscript) -> None:
        """Keep a manuscript for later."""

    def has_room_for(self, octets: int) -> bool:
        """Whether the text of a file of this size may stay in memory until it is rendered."""


class NoRecall:
    """A recall that keeps nothing: manuscripts have no texts, and every file is parsed."""

    def manuscript(self, path: str, digest: str) -> None:
        """Return None."""

    def keep(self, path: str, digest: str, manuscript: Manuscript) -> None:
        """Do nothing."""

    def has_room_for(self, _octets: int) -> bool:
        """Return False."""
        return False


def reading(
    path: Path, shown: str, folder: Folder, sidecar: Sidecar, recall: Recall | None = None
) -> Manuscript | Diagnostic:
    """Read one file of a folder; a Diagnostic if it is not text or must not be read.

    With ``recall``, the manuscript has no text, unless there is room for it.
    """
    file = read_file(path, shown, folder.roots)
    if isinstance(file, Diagnostic):
        return file
    if recall is None:
        return _parsed(file, folder, sidecar)
    digest = sha256(file.data)
    digest.update(f"{sidecar.digest}\0{folder.date_of(path)}".encode())
    kept = recall.manuscript(shown, digest.hexdigest())
    if kept is not None:
        return replace(kept, path=path)
    text = _parsed(file, folder, sidecar)
    if isinstance(text, Diagnostic):
        return text
    bare = text.without_text()
    recall.keep(shown, digest.hexdigest(), bare)
    return text if recall.has_room_for(len(file.data)) else bare


def _parsed(file: File, folder: Folder, sidecar: Sidecar) -> Manuscript | Diagnostic:
    text = manuscript_of(file, folder.newsletter, folder.options, sidecar)
    return text if isinstance(text, Diagnostic) else _dated(text, folder)


def _dated(text: Manuscript, folder: Folder) -> Manuscript:
    """Return the manuscript with a date from ``folder``, or a finding that it has none."""
    if text.metadata.date is not None or not text.is_publishable:
        return text
    date = folder.date_of(text.path)
    if date is None:
        finding = rules.DATE_MISSING.at(
            text.source.path, Position(), "this issue has no date, so it is not in the feeds"
        )
        return replace(text, diagnostics=(*text.diagnostics, finding))
    date = date.astimezone(folder.options.zone)  # like every other date
    address = permalink(
        folder.newsletter.site_url, folder.options.permalink, slug=text.slug, title=text.title,
        number=text.metadata.number, date=date, zone=folder.options.zone,
    )  # fmt: skip
    return replace(
        text,
        metadata=replace(text.metadata, date=date),
        permalink=address,
        fingerprint=sha256(f"{text.fingerprint} {date}".encode()).hexdigest(),
    )
