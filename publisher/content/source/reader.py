"""Read the content folder: the only module of this package that reads files.

It opens the issues, ``issues.toml``, and the headers of images beside the issues;
nothing else, whatever an issue contains, and nothing that ``Roots`` refuses.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from publisher.content import content_rules as rules
from publisher.diagnostics import Diagnostic, Position
from publisher.errors import FileRefused, Refusal, UsageError
from publisher.images.image_size import HEAD_OCTETS, image_size
from publisher.reading import Roots

SIZE_LIMIT = 5_000_000
"""Bytes of an issue. The W3C feed validator rejects a whole feed above this."""

SIDECAR = "issues.toml"

_NO_ISSUES = frozenset({"readme", "changelog", "contributing", "license"})
"""Files that public repositories have beside the issues."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A local image that an issue shows: its path from the content folder and its sizes."""

    path: str
    width: int
    height: int
    octets: int


@dataclass(frozen=True, slots=True)
class File:
    """One file of the content folder, read whole."""

    path: Path
    shown: str
    """Its path as diagnostics name it."""
    data: bytes


def content_paths(
    folder: Path, shown: str, patterns: Iterable[str]
) -> tuple[tuple[Path, str], ...]:
    """Return every file that may be an issue, sorted by name, with the path to show.

    Hidden files, all in hidden folders (``.trash``, ``.obsidian``), files that begin with ``_``
    (Hugo's list pages) and a repository's own (``README.md``) are not issues. Raises UsageError
    if the folder does not exist.
    """
    if not folder.is_dir():
        raise UsageError(
            f"content folder not found: {shown}",
            "set content_dir in publisher.toml, or create a newsletter with `publisher init`",
        )
    found = {path.relative_to(folder): path for glob in patterns for path in folder.glob(glob)}
    above = (PurePosixPath(shown) / "_").as_posix()[:-1]  # adding to a path takes much longer
    return tuple(
        (path, _shown(f"{above}{name.as_posix()}"))
        for name, path in sorted(found.items(), key=lambda item: item[0].parts)
        if not any(part.startswith(".") for part in name.parts)
        and not path.name.startswith("_")
        and path.stem.lower() not in _NO_ISSUES
    )


def _shown(path: str) -> str:
    """Return the path as text: bytes of a name that are not valid UTF-8 are escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


_RULES = {
    Refusal.OUTSIDE: rules.OUTSIDE,
    Refusal.SPECIAL: rules.UNREADABLE,
    Refusal.TOO_LARGE: rules.TOO_LARGE,
}


def refused_at(refused: FileRefused, shown: str, position: Position) -> Diagnostic:
    """Return the finding about a file that must not be read."""
    return _RULES[refused.refusal].at(shown, position, refused.reason)


def read_file(path: Path, shown: str, roots: Roots) -> File | Diagnostic:
    """Read one file of the folder; a Diagnostic if that is impossible or not allowed."""
    start = Position()
    try:
        return File(path, shown, roots.read(path, SIZE_LIMIT))
    except FileRefused as refused:
        return refused_at(refused, shown, start)
    except IsADirectoryError:
        return rules.UNREADABLE.at(shown, start, "this is a folder, not an issue")
    except FileNotFoundError as error:
        if not path.is_symlink():
            return rules.UNREADABLE.at(shown, start, f"cannot be read: {error.strerror}")
        return rules.UNREADABLE.at(
            shown,
            start,
            "this is a symbolic link to a file that does not exist",
            "fix or delete the link",
        )
    except OSError as error:
        return rules.UNREADABLE.at(shown, start, f"cannot be read: {error.strerror or error}")


def sidecar_file(folder: Path, shown: str, roots: Roots) -> File | Diagnostic | None:
    """Read the folder's ``issues.toml``, if it exists; a Diagnostic if it cannot be read."""
    path = folder / SIDECAR
    if not path.exists() and not path.is_symlink():
        return None
    return read_file(path, (PurePosixPath(shown) / SIDECAR).as_posix(), roots)


class Pictures:
    """The images beside the issues of one content folder; caches their sizes."""

    def __init__(self, root: Path, roots: Roots | None = None) -> None:
        self._root = os.path.realpath(root)
        self._roots = roots or Roots.of(root)
        self._known: dict[str, ImageFile | FileRefused | None] = {}

    def beside(self, issue: Path, reference: str) -> ImageFile | None:
        """Return the image that a relative URL in an issue refers to; None outside the folder.

        Raises FileRefused for one in the folder that must not be read.
        """
        name = unquote(reference.partition("#")[0].partition("?")[0])
        if not name or "\0" in name or PurePosixPath(name).suffix.lower() not in _PICTURES:
            return None
        home = self._root if name.startswith("/") else os.path.realpath(issue.parent)
        path = os.path.normpath(os.path.join(home, name.lstrip("/")))  # noqa: PTH118 - keeps links
        if path not in self._known:
            self._known[path] = self._measure(Path(path))
        known = self._known[path]
        if isinstance(known, FileRefused):
            raise known
        return known

    def _measure(self, path: Path) -> ImageFile | FileRefused | None:
        if not path.is_relative_to(self._root):
            return None
        try:
            with self._roots.opened(path) as file:
                width, height = image_size(file.read(HEAD_OCTETS))
                octets = os.fstat(file.fileno()).st_size
        except FileRefused as refused:
            return refused
        except (OSError, ValueError, RuntimeError):
            return None  # not an image that can be read: its URL stays, its size is unknown
        return ImageFile(path.relative_to(self._root).as_posix(), width, height, octets)
