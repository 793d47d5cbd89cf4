"""Replace an author's file atomically, or say why it is not changed.

The new bytes are first written below `.cache/publisher/`, not beside the issues: a file that a
killed run leaves there is not taken for an issue, and the next run replaces it.
"""

import contextlib
import errno
import os
import stat
from pathlib import Path

from publisher import files
from publisher.errors import OutputError

_DRAFT = Path(".cache", "publisher", "fixed.new")
"""The same name for every file: there is one at a time, and none after a run."""


def why_not(path: Path) -> str:
    """Return why a file must not be replaced; '' if it may be."""
    facts = path.lstat()
    if stat.S_ISLNK(facts.st_mode):
        return "it is a link to another file; fix that one"
    if facts.st_nlink > 1:
        return "it has another name (a hard link), which would keep the old text"
    if not facts.st_mode & 0o222 or not os.access(path, os.W_OK):
        return "it is read-only; allow writing first (chmod u+w)"
    return ""


def replace_file(path: Path, before: bytes, after: bytes, home: Path) -> str:
    """Give a file new bytes and keep its mode; return '', or why that was not done.

    ``home`` is the project's folder. A file that does not contain ``before`` any more was changed
    since, and is left. Raises OutputError when it cannot be written.
    """
    try:
        if reason := why_not(path):
            return reason
        if path.read_bytes() != before:
            return "it was changed in the meantime; run the command again"
        _replace(path, after, files.output_path(home, _DRAFT))
    except OSError as error:
        raise OutputError(
            f"cannot write {path}: {error.strerror or error}",
            "check the folder's permissions and the space on the disk",
        ) from error
    return ""


def _replace(path: Path, data: bytes, draft: Path) -> None:
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        _write_and_move(draft, data, path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # Content on another disk than the project: write there, for a short time,
        # under a hidden name that no pattern of issues matches and the next run replaces.
        _write_and_move(path.with_name(f".{path.name[:60]}.fixed"), data, path)


def _write_and_move(draft: Path, data: bytes, path: Path) -> None:
    draft.unlink(missing_ok=True)
    facts = path.stat()
    try:
        with draft.open("xb") as file:
            with contextlib.suppress(PermissionError):
                os.fchown(file.fileno(), facts.st_uid, facts.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(facts.st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
