"""The pages that describe settings and rules are those that the program makes."""

import subprocess
import sys
from pathlib import Path


def test_generated_pages_are_up_to_date(repository: Path) -> None:
    command = [sys.executable, str(repository / "scripts/reference"), "--check"]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(repository)},
    )  # fmt: skip
    assert ran.returncode == 0, f"run make reference: {ran.stdout}{ran.stderr}"
