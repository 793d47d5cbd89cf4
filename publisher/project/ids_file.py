"""Read the ledger of ids, which is kept beside the feeds."""

import hashlib
from pathlib import Path

from publisher.errors import FileRefused, UsageError
from publisher.identity.ledger import FILE_NAME, Ledger
from publisher.project.folder import Project
from publisher.reading import Roots

_LARGEST = 20_000_000
"""Maximum bytes; ten thousand issues need two million."""


def ledger_path(project: Project) -> Path:
    """Return the path of the ledger. Raises OutputError if its folder is a link."""
    return project.output(project.settings.feeds_dir / FILE_NAME)


def read_ledger(project: Project) -> Ledger:
    """Return the ids given so far; an empty ledger if there are none yet.

    Raises UsageError if the file is damaged, FileRefused if it is a link to elsewhere.
    """
    path = ledger_path(project)
    shown = project.shown(project.settings.feeds_dir / FILE_NAME)
    try:
        data = Roots.of(path.parent).read(path, _LARGEST)
    except (FileNotFoundError, NotADirectoryError):  # writing it will report the error
        return Ledger()
    except FileRefused as refused:
        raise FileRefused(shown, refused.reason, refused.refusal) from refused
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror or error}") from error
    return Ledger.from_bytes(data, shown)


def ledger_digest(project: Project) -> str:
    """Return the SHA-256 digest of the ledger's bytes; '' if it cannot be read."""
    path = ledger_path(project)
    try:
        return hashlib.sha256(Roots.of(path.parent).read(path, _LARGEST)).hexdigest()
    except OSError:
        return ""
