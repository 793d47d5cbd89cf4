"""Remove temporary files of processes that were killed while they wrote.

A writer locks its temporary file until the process ends, in whatever way that happens. So a
temporary file without a lock is abandoned.
"""

import contextlib
import fcntl
import os
import re
from collections.abc import Callable, Collection
from pathlib import Path

_TEMPORARY = re.compile(r"\.(?P<name>.+)\.[a-z0-9_]{8}\.new", re.DOTALL)
"""The names that `tempfile.mkstemp` makes of the prefix and the ending below."""

_LONGEST = 60
"""Characters of a file's name in its temporary file's name; file systems allow 255 bytes."""


def prefix_of(name: str) -> str:
    """Return the prefix of the temporary file for a file of this name; it ends in ``.new``."""
    return f".{name[:_LONGEST]}."


def hold(handle: int) -> bool:
    """Lock a new temporary file; return False if it was removed before that.

    In that case it was considered abandoned, and the caller must create another. On a disk
    without locks, no file is ever removed.
    """
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX)  # a process that removes it locks it for an instant
    return os.fstat(handle).st_nlink > 0


def remove_leftovers(folder: Path, names: Collection[str]) -> tuple[Path, ...]:
    """Remove the abandoned temporary files of files with these names; return their paths.

    Never raises: a leftover that cannot be removed does not harm a build.
    """
    ours = {prefix_of(name) for name in names}
    return remove_abandoned(
        folder,
        lambda name: (it := _TEMPORARY.fullmatch(name)) is not None and f".{it['name']}." in ours,
    )


def remove_abandoned(folder: Path, is_ours: Callable[[str], bool]) -> tuple[Path, ...]:
    """Remove the regular files of a folder that ``is_ours`` accepts and no process has locked."""
    try:
        with os.scandir(folder) as entries:
            paths = [
                Path(entry.path)
                for entry in entries
                if is_ours(entry.name) and entry.is_file(follow_symlinks=False)
            ]
    except OSError:
        return ()
    return tuple(path for path in sorted(paths) if _remove(path))


def _remove(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError: it is being written
        path.unlink()
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
