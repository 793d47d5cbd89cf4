"""Read from a git repository when each file was added."""

import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from publisher.errors import UsageError


def dates_from_git(folder: Path) -> Mapping[str, datetime]:
    """Return when a commit first added each file of the folder, by its path from there.

    That is the commit's author date; a file that was renamed or moved since keeps it. Raises
    UsageError if the folder is in no repository, in one without its history (a shallow
    clone would date every issue the same), or git is not installed.
    """
    facts = _git(folder, "rev-parse", "--is-shallow-repository", "--show-prefix").split("\n")
    if facts[0] == "true":
        raise UsageError(
            "date_from_git is on, but this clone of the repository has no history",
            "run `git fetch --unshallow`; with actions/checkout, set `fetch-depth: 0`",
        )
    log = _git(
        folder, "log", "--reverse", "--diff-filter=AR", "--find-renames", "--name-status", "-z",
        "--format=%x00%aI",
    )  # fmt: skip
    prefix = facts[1]
    return {
        path.removeprefix(prefix): date
        for path, date in _first_dates(log).items()
        if path.startswith(prefix)
    }


def _git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - fixed words
    except FileNotFoundError as error:
        raise UsageError("date_from_git is on, but git is not installed") from error
    except subprocess.CalledProcessError as error:
        raise UsageError(
            f"date_from_git is on, but {folder} is not in a git repository with commits",
            "turn date_from_git off, or commit the issues",
        ) from error
    return done.stdout.decode("utf-8", "surrogateescape")


def _first_dates(log: str) -> Mapping[str, datetime]:
    """With ``-z`` the log is fields between NULs: a date, then a letter and a path or two."""
    dates: dict[str, datetime] = {}
    fields = (field.strip("\n") for field in log.split("\0"))
    current: datetime | None = None
    for field in filter(None, fields):
        if field == "A":
            added = next(fields)
            if current is not None:
                dates.setdefault(added, current)
        elif field.startswith("R"):
            moved, now = next(fields), next(fields)
            if moved in dates:
                dates[now] = dates.pop(moved)
        else:
            current = datetime.fromisoformat(field)
    return dates
