"""Remove files that an earlier build wrote and this one does not, and files of killed builds.

Removes only files that a build wrote.
"""

import json
import os
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path

from publisher.errors import OutputError
from publisher.leftovers import remove_leftovers
from publisher.project.build.pending import NOTHING, Pending, is_pending
from publisher.reading import Roots

_LARGEST = 100_000_000
"""Maximum bytes of a manifest; six thousand issues need thirty million."""

_SUFFIXES = frozenset({".html", ".txt", ".xml", ".json", ".css"})


def remove_stale(
    before: Iterable[Path],
    outputs: tuple[Path, ...],
    keep: AbstractSet[Path],
    pending: Pending = NOTHING,
) -> tuple[Path, ...]:
    """Delete the emails and feeds in ``before`` or ``pending`` that ``keep`` does not name.

    Deletes a file only if it is below one of the ``outputs`` folders, not through a link, and
    has the suffix of an output; of ``pending``, only what a build wrote. Raises OutputError.
    """
    named = frozenset(before)
    candidates = sorted({*named, *pending} - keep)
    removed = [
        path
        for path in candidates
        if path.suffix in _SUFFIXES
        and _is_inside(path, outputs)
        and (path.is_file() if path in named else is_pending(path, pending))
    ]
    for path in removed:
        _remove(path)
    return tuple(removed)


def remove_killed(paths: Iterable[Path], outputs: tuple[Path, ...]) -> tuple[Path, ...]:
    """Delete the temporary files of builds that were killed while they wrote these paths."""
    names: dict[Path, set[str]] = {}
    for path in paths:
        names.setdefault(path.parent, set()).add(path.name)
    return tuple(
        leftover
        for folder, inside in names.items()
        if _is_inside(folder / "x", outputs)
        for leftover in remove_leftovers(folder, inside)
    )


def written_before(manifest_file: Path, folder: Path) -> frozenset[Path]:
    """Return the files that the last manifest names; empty if it cannot be read."""
    try:
        content = json.loads(Roots.of(manifest_file.parent).read(manifest_file, _LARGEST))
        emails = [
            issue[kind] for issue in content["issues"] for kind in ("email_html", "email_text")
        ]
        names = [name for name in (*emails, *content["feeds"]) if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()
    return frozenset(Path(os.path.normpath(folder / name)) for name in names if "\0" not in name)


def _is_inside(path: Path, outputs: tuple[Path, ...]) -> bool:
    """Whether a path is below one of the folders, also after links are resolved."""
    real = Path(os.path.realpath(path.parent))
    return any(
        path.is_relative_to(output) and real.is_relative_to(os.path.realpath(output))
        for output in outputs
    )


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)  # another build may have removed it already
    except OSError as error:
        raise OutputError(
            f"cannot remove {path}: {error.strerror or error}", "check the folder's permissions"
        ) from error
