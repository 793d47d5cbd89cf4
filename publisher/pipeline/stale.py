"""What an earlier build wrote and this one does not, away. Touches nothing it did not write."""

import json
from pathlib import Path

from publisher.errors import OutputError


def remove_stale(
    manifest_file: Path, folder: Path, outputs: tuple[Path, ...], keep: set[Path]
) -> tuple[Path, ...]:
    """Delete the emails and feeds that the last manifest names and ``keep`` does not.

    Only what is named there, lies below one of the ``outputs`` folders and has the ending
    of an output goes; a manifest that cannot be read removes nothing. Raises OutputError.
    """
    stale = sorted(path for path in _written_before(manifest_file, folder) if path not in keep)
    removed = [
        path
        for path in stale
        if any(path.is_relative_to(output) for output in outputs) and path.is_file()
    ]
    for path in removed:
        _remove(path)
    return tuple(removed)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)  # another build may have been here too
    except OSError as error:
        raise OutputError(
            f"cannot remove {path}: {error.strerror or error}", "check the folder's permissions"
        ) from error


def _written_before(manifest_file: Path, folder: Path) -> set[Path]:
    try:
        content = json.loads(manifest_file.read_bytes())
        emails = [
            issue[kind] for issue in content["issues"] for kind in ("email_html", "email_text")
        ]
        names = [name for name in (*emails, *content["feeds"]) if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    paths = {(folder / name).resolve() for name in names}
    return {path for path in paths if path.suffix in {".html", ".txt", ".xml", ".json", ".css"}}
