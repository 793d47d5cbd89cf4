"""Keep responses and reports of earlier runs in the user's cache folder.

Not in the project, where any contributor can commit files: a committed cache could say that
all links work and that nothing was found. A project is identified by its path.
"""

import hashlib
import os
from pathlib import Path

from publisher import files
from publisher.errors import FileRefused, OutputError
from publisher.leftovers import remove_leftovers
from publisher.reading import Roots

_LARGEST = 50_000_000
"""Maximum bytes. The links of a large archive need five million."""


def cache_folder(project: Path) -> Path | None:
    """Return the folder for one project's caches; None for a user without a home.

    It is in ``$XDG_CACHE_HOME`` (XDG Base Directory Specification 0.8) or ``~/.cache``.
    """
    digest = hashlib.sha256(os.fsencode(project)).hexdigest()
    home = _cache_home()
    return home / "publisher" / digest[:32] if home else None


def store_path(project: Path) -> Path | None:
    """Return the path of one project's store; None for a user without a home."""
    folder = cache_folder(project)
    return folder / "store.sqlite" if folder else None


def recall(project: Path, name: str) -> bytes:
    """Return the bytes kept under a name; empty if there are none or they cannot be read."""
    folder = cache_folder(project)
    if folder is None:
        return b""
    try:
        return Roots.of(folder).read(folder / name, _LARGEST)
    except (FileRefused, OSError):
        return b""


def keep(project: Path, name: str, data: bytes) -> None:
    """Keep bytes under a name; if that is impossible, the next run takes longer."""
    folder = cache_folder(project)
    if folder is None:
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_leftovers(folder, {name})
        files.write_if_changed(folder / name, data)
    except (OSError, OutputError):
        return


def clear(project: Path) -> int:
    """Delete everything that is kept of a project; return the bytes freed.

    Raises OutputError if a file cannot be deleted. A run that uses it at the moment goes on.
    """
    folder = cache_folder(project)
    freed = 0
    try:
        for path in sorted(folder.iterdir()) if folder else ():
            freed += path.lstat().st_size
            path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return freed
    except OSError as error:
        raise OutputError(f"cannot delete {error.filename}: {error.strerror}") from error
    return freed


def _cache_home() -> Path | None:
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():  # the specification says to ignore a relative path
        return Path(named)
    try:
        return Path.home() / ".cache"
    except RuntimeError:
        return None
