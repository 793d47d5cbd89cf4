"""Keep bytes by kind and name, each valid under one key, in one SQLite file.

A row that is damaged, or whose key is another, is as good as missing. Nothing in the file is
needed: if it cannot be used, a temporary one takes its place.
"""

import contextlib
import hashlib
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

_FORMAT = 1
"""Increased when the table changes. Keys tell what the rows mean."""

_APPLICATION = 0x70_75_62_6C
"""SQLite's ``application_id``: marks the file as one of this program (``publ``)."""

_TABLE = """
CREATE TABLE IF NOT EXISTS rows (
    kind TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (kind, name)
)
"""


class Store:
    """What earlier runs made. One process uses it at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None, note: str = "") -> None:
        self._connection = connection
        self._path = path
        self.note = note
        """Why the rows of earlier runs are not used; '' if they are."""
        self._is_damaged = False

    @classmethod
    def open(cls, path: Path | None) -> Self:
        """Open the store at a path, or a temporary one if that is impossible or there is none.

        A temporary store is on the disk too, but nobody else can open it, and it is gone when
        it is closed.
        """
        if path is None:
            return cls.temporary()
        note = _unusable(path)
        if note:
            return cls.temporary(note)
        try:
            return cls(_connected(path), path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                return cls.temporary("another process is using the cache; working without it")
            return cls.temporary(f"cannot use the cache {path}: {error}")
        except (sqlite3.DatabaseError, OSError):
            return cls._anew(path)

    @classmethod
    def temporary(cls, note: str = "") -> Self:
        """Return an empty store that ends with this process."""
        return cls(_prepared(sqlite3.connect("", isolation_level=None)), None, note)

    @classmethod
    def _anew(cls, path: Path) -> Self:
        """Replace a file that is damaged, or not one of this program."""
        try:
            delete(path)
            return cls(_connected(path), path, f"the cache {path} was damaged; it is made again")
        except (sqlite3.Error, OSError) as error:
            return cls.temporary(f"cannot use the cache {path}: {error}")

    @property
    def is_kept(self) -> bool:
        """Whether the next run will find what this one makes."""
        return self._path is not None

    def get(self, kind: str, name: str, key: str) -> bytes | None:
        """Return the bytes kept under this kind, name and key; None if there are none."""
        row = self._one("SELECT key, digest, data FROM rows WHERE kind=? AND name=?", kind, name)
        if row is None or row[0] != key or _digest(row[2]) != row[1]:
            return None
        return bytes(row[2])

    def rows(self, kind: str) -> Iterator[tuple[str, str, bytes]]:
        """Yield name, key and bytes of every row of a kind."""
        try:
            for name, key, digest, data in self._connection.execute(
                "SELECT name, key, digest, data FROM rows WHERE kind=? ORDER BY name", (kind,)
            ):
                if _digest(data) == digest:
                    yield name, key, data
        except sqlite3.Error as error:
            self._damaged(error)

    def names(self, kind: str) -> set[str]:
        """Return the names of a kind."""
        try:
            found = self._connection.execute("SELECT name FROM rows WHERE kind=?", (kind,))
            return {name for (name,) in found}
        except sqlite3.Error as error:
            self._damaged(error)
            return set()

    def put(self, kind: str, name: str, key: str, data: bytes) -> None:
        """Keep bytes instead of those of the same kind and name; if it fails, nothing is kept."""
        self._do("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)",
                 [(kind, name, key, _digest(data), data)])  # fmt: skip

    def forget(self, kind: str, names: Iterable[str]) -> None:
        """Remove the rows of these names."""
        self._do("DELETE FROM rows WHERE kind=? AND name=?", [(kind, name) for name in names])

    def commit(self) -> None:
        """Keep what was put so far, even if this process is killed."""
        with contextlib.suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def close(self) -> None:
        """Keep what was put, and let other processes use the store. A damaged one is removed."""
        self.commit()
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        if self._is_damaged and self._path is not None:
            with contextlib.suppress(OSError):
                delete(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _one(self, query: str, *values: str) -> tuple[str, bytes, bytes] | None:
        try:
            row: tuple[str, bytes, bytes] | None = self._connection.execute(
                query, values
            ).fetchone()
        except sqlite3.Error as error:
            self._damaged(error)
            return None
        return row

    def _do(self, statement: str, values: list[tuple[str | bytes, ...]]) -> None:
        try:
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
            self._connection.executemany(statement, values)
        except sqlite3.Error as error:
            self._damaged(error)  # the disk is full, say: the rows may be of two runs

    def _damaged(self, error: sqlite3.Error) -> None:
        """Remember to remove the file at the end; what cannot be read is made again."""
        self._is_damaged = True
        self.note = f"the cache could not be used, and is made again by the next run: {error}"


def delete(path: Path) -> int:
    """Delete a store, also what a killed process left beside it; return the bytes freed.

    Raises OSError.
    """
    freed = 0
    for name in (path.name, f"{path.name}-wal", f"{path.name}-journal", f"{path.name}-shm"):
        part = path.with_name(name)
        with contextlib.suppress(FileNotFoundError):
            size = part.lstat().st_size
            part.unlink()
            freed += size
    return freed


def _unusable(path: Path) -> str:
    """Return why no store can be at this path; '' if one can. Makes the folder."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        facts = path.lstat()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"cannot use the cache {path}: {error.strerror or error}"
    return "" if stat.S_ISREG(facts.st_mode) else f"cannot use the cache {path}: it is not a file"


def _connected(path: Path) -> sqlite3.Connection:
    """Open a file for this process alone. Raises sqlite3.Error, also if it is another program's."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("BEGIN IMMEDIATE")  # fails if another process holds it
        _require_ours(connection)
        connection.execute("COMMIT")
        return _prepared(connection)
    except BaseException:
        connection.close()
        raise


def _require_ours(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError for a database of another program or version."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    is_new = (application, version, tables) == (0, 0, 0)
    if not is_new and (application, version) != (_APPLICATION, _FORMAT):
        raise sqlite3.DatabaseError("not a store of this version")


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    # No waiting for the disk: after a loss of power, the digests tell what was lost.
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-4000")
    connection.execute(_TABLE)
    connection.execute(f"PRAGMA application_id={_APPLICATION}")
    connection.execute(f"PRAGMA user_version={_FORMAT}")
    return connection


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
