"""Compute fingerprints: digests of everything on which a result depends.

Inputs are read and hashed, since their times say little: a checkout sets them all to now, and
a copy may keep them. Only files of the program itself are known by size and time.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from publisher import __version__
from publisher.errors import FileRefused
from publisher.project.folder import Project
from publisher.project.git_dates import dates_from_git
from publisher.reading import Roots
from publisher.settings import FILE_NAME

_READ_WHOLE = 5_000_000
"""Maximum octets of a file whose bytes are hashed; of a larger one, its size and time."""

_INFO = frozenset({".dist-info", ".egg-info"})

_PACKAGE = Path(__file__).resolve().parent.parent.parent

_UNSHAPING = frozenset({"check", "smtp", "outbox_dir", "test_recipients", "editor_url"})
"""Settings that say what to report and where to send, not what an email or a feed contains."""


def fingerprint(*facts: object) -> str:
    """Return the SHA-256 digest of facts, in hexadecimal."""
    digest = hashlib.sha256()
    for fact in facts:
        data = fact if isinstance(fact, bytes) else str(fact).encode(errors="backslashreplace")
        digest.update(b"%d:" % len(data))  # so that no two lists of facts are the same bytes
        digest.update(data)
    return digest.hexdigest()


def of_reading(project: Project) -> str:
    """Return the fingerprint of what reading a file depends on, besides the file itself."""
    return fingerprint(*_program(), _shaping(project))


def of_rendering(project: Project, theme: str = "") -> str:
    """Return the fingerprint of what all issues share: program, libraries, settings and theme."""
    templates = project.source(project.settings.templates_dir)
    files = _digests(_files_below(templates, frozenset(), project.roots), project.roots)
    return fingerprint(*_program(), _shaping(project), theme or project.settings.theme, *files)


def of_project(project: Project, *facts: object) -> str:
    """Return the fingerprint of every input of a project, and of other facts of a run."""
    settings, roots = project.settings, project.roots
    dates: object = ""
    if settings.date_from_git:
        dates = sorted(dates_from_git(project.path(settings.content_dir)).items())
    inputs = _digests(_inputs(project, roots), roots)
    return fingerprint(*_program(), settings.model_dump_json(), dates, *facts, *inputs)


def _shaping(project: Project) -> str:
    return project.settings.model_dump_json(exclude=set(_UNSHAPING))  # secrets are masked


def _program() -> tuple[str, ...]:
    """List what runs: an editable installation changes it without changing the version."""
    return (__version__, sys.version, *_libraries(), *_files())


@cache
def _files() -> tuple[str, ...]:
    return tuple(_listed_files())


def _listed_files() -> Iterator[str]:
    shipped = _PACKAGE.parent / "templates"  # in a checkout; in a wheel they are in the package
    for home in (_PACKAGE, shipped) if shipped.is_dir() else (_PACKAGE,):
        for folder, folders, names in os.walk(home):
            folders[:] = sorted(it for it in folders if it != "__pycache__")
            for name in sorted(names):
                facts = Path(folder, name).stat()
                yield f"{folder}/{name} {facts.st_size} {facts.st_mtime_ns}"


def _libraries() -> list[str]:
    """List each installed distribution and version by the name of its metadata folder."""
    names: set[str] = set()
    for folder in sys.path:
        try:
            names.update(it for it in os.listdir(folder or ".") if Path(it).suffix in _INFO)  # noqa: PTH208 - ten times as fast
        except OSError:
            continue  # a folder that is missing, or a zip file
    return sorted(names)


def _inputs(project: Project, roots: Roots) -> Iterator[Path]:
    """List every file that content and mail read."""
    settings = project.settings
    yield project.folder / FILE_NAME
    made = {
        project.path(it) for it in (settings.feeds_dir, settings.emails_dir, settings.outbox_dir)
    }
    for folder in (settings.content_dir, settings.templates_dir):
        yield from _files_below(project.source(folder), made, roots)


def _files_below(folder: Path, without: AbstractSet[Path], roots: Roots) -> Iterator[Path]:
    """List the files of a folder at any depth, except those in hidden folders and outputs.

    Links to other folders of the roots are followed, each folder once.
    """
    seen: set[str] = set()
    for name, folders, names in os.walk(folder, followlinks=True):
        here, real = Path(name), os.path.realpath(name)
        if real in seen or not roots.holds(real):
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(it for it in folders if it[0] != "." and here / it not in without)
        yield from (here / it for it in sorted(names))


def _digests(paths: Iterable[Path], roots: Roots) -> Iterator[str | bytes]:
    """Yield the name and the content of each file."""
    for path in paths:
        yield str(path)
        yield _content(path, roots)


def _content(path: Path, roots: Roots) -> bytes:
    try:
        facts = path.stat()
        if facts.st_size > _READ_WHOLE:
            return f"{facts.st_size} {facts.st_mtime_ns}".encode()
        return roots.read(path, _READ_WHOLE)
    except FileRefused as refused:
        return f"refused: {refused.reason}".encode()
    except OSError as error:
        return f"unreadable: {error.errno}".encode()
