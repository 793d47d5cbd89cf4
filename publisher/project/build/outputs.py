"""Write the files of one build, each only if its bytes changed, and remove what is stale."""

import hashlib
import json
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from publisher import files
from publisher.project.build.pending import Pending, announce, read_pending
from publisher.project.build.stale_outputs import remove_killed, remove_stale, written_before
from publisher.project.folder import Project, relative
from publisher.project.store.database import Store
from publisher.reading import read_regular

_KIND = "output"
"""The kind of the rows that say what was written: under a key, a stamp and a digest."""

_LARGEST = 100_000_000
"""Maximum bytes of a file that is compared with what was written; more are written again."""


class Outputs:
    """The files that one build writes.

    A file is known by a fingerprint of what it is made of. If that is the same as before, and
    the file is still there, it is not even made.
    """

    def __init__(self, project: Project, store: Store) -> None:
        self._project = project
        self._store = store
        self._manifest = project.settings.manifest_file
        self._before = self._named_before()
        self.paths: set[Path] = set()
        self._named: set[Path] = set()
        self.changed: list[str] = []

    def write(
        self, setting: Path, key: str, make: Callable[[], bytes], *, durable: bool = False
    ) -> str:
        """Write a file; return its name. Raises OutputError.

        A ``durable`` one is not in the manifest: nothing can make it again, so it is never stale.
        """
        path, shown = self._noted(setting)
        if not durable:
            self._named.add(path)
        if not self._is_there(path, shown, key):
            data = make()
            digest = hashlib.sha256(data).hexdigest()
            if path not in self._before and not durable:
                announce(self._project, path, digest)
            if files.write_if_changed(path, data, durable=durable):
                self.changed.append(shown)
            self._keep(path, shown, key, digest)
        return shown

    def write_manifest(self, key: str, make: Callable[[], Iterable[bytes]]) -> None:
        """Write the manifest, piece by piece, after everything else. Raises OutputError."""
        path, shown = self._noted(self._manifest)
        if not self._is_there(path, shown, key):
            is_new, digest = files.write_pieces_if_changed(path, make())
            if is_new:
                self.changed.append(shown)
            self._keep(path, shown, key, digest)
        names = sorted(map(str, self._named))
        self._store.put("named", shown, _stamp(path), json.dumps(names).encode())

    def remove_stale(self) -> tuple[str, ...]:
        """Delete files in the output folders that an earlier build wrote and this one did not."""
        project, settings = self._project, self._project.settings
        pending: Pending = read_pending(project)
        ours = (project.path(settings.feeds_dir), project.path(settings.emails_dir))
        manifest = project.path(self._manifest)
        stale = remove_stale(self._before, ours, self.paths, pending)
        known = {*self.paths, *self._before, *pending, manifest}
        removed = (*stale, *remove_killed(known, (*ours, manifest.parent)))
        shown = {project.shown(path) for path in self.paths}
        self._store.forget(_KIND, self._store.names(_KIND) - shown - {project.shown(manifest)})
        return tuple(relative(path, project.folder) for path in removed)

    def _noted(self, setting: Path) -> tuple[Path, str]:
        path = self._project.output(setting)
        self.paths.add(path)
        return path, self._project.shown(setting)

    def _is_there(self, path: Path, shown: str, key: str) -> bool:
        """Whether the file was made of the same before, and nobody changed it since."""
        kept = self._store.get(_KIND, shown, key)
        if kept is None:
            return False
        stamp, digest = json.loads(kept)
        if _stamp(path) == stamp:
            return True
        if _digest(path) != digest:
            return False
        self._keep(path, shown, key, digest)  # a copy or a checkout with the same bytes
        return True

    def _keep(self, path: Path, shown: str, key: str, digest: str) -> None:
        self._store.put(_KIND, shown, key, json.dumps([_stamp(path), digest]).encode())

    def _named_before(self) -> frozenset[Path]:
        """Return the files that the last manifest names."""
        path, shown = self._project.path(self._manifest), self._project.shown(self._manifest)
        kept = self._store.get("named", shown, _stamp(path))
        if kept is None:
            return written_before(path, self._project.folder)
        return frozenset(map(Path, json.loads(kept)))


def all_there(project: Project, store: Store) -> int | None:
    """Return the number of files that the last build wrote; None if one has changed since."""
    count = 0
    for shown, _, kept in store.rows(_KIND):
        if _stamp(project.path(Path(shown))) != json.loads(kept)[0]:
            return None
        count += 1
    return count


def _stamp(path: Path) -> str:
    """Return what changes whenever a file is written or replaced; '' for no regular file."""
    try:
        facts = path.lstat()
    except OSError:
        return ""
    if not stat.S_ISREG(facts.st_mode):
        return ""
    return f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_ino}"


def _digest(path: Path) -> str:
    try:
        if path.is_symlink():
            return ""
        return hashlib.sha256(read_regular(path, _LARGEST)).hexdigest()
    except OSError:
        return ""
