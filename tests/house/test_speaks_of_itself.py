"""The project's files name no machine, no registry and nobody else's text."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "a folder of somebody's machine": rb"(?<![\w./])/(?:home|root|Users|work|workspace)/\w",
    "the host of a package registry": (
        rb"\b(?:pypi|pythonhosted|npmjs|yarnpkg|deb\.debian|security\.debian)\.(?:org|com)\b"
    ),
}
QUOTED_LINE = 120  # characters: a line this long is not alike by chance


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = {
        path.relative_to(ROOT).as_posix(): name[0].decode()
        for path in tracked()
        if (name := re.search(FORBIDDEN[what], path.read_bytes()))
    }
    assert found == {}


def test_no_lock_file_records_where_packages_came_from() -> None:
    locks = {"package-lock.json", "yarn.lock", "uv.lock", "poetry.lock", "Pipfile.lock"}
    assert [path for path in tracked() if path.name in locks] == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    assert pins
    assert [
        pin for pin in pins if len(pin) != 2 or not pin[0].replace("-", "_").isidentifier()
    ] == []


def test_no_line_of_the_corpora_is_in_the_project(corpus: Path) -> None:
    others = {
        line.strip()
        for path in corpus.rglob("*.md")
        for line in path.read_bytes().split(b"\n")
        if len(line.strip()) >= QUOTED_LINE
    }
    quoted = {
        path.relative_to(ROOT).as_posix(): line.decode(errors="replace")
        for path in tracked()
        for line in path.read_bytes().split(b"\n")
        if line.strip() in others
    }
    assert quoted == {}
