"""Record what a build is about to write, for the next build if this one is killed.

The manifest names what a build wrote, and is written last. Until then, this record lists the
files that it does not name yet, with a digest of their bytes, so that a file that the user
later saves under such a name is not mistaken for an output.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import MappingProxyType

from publisher import files
from publisher.errors import OutputError
from publisher.project.folder import Project
from publisher.reading import Roots

_LARGEST = 10_000_000
"""Maximum bytes of the record; enough for a hundred thousand files."""

_LARGEST_OUTPUT = 100_000_000

Pending = Mapping[Path, frozenset[str]]
"""Paths, each with the SHA-256 digests of what builds were about to write there."""

NOTHING: Pending = MappingProxyType({})


def pending_file(project: Project) -> Path:
    """Return the path of the record, which is beside the manifest."""
    manifest = project.settings.manifest_file
    return project.output(manifest.with_name(f".{manifest.name}.pending"))


def read_pending(project: Project) -> Pending:
    """Return what builds since the last manifest may have written; empty if damaged."""
    path = pending_file(project)
    try:
        rows = json.loads(Roots.of(path.parent).read(path, _LARGEST))
        digests = {
            files.place_of(project.folder, Path(name)): frozenset(map(str, of_one))
            for name, of_one in rows.items()
            if "\0" not in name
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return NOTHING
    return MappingProxyType(digests)


def announce(
    project: Project, outputs: Iterable[tuple[Path, bytes]], known: AbstractSet[Path]
) -> None:
    """Record the outputs that the manifest does not name. Raises OutputError."""
    before = read_pending(project)
    after = dict(before)
    for path, data in outputs:
        if path not in known:
            after[path] = after.get(path, frozenset()) | {_digest(data)}
    if after != before:
        rows = {str(path): sorted(digests) for path, digests in sorted(after.items())}
        files.write_if_changed(pending_file(project), json.dumps(rows, indent=0).encode())


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
