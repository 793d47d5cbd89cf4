"""Open files for reading: regular ones, of a bounded size, inside folders that are allowed.

A file's real location decides, not its name. A repository can carry symbolic links, so a name
inside the content folder may lead to ``/proc/self/environ``, to a key or to ``.env``. Every
read of what a stranger can commit goes through ``Roots``.
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
"""Not blocking: a FIFO that takes the place of the file after it was looked at opens at once."""


@dataclass(frozen=True, slots=True)
class Roots:
    """The folders in which files may be read, and the files in them that stay private."""

    folders: tuple[str, ...]
    """Real paths, without symbolic links."""
    private: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *folders: Path, private: Iterable[Path] = ()) -> Self:
        """Return the roots of these folders, which are trusted: links that lead to them count."""
        real = dict.fromkeys(os.path.realpath(folder) for folder in folders)
        return cls(tuple(real), frozenset(os.path.realpath(path) for path in private))

    def read(self, path: Path, at_most: int) -> bytes:
        """Return the bytes of a file. Raises as ``opened`` does, and for a file that is larger."""
        with self.opened(path) as file:
            return read_at_most(file, at_most, path)

    @contextmanager
    def opened(self, path: Path) -> Iterator[BinaryIO]:
        """Open a regular file in the roots. Raises FileRefused for another, else OSError.

        A symbolic link may only lead to a file with the same ending that is not hidden:
        ``010.md -> ../.env`` and ``010.md -> ../keys.toml`` stay closed in the project, too.
        """
        with opened_regular(path) as file:
            self._judge(path, _real_path(file, path))
            yield file

    def holds(self, real: str) -> bool:
        """Whether a real path is one of the folders, or lies below one."""
        return any(real == folder or real.startswith(_below(folder)) for folder in self.folders)

    def _judge(self, path: Path, real: str) -> None:
        if not self.holds(real):
            raise FileRefused(path, "this is a link to a target outside the project")
        is_link = real != os.path.abspath(path)  # noqa: PTH100 - pathlib has none that keeps links
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
    _require_regular(path, path.stat())  # opening a device can do things
    handle = os.open(path, _OPEN)
    with os.fdopen(handle, "rb") as file:
        _require_regular(path, os.fstat(handle))
        yield file


def read_regular(path: Path, at_most: int) -> bytes:
    """Return the bytes of a regular file, wherever it is. Raises FileRefused or OSError."""
    with opened_regular(path) as file:
        return read_at_most(file, at_most, path)


def read_at_most(file: BinaryIO, at_most: int, path: Path) -> bytes:
    """Return what is left of a file. Raises FileRefused for more than ``at_most`` bytes."""
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
    """Where an open file really is. On Linux the kernel knows, whatever is renamed meanwhile."""
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
