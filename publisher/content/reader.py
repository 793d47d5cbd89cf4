"""The content folder to bytes: the only reader of the disk in this room.

It opens the issues, ``issues.toml``, and the headers of images that lie beside the issues;
nothing else, whatever an issue says.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from publisher.content import rules
from publisher.content.image_size import HEAD_OCTETS, image_size
from publisher.content.page import ImageFile
from publisher.diagnostics import Diagnostic, Position
from publisher.errors import UsageError

SIZE_LIMIT = 5_000_000
"""Octets of an issue. The W3C feed validator refuses a whole feed above this."""

SIDECAR = "issues.toml"

_NO_ISSUES = frozenset({"readme", "changelog", "contributing", "license"})
"""What lies in the folders of public repositories beside the issues."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})


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
    """Every file that may be an issue, in the order of their names, with how it is shown.

    Hidden files, those that begin with ``_`` (Hugo's list pages) and a repository's own
    (``README.md``) are no issues. Raises UsageError when the folder is not there.
    """
    if not folder.is_dir():
        raise UsageError(
            f"there is no content folder {shown}",
            "set content_dir in publisher.toml, or start a newsletter with `publisher init`",
        )
    found = {path.relative_to(folder): path for glob in patterns for path in folder.glob(glob)}
    return tuple(
        (path, _shown(PurePosixPath(shown) / name.as_posix()))
        for name, path in sorted(found.items(), key=lambda item: item[0].parts)
        if not path.name.startswith((".", "_")) and path.stem.lower() not in _NO_ISSUES
    )


def _shown(path: PurePosixPath) -> str:
    """The path as text: a name that is no UTF-8 has its octets written out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def read_file(path: Path, shown: str) -> File | Diagnostic:
    """One file of the folder; a Diagnostic where it cannot be read."""
    start = Position()
    try:
        if path.is_dir():
            return rules.UNREADABLE.at(shown, start, "this is a folder, not an issue")
        if path.is_symlink() and not path.exists():
            return rules.UNREADABLE.at(
                shown,
                start,
                "this is a link to a file that is not there",
                "mend or delete the link",
            )
        if not path.is_file():
            return rules.UNREADABLE.at(shown, start, "this is no regular file")
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            return rules.TOO_LARGE.at(
                shown, start, f"the file has {size:,} bytes; an issue has at most {SIZE_LIMIT:,}"
            )
        return File(path, shown, path.read_bytes())
    except OSError as error:
        return rules.UNREADABLE.at(shown, start, f"cannot be read: {error.strerror or error}")


def sidecar_file(folder: Path, shown: str) -> File | Diagnostic | None:
    """The side file of the folder, if there is one; a Diagnostic where it cannot be read."""
    path = folder / SIDECAR
    if not path.exists() and not path.is_symlink():
        return None
    return read_file(path, (PurePosixPath(shown) / SIDECAR).as_posix())


class Pictures:
    """The images beside the issues of one content folder; remembers what it measured."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._known: dict[Path, ImageFile | None] = {}

    def beside(self, issue: Path, reference: str) -> ImageFile | None:
        """The image that a relative address in an issue means; None outside the folder."""
        name = unquote(reference.partition("#")[0].partition("?")[0])
        if not name or "\0" in name or PurePosixPath(name).suffix.lower() not in _PICTURES:
            return None
        path = (
            issue.parent / name.lstrip("/") if not name.startswith("/") else self._root / name[1:]
        )
        if path not in self._known:
            self._known[path] = self._measure(path)
        return self._known[path]

    def _measure(self, path: Path) -> ImageFile | None:
        try:
            real = path.resolve(strict=True)
            if not real.is_relative_to(self._root) or not real.is_file():
                return None
            with real.open("rb") as file:
                width, height = image_size(file.read(HEAD_OCTETS))
        except (OSError, ValueError, RuntimeError):
            return None  # no such image here: the address stays, and nothing is known of it
        return ImageFile(real.relative_to(self._root).as_posix(), width, height)
