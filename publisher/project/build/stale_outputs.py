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

_FEEDS = b'  "feeds": ['
_FEED = b'    "'
_EMAILS = (b'      "email_html": ', b'      "email_text": ')
"""How lines of the manifest begin, with the indent of their level; strings contain no line break."""

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
    """Return the files that the last manifest names; empty if it cannot be read.

    The manifest has a line for each value, so it is read line by line: that of a large archive
    has hundreds of megabytes.
    """
    names: list[object] = []
    is_in_feeds = False
    try:
        with Roots.of(manifest_file.parent).opened(manifest_file) as file:
            for line in file:
                if is_in_feeds and line.startswith(_FEED):
                    names.append(json.loads(line.strip().rstrip(b",")))
                elif line.startswith(_EMAILS):
                    names.append(json.loads(line.partition(b": ")[2].strip().rstrip(b",")))
                else:
                    is_in_feeds = line.startswith(_FEEDS)
    except (OSError, ValueError, RecursionError):
        return frozenset()
    texts = (name for name in names if isinstance(name, str))
    return frozenset(Path(os.path.normpath(folder / name)) for name in texts if "\0" not in name)


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
