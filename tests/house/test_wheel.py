"""What is installed from the wheel, outside this repository, can publish a newsletter."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REQUIRE_ALL, MakeProject

OFFLINE = ("Connection", "connection", "Temporary failure", "Network is unreachable", "timed out")
ISSUE = "---\ntitle: One\nnumber: 1\ndate: 2026-01-01\n---\n## News\n\n**First.** Hello.\n"


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made of the sdist, as a user would get it."""
    folder = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, repository],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `publisher` command of an environment that holds nothing but the wheel's needs."""
    venv = tmp_path_factory.mktemp("empty") / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = subprocess.run(
        [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--constraint",
         repository / "constraints.txt", wheel],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if pip.returncode and not REQUIRE_ALL and any(word in pip.stderr for word in OFFLINE):
        pytest.skip("the dependencies cannot be fetched from here")
    assert pip.returncode == 0, pip.stderr
    return venv / "bin" / "publisher"


@pytest.mark.xdist_group("wheel")
def test_the_wheel_carries_themes_and_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "publisher/py.typed" in names
    for template in ("default/issue.html.j2", "default/styles.css", "plain/styles.css"):
        assert f"publisher/_templates/email/{template}" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"publisher"}


@pytest.mark.xdist_group("wheel")
def test_every_file_of_the_package_is_in_the_wheel(wheel: Path, repository: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "publisher"],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    assert set(filter(None, listed.stdout.split("\0"))) <= set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_an_installed_wheel_builds_a_newsletter(installed: Path, project: MakeProject) -> None:
    folder = project({"issues/001.md": ISSUE})
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"}
    built = subprocess.run(
        [installed, "build"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert len(list((folder / "build" / "emails").glob("*.html"))) == 1
    assert len(list((folder / "build" / "emails").glob("*.txt"))) == 1
    for feed in ("feed.xml", "atom.xml", "feed.json"):
        assert "First." in (folder / "feeds" / feed).read_text(encoding="utf-8")
