"""The commits of a repository to dates of files: when each was added."""

import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from publisher.errors import UsageError


def dates_from_git(folder: Path) -> Mapping[str, datetime]:
    """For each file name in the folder, the author date of the commit that added it first.

    Raises UsageError when the folder is in no repository or git is not installed.
    """
    command = [
        "git", "-C", str(folder), "-c", "core.quotePath=false", "log", "--reverse",
        "--diff-filter=AR", "--find-renames", "--name-only", "--format=%x00%aI", "-z", "--", ".",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - fixed words
    except FileNotFoundError as error:
        raise UsageError("date_from_git is on, and git is not installed") from error
    except subprocess.CalledProcessError as error:
        raise UsageError(
            f"date_from_git is on, and {folder} is in no git repository with commits",
            "turn date_from_git off, or commit the issues",
        ) from error
    return _first_dates(done.stdout.decode("utf-8", "surrogateescape"))


def _first_dates(log: str) -> Mapping[str, datetime]:
    """With ``-z`` the log is fields between NULs: dates, and the names that follow each."""
    dates: dict[str, datetime] = {}
    current: datetime | None = None
    for piece in log.split("\0"):
        word = piece.strip("\n")
        if not word:
            continue
        try:
            current = datetime.fromisoformat(word)
        except ValueError:
            if current is not None:
                dates.setdefault(word.rpartition("/")[2], current)
    return dates
