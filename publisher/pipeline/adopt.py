"""An older feed to the ledger of a project: issues keep the ids that readers know them by."""

from pathlib import Path

from publisher import files
from publisher.errors import UsageError
from publisher.feed.adoption import Adoption, adopt
from publisher.feed.ledger import FILE_NAME as LEDGER
from publisher.feed.ledger import Ledger
from publisher.pipeline.project import Project

SIZE_LIMIT = 50_000_000
"""Octets of an older feed; the largest of real archives had 18 MB."""


def adopt_feed(project: Project, old_feed: Path) -> Adoption:
    """Match the entries of a feed file with the issues, and keep their ids in the ledger.

    Raises UsageError where the file cannot be read or is no feed.
    """
    try:
        if old_feed.stat().st_size > SIZE_LIMIT:
            raise UsageError(f"{old_feed} is too large for a feed")
        data = old_feed.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{old_feed} cannot be read: {error.strerror}",
            "save the feed that the old address serves as a file, and name that",
        ) from error
    ledger_file = project.path(project.settings.feeds_dir / LEDGER)
    ledger = Ledger()
    if ledger_file.is_file():
        shown = project.shown(project.settings.feeds_dir / LEDGER)
        ledger = Ledger.from_bytes(ledger_file.read_bytes(), shown)
        if ledger.diagnostics:
            raise UsageError(str(ledger.diagnostics[0]), ledger.diagnostics[0].hint)
    adoption = adopt(data, project.shelf().archive(), ledger)
    files.write_if_changed(ledger_file, adoption.ledger.to_bytes())
    return adoption
