"""Write whole files atomically, only if bytes changed, into folders that are not links.

A reader of a file sees the old bytes or the new ones, never a part, even if the process is
killed. An unchanged file keeps its modification time, so web servers can still respond to
conditional requests with 304. A link in place of a file is replaced, never written through.
"""

import filecmp
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from publisher import leftovers
from publisher.errors import FileRefused, OutputError
from publisher.reading import read_regular


def place_of(home: Path, setting: Path) -> Path:
    """Return a setting's path, relative to the project folder ``home``. Follows no links."""
    return Path(os.path.normpath(home / setting.expanduser()))


def repository_of(home: Path, setting: Path) -> Path | None:
    """Return the folder below which links in a setting's path are not trusted.

    That is the project folder, or its common parent with a path such as ``../public``; None
    for an absolute path elsewhere, since only its owner can create links there.
    """
    path = place_of(home, setting)
    if setting.expanduser().is_absolute() and not path.is_relative_to(home):
        return None
    return Path(os.path.commonpath((home, path)))


def output_path(home: Path, setting: Path) -> Path:
    """Return the path of a file to write. Raises OutputError if a folder above it is a link."""
    path, repository = place_of(home, setting), repository_of(home, setting)
    for folder in path.parents:
        if repository is None or folder == repository:
            break
        if folder.is_symlink():
            raise OutputError(
                f"cannot write {path}: {folder} is a link",
                "replace the link with a folder, or set its target folder in publisher.toml",
            )
    return path


def write_if_changed(path: Path, data: bytes, *, durable: bool = False) -> bool:
    """Replace the file's bytes in one step; return False if they were already the same.

    ``durable`` waits until the bytes are on the disk, so that they survive a loss of power.
    It takes milliseconds for each file, and is for files that no later run can recreate.

    Raises OutputError if the file or its folder cannot be written.
    """
    try:
        if _holds(path, data):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, durable=durable)
    except OSError as error:
        raise _failed(path, error) from error
    return True


def _failed(path: Path, error: OSError) -> OutputError:
    is_blocked = isinstance(error, FileExistsError | NotADirectoryError)
    return OutputError(
        f"cannot write {path}: {error.strerror or error}",
        "a file exists where a folder is needed"
        if is_blocked
        else "check the folder's permissions and the free disk space",
    )


def write_pieces_if_changed(path: Path, pieces: Iterable[bytes]) -> tuple[bool, str]:
    """Replace the file's bytes as ``write_if_changed`` does, without having them in memory.

    Returns whether they changed, and their SHA-256 digest in hexadecimal.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = _temporary(path)
        digest = hashlib.sha256()
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                is_new = not _same(path, temporary)
                if is_new:
                    temporary.chmod(_mode_for(path))
                    temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _failed(path, error) from error
    return is_new, digest.hexdigest()


def _same(path: Path, other: Path) -> bool:
    """Whether a regular file has the bytes of another. False for a link, whatever its target."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != other.stat().st_size:
        return False
    return filecmp.cmp(path, other, shallow=False)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file already has these bytes. False for a link, whatever its target."""
    if path.is_symlink():
        return False
    try:
        return path.stat().st_size == len(data) and read_regular(path, len(data)) == data
    except (FileNotFoundError, FileRefused):
        return False


def _replace(path: Path, data: bytes, *, durable: bool) -> None:
    handle, temporary = _temporary(path)
    try:
        with os.fdopen(handle, "wb") as file:  # open, and so locked, until the file is renamed
            file.write(data)
            file.flush()
            if durable:
                os.fsync(handle)
            temporary.chmod(_mode_for(path))
            temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _temporary(path: Path) -> tuple[int, Path]:
    prefix = leftovers.prefix_of(path.name)
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=".new")
        if leftovers.hold(handle):
            return handle, Path(name)
        os.close(handle)


def _mode_for(path: Path) -> int:
    """Return the mode of the file to replace; a new one is readable by the web server."""
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return 0o644
    return facts.st_mode & 0o777 if stat.S_ISREG(facts.st_mode) else 0o644
