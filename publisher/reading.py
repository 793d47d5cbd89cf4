"""Open files for reading: only regular files of a limited size inside allowed folders.

A file's real location decides, not its name. A repository can contain symbolic links, so a
name inside the content folder may point to ``/proc/self/environ``, to a key or to ``.env``.
Every file that a stranger could commit is read through ``Roots``.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from publisher.errors import FileRefused, Refusal

_OPEN = os.O_RDONLY | os.O_NONBLOCK
"""Non-blocking: if a FIFO replaces the file after it was checked, it opens without waiting."""


@dataclass(frozen=True, slots=True)
class Roots:
    """The folders in which files may be read, and the private files in them."""

    folders: tuple[str, ...]
    """Real paths, without symbolic links."""
    private: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *folders: Path, private: Iterable[Path] = ()) -> Self:
        """Return roots with these trusted folders, after resolving links to them."""
        real = dict.fromkeys(os.path.realpath(folder) for folder in folders)
        return cls(tuple(real), frozenset(os.path.realpath(path) for path in private))

    def read(self, path: Path, at_most: int) -> bytes:
        """Return the bytes of a file. Raises as ``opened`` does, and if the file is larger."""
        with self.opened(path) as file:
            return read_at_most(file, at_most, path)

    @contextmanager
    def opened(self, path: Path) -> Iterator[BinaryIO]:
        """Open a regular file in the roots. Raises FileRefused for any other, or OSError.

        A symbolic link may only point to a file with the same ending that is not hidden:
        ``010.md -> ../.env`` and ``010.md -> ../keys.toml`` are rejected in the project, too.
        """
        with opened_regular(path) as file:
            self._judge(path, _real_path(file, path))
            yield file

    def holds(self, real: str) -> bool:
        """Whether a real path is one of the folders, or is below one."""
        return any(real == folder or real.startswith(_below(folder)) for folder in self.folders)

    def _judge(self, path: Path, real: str) -> None:
        if not self.holds(real):
            raise FileRefused(path, "this is a link to a target outside the project")
        is_link = real != os.path.abspath(path)  # noqa: PTH100 - pathlib cannot keep links
        if real in self.private or (is_link and not self._is_public(path, real)):
            raise FileRefused(path, "this is a link to a hidden, private or different file")

    def _is_public(self, path: Path, real: str) -> bool:
        target = Path(real)
        homes = (folder for folder in self.folders if target.is_relative_to(folder))
        is_seen = any(not _is_hidden(target.relative_to(home)) for home in homes)
        return is_seen and target.suffix.lower() == path.suffix.lower()


@contextmanager
def opened_regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file, wherever it is. Raises FileRefused for a device, a FIFO or a socket."""
    _require_regular(path, path.stat())  # opening a device can have effects
    handle = os.open(path, _OPEN)
    with os.fdopen(handle, "rb") as file:
        _require_regular(path, os.fstat(handle))
        yield file


def read_regular(path: Path, at_most: int) -> bytes:
    """Return the bytes of a regular file, wherever it is. Raises FileRefused or OSError."""
    with opened_regular(path) as file:
        return read_at_most(file, at_most, path)


def read_at_most(file: BinaryIO, at_most: int, path: Path) -> bytes:
    """Return the rest of a file. Raises FileRefused for more than ``at_most`` bytes."""
    size = os.fstat(file.fileno()).st_size
    data = file.read(at_most + 1) if size <= at_most else b""
    if size > at_most or len(data) > at_most:  # a pipe has no size, and a file may grow
        shown = f"{size:,}" if size > at_most else f"more than {at_most:,}"
        reason = f"it has {shown} bytes, and at most {at_most:,} are allowed"
        raise FileRefused(path, reason, Refusal.TOO_LARGE)
    return data


def _require_regular(path: Path, facts: os.stat_result) -> None:
    if stat.S_ISDIR(facts.st_mode):
        raise IsADirectoryError(errno.EISDIR, "this is a folder", str(path))
    if not stat.S_ISREG(facts.st_mode):
        raise FileRefused(path, "this is not a regular file", Refusal.SPECIAL)


def _real_path(file: BinaryIO, path: Path) -> str:
    """Return an open file's real path. On Linux, the kernel knows it even after a rename."""
    try:
        link = Path(f"/proc/self/fd/{file.fileno()}").readlink()
        return str(link).removesuffix(" (deleted)")
    except OSError:
        real = os.path.realpath(path)
        if not os.path.samestat(os.stat(real), os.fstat(file.fileno())):  # noqa: PTH116
            raise FileRefused(path, "it was replaced while it was read") from None
        return real


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _below(folder: str) -> str:
    return folder if folder.endswith(os.sep) else f"{folder}{os.sep}"
