"""Record what a build is about to write, for the next build if this one is killed.

The manifest names what a build wrote, and is written last. Until then, this record lists the
files that it does not name yet, with a digest of their bytes, so that a file that the user
later saves under such a name is not mistaken for an output.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from publisher import files
from publisher.errors import OutputError
from publisher.project.folder import Project
from publisher.reading import Roots

_LARGEST = 10_000_000
"""Maximum bytes of the record; enough for a hundred thousand files."""

_LARGEST_OUTPUT = 100_000_000

_APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
"""Whole lines, also if two builds write at once; never through a link."""

Pending = Mapping[Path, frozenset[str]]
"""Paths, each with the SHA-256 digests of what builds were about to write there."""

NOTHING: Pending = MappingProxyType({})


def pending_file(project: Project) -> Path:
    """Return the path of the record, which is beside the manifest."""
    manifest = project.settings.manifest_file
    return project.output(manifest.with_name(f".{manifest.name}.pending"))


def read_pending(project: Project) -> Pending:
    """Return what builds since the last manifest may have written; damaged lines are skipped."""
    path = pending_file(project)
    found: dict[Path, frozenset[str]] = {}
    try:
        lines = Roots.of(path.parent).read(path, _LARGEST).splitlines()
    except OSError:
        return NOTHING
    for line in lines:
        # A build that is killed can leave half a line.
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            name, digest = json.loads(line)
            place = files.place_of(project.folder, Path(name.replace("\0", "")))
            found[place] = found.get(place, frozenset()) | {str(digest)}
    return MappingProxyType(found)


def announce(project: Project, path: Path, digest: str) -> None:
    """Record that a file which the manifest does not name is about to be written.

    ``digest`` is the SHA-256 digest of its bytes. Raises OutputError.
    """
    record = pending_file(project)
    line = json.dumps([str(path), digest]) + "\n"
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(record, _APPEND, 0o644)
        with os.fdopen(handle, "ab") as file:
            file.write(line.encode())
    except OSError as error:
        with contextlib.suppress(OSError):
            if record.stat().st_size == 0:  # it was made for this line, on a full disk
                record.unlink()
        raise OutputError(f"cannot write {record}: {error.strerror or error}") from error


def forget(project: Project) -> None:
    """Remove the record, since the manifest now names everything. Raises OutputError."""
    path = pending_file(project)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot remove {path}: {error.strerror or error}") from error


def is_pending(path: Path, pending: Pending) -> bool:
    """Whether a file contains what a build was about to write there."""
    digests = pending.get(path)
    if digests is None:
        return False
    try:
        return _digest(Roots.of(path.parent).read(path, _LARGEST_OUTPUT)) in digests
    except OSError:
        return False


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
