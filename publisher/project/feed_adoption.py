"""Add the ids of an older feed to a project's ledger, so that its issues keep them."""

from pathlib import Path

from publisher import files
from publisher.errors import FileRefused, UsageError
from publisher.identity.adoption import Adoption, adopt
from publisher.project.folder import Project
from publisher.project.ids_file import ledger_path, read_ledger
from publisher.reading import read_at_most

SIZE_LIMIT = 50_000_000
"""Maximum octets of an older feed; the largest in real archives had 18 MB."""


def adopt_feed(project: Project, old_feed: Path) -> Adoption:
    """Match the entries of a feed file with the issues, and keep their ids in the ledger.

    Raises UsageError if the file cannot be read or is not a feed.
    """
    try:
        with old_feed.open("rb") as file:  # named by the user: may be a pipe
            data = read_at_most(file, SIZE_LIMIT, old_feed)
    except FileRefused as refused:
        raise UsageError(f"{old_feed} is too large for a feed") from refused
    except OSError as error:
        raise UsageError(
            f"{old_feed} cannot be read: {error.strerror}",
            "save the feed served at the old URL as a file, and give its path",
        ) from error
    ledger = read_ledger(project)
    if ledger.diagnostics:
        raise UsageError(str(ledger.diagnostics[0]), ledger.diagnostics[0].hint)
    adoption = adopt(data, project.shelf().archive(), ledger)
    files.write_if_changed(ledger_path(project), adoption.ledger.to_bytes(), durable=True)
    return adoption
