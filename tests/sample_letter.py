"""The sample newsletter in a folder that a test may write to."""

import shutil
from pathlib import Path


def letter_in(repository: Path, folder: Path) -> Path:
    """A copy of the sample newsletter's settings and issues; the folder it is in."""
    shutil.copy(repository / "publisher.toml", folder)
    shutil.copytree(repository / "issues", folder / "issues")
    return folder
