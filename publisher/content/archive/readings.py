"""Read the texts of a content folder, each file independently of the others.

A text is not read again until the caller says that its file changed: reading a thousand files
takes a second, reading the one that was saved takes a millisecond.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from operator import is_
from pathlib import Path
from types import MappingProxyType

from publisher.content import content_rules as rules
from publisher.content.archive.content_folder import Folder, Recall, reading
from publisher.content.archive.manuscript import Manuscript
from publisher.content.content_options import ContentOptions
from publisher.content.head.sidecar import Sidecar, read_sidecar
from publisher.content.source import encoding
from publisher.content.source.reader import SIDECAR, content_paths, sidecar_file
from publisher.diagnostics import Diagnostic
from publisher.model import Newsletter


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts read from a folder's files."""

    folder: Folder
    sidecar: Sidecar
    readings: Mapping[Path, Manuscript | Diagnostic]
    """Readings by file, in the order of their names; a Diagnostic for a file that is not text."""
    unread: int = 0
    """The number of existing files that were not opened yet."""
    recall: Recall | None = None
    """What is known of files from earlier; with it, manuscripts need not have their texts."""

    @property
    def newsletter(self) -> Newsletter:
        """The publication that the texts belong to."""
        return self.folder.newsletter

    @property
    def options(self) -> ContentOptions:
        """The settings for reading them."""
        return self.folder.options

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Findings that belong to no manuscript: files that are not text, and the sidecar's."""
        found = [text for text in self.readings.values() if isinstance(text, Diagnostic)]
        if self.unread:
            return (*self.sidecar.diagnostics, *found)
        texts = [text for text in self.readings.values() if isinstance(text, Manuscript)]
        names = {name for text in texts for name in text.names}
        names |= {path.name for path in self.readings}
        return (*self.sidecar.diagnostics, *found, *self.sidecar.unused(names))

    def again(self, changed: Collection[Path] = (), at_most: int | None = None) -> "Texts":
        """Return the current texts: read the files that changed or were not opened yet.

        A folder in ``changed`` means every file below it. A file without a change in its text
        keeps its reading.

        ``at_most`` limits how many unopened files are read, the last by name first. Raises
        UsageError if the folder no longer exists.
        """
        if self.folder.path / SIDECAR in changed:
            # it may have values for any of them
            return read_texts(self.folder, at_most, self.recall)
        if changed and all(path in self.readings and path.is_file() for path in changed):
            return self._with(changed)
        return self._listed(frozenset(changed), at_most)

    def changed_since(self, before: "Texts") -> frozenset[Path]:
        """Return the files that were read again, added or removed since then."""
        one, other = self.readings, before.readings
        if len(one) == len(other) and all(map(is_, one, other)):  # one was read again, say
            pairs = zip(one, one.values(), other.values(), strict=True)
            return frozenset(path for path, text, was in pairs if text is not was)
        came = {path for path, text in one.items() if other.get(path) is not text}
        return frozenset(came | {path for path in other if path not in one})

    def within(self, folder: Folder) -> "Texts":
        """Return the same texts with a folder whose settings do not change how they are read."""
        return replace(self, folder=folder)

    def _with(self, changed: Collection[Path]) -> "Texts":
        """Return the same files, with the changed ones read again."""
        readings = dict(self.readings)
        for path in changed:
            readings[path] = self._read(path, self._shown(path))
        return replace(self, readings=readings)

    def _read(self, path: Path, shown: str) -> Manuscript | Diagnostic:
        """Read the file again; return the same reading object if nothing in it has changed."""
        before = self.readings.get(path)
        now = reading(path, shown, self.folder, self.sidecar, self.recall)
        return before if before == now and before is not None else now

    def _shown(self, path: Path) -> str:
        text = self.readings[path]
        return text.path if isinstance(text, Diagnostic) else text.source.path

    def _listed(self, changed: frozenset[Path], at_most: int | None) -> "Texts":
        paths = content_paths(self.folder.path, self.folder.shown, self.options.content_patterns)
        below = tuple(f"{path}{os.sep}" for path in changed if path not in self.readings)
        known = {
            path: text
            for path, text in self.readings.items()
            if path not in changed and not str(path).startswith(below)
        }
        unread = [(path, shown) for path, shown in paths if path not in known]
        waiting = [path for path, _ in unread if path not in changed]
        later = set() if at_most is None else set(waiting[: max(0, len(waiting) - at_most)])
        for path, shown in unread:
            if path not in later:
                known[path] = self._read(path, shown)
        readings = {path: known[path] for path, _ in paths if path in known}
        return replace(self, readings=readings, unread=len(later))


def read_texts(folder: Folder, at_most: int | None = None, recall: Recall | None = None) -> Texts:
    """Read a folder's files, or only the last by name. Raises UsageError without a folder.

    With ``recall``, only files that have changed are parsed, and few texts stay in memory.
    """
    nothing: Mapping[Path, Manuscript | Diagnostic] = MappingProxyType({})
    return Texts(folder, _sidecar(folder), nothing, recall=recall).again(at_most=at_most)


def _sidecar(folder: Folder) -> Sidecar:
    file = sidecar_file(folder.path, folder.shown, folder.roots)
    if file is None:
        return read_sidecar("", f"{folder.shown}/{SIDECAR}")
    if isinstance(file, Diagnostic):
        return Sidecar(file.path, diagnostics=(file,))
    try:
        text = encoding.decode(file.data).text
    except encoding.EncodingError as error:
        fault = rules.SIDECAR_MALFORMED.at(file.shown, error.position, f"not a text file: {error}")
        return Sidecar(file.shown, diagnostics=(fault,))
    return replace(read_sidecar(text, file.shown), digest=sha256(file.data).hexdigest())
