"""The order of the rooms holds, and the tools that hold it notice when it is broken."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

SCRIPTS = Path(sys.executable).parent


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    # -P and the working folder: the package under `folder` is the one that is looked at.
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()",
         "--no-logo", "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_contract_is_kept(repository: Path) -> None:
    checked = lint_imports(repository)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 broken" in checked.stdout


@pytest.mark.parametrize(
    "path,line",
    [
        ("mail/planted.py", "import publisher.feed"),
        ("feed/planted.py", "import premailer"),
        ("content/planted.py", "import publisher.settings"),
        ("content/planted.py", "import httpx"),
        ("checks/planted.py", "import rich"),
        ("senders/planted.py", "import publisher.mail"),
        ("project/planted.py", "def f() -> None:\n    import publisher.cli"),
        ("project/planted.py", "import feedgen"),
        ("project/planted.py", "from publisher.mail.render.issue_email import render"),
        ("project/live/planted.py", "from publisher.feed.publication import build"),
        ("cli/planted.py", "def f() -> None:\n    from publisher.checks.explain import explained"),
        ("cli/planted.py", "import publisher.senders.smtp"),
        ("preview/planted.py", "import publisher.themes"),
        ("preview/views/planted.py", "from publisher.content.shelf import Shelf"),
        ("preview/panels/planted.py", "from publisher.mail.render.clipping import CLIP_BYTES"),
        ("feed/planted.py", "import socket"),
        ("utils.py", ""),
    ],
)
def test_a_planted_breach_is_found(repository: Path, tmp_path: Path, path: str, line: str) -> None:
    shutil.copytree(repository / "publisher", tmp_path / "publisher")
    shutil.copy(repository / "pyproject.toml", tmp_path)
    (tmp_path / "publisher" / path).write_text(line + "\n", encoding="utf-8")
    checked = lint_imports(tmp_path)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert Path(path).stem in checked.stdout


def test_shells_may_import_no_package_that_is_not_named_here(repository: Path) -> None:
    # A new package is hidden from the shells until somebody decides otherwise.
    pyproject = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (
        it for it in pyproject["tool"]["importlinter"]["contracts"] if "Shells" in it["name"]
    )
    packages = {path.parent.name for path in (repository / "publisher").glob("*/__init__.py")}
    shells, open_to_them = {"cli", "preview"}, {"project", "settings", "dom"}
    hidden = {name.removeprefix("publisher.") for name in contract["forbidden_modules"]}
    assert hidden == packages - shells - open_to_them


@pytest.mark.parametrize(
    "snippet",
    [
        "from datetime import datetime\n\nNOW = datetime.now(None)\n",
        "import os\n\nHOME = os.environ['HOME']\n",
        "import random as chance\n\nTOSSED = chance.choice('ab')\n",
        "from email.utils import make_msgid\n\nID = make_msgid()\n",
    ],
)
@pytest.mark.parametrize("room", ["model.py", "content/x.py", "mail/x.py", "feed/x.py"])
def test_no_room_may_ask_for_the_time_the_environment_or_chance(
    repository: Path, room: str, snippet: str
) -> None:
    checked = subprocess.run(
        [SCRIPTS / "ruff", "check", "--select", "TID251", "--no-cache", "--stdin-filename",
         repository / "publisher" / room, "-"],
        input=snippet, cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "TID251" in checked.stdout, checked.stdout + checked.stderr
