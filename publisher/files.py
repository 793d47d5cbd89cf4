"""Whole-file writes that happen only when bytes changed.

A reader of a file written here sees the old bytes or the new ones, never a part: a kill
leaves a whole file. An unchanged file keeps its modification time, so web servers go on
answering conditional requests with 304.
"""

import os
import tempfile
from pathlib import Path

from publisher.errors import OutputError


def write_if_changed(path: Path, data: bytes, *, durable: bool = False) -> bool:
    """Replace the file's bytes in one step; False when they were the same already.

    ``durable`` waits until the disk has them, so that a loss of power cannot take them. It
    takes milliseconds for each file, and is for what no later run can make again.

    Raises OutputError when the file or its folder cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, durable=durable)
    except OSError as error:
        is_blocked = isinstance(error, FileExistsError | NotADirectoryError)
        raise OutputError(
            f"cannot write {path}: {error.strerror or error}",
            "a file stands where a folder has to be"
            if is_blocked
            else "check the folder's permissions and the space on the disk",
        ) from error
    return True


def _replace(path: Path, data: bytes, *, durable: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(name).chmod(_mode_for(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode_for(path: Path) -> int:
    """The mode of the file that is replaced; of a new one, readable by the web server."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o644
