"""Keep a project in memory: read once, updated file by file, rendered on request.

For the preview, which keeps running: reports changes, and the last good state after an error.
"""

import gc
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from publisher.content.archive.content_folder import Folder
from publisher.content.archive.manuscript import Manuscript
from publisher.content.archive.readings import read_texts
from publisher.content.body.issue import ReadIssue
from publisher.content.content_options import ContentOptions
from publisher.content.shelf import reshelve, shelve
from publisher.content.source.reader import Pictures
from publisher.diagnostics import Diagnostic
from publisher.errors import PublisherError
from publisher.model import Issue
from publisher.project.check.inspection import findings_of
from publisher.project.folder import Project
from publisher.project.live.present import OF_SETTINGS, Change, Present, Sight, diagnostic_of
from publisher.project.live.recent import Recent
from publisher.project.live.watched import Watched, linked, settings_files, watched
from publisher.project.workshop.editions import Desk, Edition, edition_of, theme_of
from publisher.themes.theme_loader import Theme

FIRST = 40
"""Files to read before the first page: as many as fit on a screen; takes 0.05 s."""

_KEPT = 64
"""Editions to cache: as many as a feed has, and those that an author switches between."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})


class Live:
    """The present state of a project. Safe to use from several threads."""

    def __init__(self, open_project: Callable[[], Project]) -> None:
        """Read the settings and the newest files. Raises PublisherError if that fails."""
        self._open = open_project
        self._changing = Lock()
        self._rendering = Lock()  # the Markdown renderer is not thread-safe
        self._issues: Recent[ReadIssue] = Recent(_KEPT)
        self._editions: Recent[Edition] = Recent(_KEPT)
        self._findings: Recent[tuple[Diagnostic, ...]] = Recent(_KEPT)
        self._themes: dict[str, Theme] = {}
        self._newest = open_project()
        self.present = _read(self._newest, FIRST)
        self._links: Mapping[Path, tuple[Path, ...]] = {}
        self._note_links(self.present.texts.readings)

    # --- reading -------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Whether there is a file with this key."""
        return self.present.folder / key in self.present.texts.readings

    def issue(self, text: Manuscript) -> Issue:
        """Return a manuscript of the shelf as an issue."""
        return self._read(text).issue

    def _read(self, text: Manuscript) -> ReadIssue:
        shelf = self.present.shelf
        made_from = (text, shelf.directory, shelf.pictures, shelf.options)
        with self._rendering:
            return self._issues.of(
                text.path, made_from, lambda: shelf.read(text, shelf.lookups(text))
            )

    def sight(self, key: str, theme: str = "") -> Sight:
        """Return what to show for a file, in the theme of the settings or in another."""
        present = self.present
        path = present.folder / key
        name = theme or present.project.settings.theme
        text = _on_shelf(present, path)
        if text is None:
            return Sight(self._editions.last((path, name)), self._obstacles(path))
        try:
            return Sight(self._edition(present, text, name))
        except PublisherError as fault:
            return Sight(self._editions.last((path, name)), (diagnostic_of(fault, present),))

    def findings(self, key: str, theme: str, now: datetime) -> tuple[Diagnostic, ...]:
        """Return what `publisher check` reports for the shown edition; ``now`` is aware."""
        present, sight = self.present, self.sight(key, theme)
        made = sight.edition
        if made is None:
            return sight.obstacles
        name = theme or present.project.settings.theme
        settings, shelf = present.project.settings, present.shelf

        read = self._issues.last(present.folder / key)
        source = read.source if read is not None and read.issue is made.issue else None

        def make() -> tuple[Diagnostic, ...]:
            return findings_of(self._desk(present, name), made, now, source)

        try:
            with self._rendering:
                made_from = (made, settings, shelf.directory)
                found = self._findings.of((present.folder / key, name), made_from, make)
        except PublisherError:  # the theme is broken now: the shown edition is older
            found = made.issue.diagnostics
        return (*sight.obstacles, *found)

    def desk(self, theme: str = "") -> Desk:
        """Return what editions are made with now. Raises PublisherError if the theme is broken."""
        present = self.present
        name = theme or present.project.settings.theme
        return self._desk(present, name)

    def _desk(self, present: Present, name: str) -> Desk:
        return Desk(present.project, present.shelf, self._theme(present, name))

    def _edition(self, present: Present, text: Manuscript, name: str) -> Edition:
        issue = self.issue(text)
        desk = self._desk(present, name)
        made_from = (issue, desk.theme, present.project.settings)
        with self._rendering:
            return self._editions.of((text.path, name), made_from, lambda: edition_of(desk, issue))

    def _theme(self, present: Present, name: str) -> Theme:
        theme = self._themes.get(name)
        if theme is None:
            theme = self._themes[name] = theme_of(present.project, name)
        return theme

    def _obstacles(self, path: Path) -> tuple[Diagnostic, ...]:
        present = self.present
        reading = present.texts.readings.get(path)
        if isinstance(reading, Diagnostic):
            return (reading,)
        held = next((it for it in present.shelf.skipped if it.path == path), None)
        return tuple(found for found in held.diagnostics if found.is_error) if held else ()

    # --- updating ------------------------------------------------------------------------

    @property
    def watched(self) -> Watched:
        """Return what to watch now: folders, and the links that point out of them."""
        return watched(self._newest, self._links)

    def read_on(self, at_most: int) -> bool:
        """Read more files that were not opened yet; return whether some are left."""
        with self._changing:
            present = self.present
            try:
                texts = present.texts.again(at_most=at_most)
            except (PublisherError, OSError) as fault:  # read again when the folder is back
                self.present = replace(present, fault=diagnostic_of(fault, present))
                return False
            self._note_links(texts.readings)
            self.present = replace(
                present, texts=texts, shelf=reshelve(present.shelf, present.texts, texts)
            )
        if not texts.unread:
            gc.freeze()  # collecting six thousand issues would take 100 ms
        return texts.unread > 0

    def refresh(self, paths: Collection[Path]) -> Change:
        """Update the state after these files and folders were written, moved or deleted."""
        with self._changing:
            project = self._newest
            found = {name for path in paths for name in self._links.get(path, (path,))}
            places = watched(project, {})
            if found & places.settings:
                return self._reload(anew=bool(found & places.content))
            if found & places.content:
                return self._reload(anew=True)
            templates = Path(os.path.realpath(project.path(project.settings.templates_dir)))
            has_theme = any(
                path in places.themes or path.is_relative_to(templates) for path in found
            )
            if has_theme:
                self._themes.clear()
            inside = [path for path in found if path.is_relative_to(self.present.folder)]
            change = self._reread(inside) if inside else Change()
            return replace(change, is_everywhere=change.is_everywhere or has_theme)

    def _reread(self, paths: Collection[Path]) -> Change:
        present = self.present
        try:
            # while the first reading is not done, others wait for it
            texts = present.texts.again(paths, at_most=0 if present.texts.unread else None)
        except (PublisherError, OSError) as fault:
            self.present = replace(present, fault=diagnostic_of(fault, present))
            return Change(is_everywhere=True)
        self._note_links(paths)
        shelf = reshelve(present.shelf, present.texts, texts)
        if any(
            path.suffix.lower() in _PICTURES
            or (path not in present.texts.readings and not path.is_file())
            for path in paths
        ):  # an image, or a folder of images
            shelf = replace(shelf, pictures=Pictures(present.folder, texts.folder.roots))
        before = present.fault
        is_old = self._newest is not present.project  # the newest settings cannot be read yet
        stays = before if before and (is_old or before.code == OF_SETTINGS) else None
        self.present = replace(present, texts=texts, shelf=shelf, fault=stays)
        changed = texts.changed_since(present.texts)
        everywhere = (
            stays != before
            or shelf.directory is not present.shelf.directory
            or shelf.pictures is not present.shelf.pictures
        )
        return Change(frozenset(map(present.key_of, changed)), everywhere)

    def _reload(self, *, anew: bool) -> Change:
        """Read the settings; also every text, if they change how files are read or if ``anew``."""
        present = self.present
        try:
            project = self._newest = self._open()
            folder = project.content()
            if not anew and _is_read_alike(folder, present.texts.folder):
                shelf = replace(present.shelf, folder=folder)
                self.present = Present(project, present.texts.within(folder), shelf)
            else:
                self.present = _read(project, None)
                self._links = {}
                self._note_links(self.present.texts.readings)
        except (PublisherError, OSError) as fault:
            self.present = replace(self.present, fault=diagnostic_of(fault, self.present))
        self._themes.clear()
        return Change(is_everywhere=True)

    def _note_links(self, paths: Iterable[Path]) -> None:
        """Remember which of these files are links, and what they point to."""
        links = linked((*paths, *settings_files(self._newest)))
        if links or self._links:
            kept = {
                real: left
                for real, names in self._links.items()
                if (left := tuple(it for it in names if it not in paths and it.is_symlink()))
            }
            for real, names in links.items():
                kept[real] = tuple(dict.fromkeys((*kept.get(real, ()), *names)))
            self._links = kept


def _on_shelf(present: Present, path: Path) -> Manuscript | None:
    """Return the manuscript of a file if it can be published."""
    reading = present.texts.readings.get(path)
    manuscripts = present.shelf.manuscripts
    if any(text is reading for text in manuscripts):  # fast, and true for nearly all
        return reading if isinstance(reading, Manuscript) else None
    return next((text for text in manuscripts if text.path == path), None)


def _read(project: Project, at_most: int | None) -> Present:
    texts = read_texts(project.content(), at_most)
    return Present(project, texts, shelve(texts, Pictures(texts.folder.path, texts.folder.roots)))


def _is_read_alike(one: Folder, other: Folder) -> bool:
    """Whether files are read alike with both settings; other options affect only rendering."""
    return (
        (one.path, one.shown, one.roots, one.dates)
        == (other.path, other.shown, other.roots, other.dates)
        and one.newsletter.site_url == other.newsletter.site_url
        and all(
            getattr(one.options, name) == getattr(other.options, name)
            for name in ContentOptions.model_fields
        )
    )
