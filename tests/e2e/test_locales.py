"""The same files give the same bytes in every locale."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import MakeProject, Requires, RunPublisher

ISSUE = "---\ntitle: Été\ndate: 2026-01-02\n---\n\n![Carte](carte-é.png)\n\nBonjour.\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02\x08\x02\x00\x00\x00"
BARE = {"LANG": "", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CHARSETS = {"ja_JP.eucJP": "EUC-JP", "fr_FR.ISO-8859-1": "ISO-8859-1"}


@pytest.fixture(params=["POSIX", *CHARSETS])
def locale_variables(
    request: pytest.FixtureRequest, tmp_path: Path, requires: Requires
) -> dict[str, str]:
    """The environment of a user of a locale, which is made where the machine has none."""
    name = request.param
    if name == "POSIX":
        return BARE
    folder = tmp_path / "locales"
    folder.mkdir()
    command = [requires("localedef"), "-i", name.partition(".")[0], "-f", CHARSETS[name]]
    if not Path("/usr/share/i18n/charmaps").is_dir() or not shutil.which("gunzip"):
        pytest.skip("the sources of locales are not on this machine")
    subprocess.run([*command, folder / name], check=False, capture_output=True)
    if not (folder / name).is_dir():
        pytest.skip(f"the locale {name} cannot be made on this machine")
    return BARE | {"LC_ALL": name, "LOCPATH": str(folder)}


def outputs(folder: Path) -> dict[bytes, bytes]:
    paths = [*(folder / "build").rglob("*"), *(folder / "feeds").rglob("*")]
    return {bytes(it.relative_to(folder)): it.read_bytes() for it in paths if it.is_file()}


def test_names_of_files_are_read_alike_in_every_locale(
    project: MakeProject, run_publisher: RunPublisher, locale_variables: dict[str, str]
) -> None:
    files: dict[str, str | bytes] = {
        "issues/été.md": ISSUE,
        "issues/科技.md": ISSUE,
        "issues/carte-é.png": PNG,
    }
    folder, other = project(files), project(files)
    done = run_publisher("build", "--jobs", "2", cwd=folder, env=locale_variables)
    assert done.returncode == 0
    findings = [line for line in done.stderr.splitlines() if not line.startswith(" ")]
    assert [line for line in findings if "P104 placeholder" not in line] == []
    run_publisher("build", cwd=other)
    assert outputs(folder) == outputs(other)
    assert any(name.endswith("été.html".encode()) for name in outputs(folder))


def test_an_issue_is_found_by_its_name_in_every_locale(
    project: MakeProject, run_publisher: RunPublisher, locale_variables: dict[str, str]
) -> None:
    folder = project({"issues/été.md": ISSUE, "issues/001.md": ISSUE})
    done = run_publisher("build", "issues/été.md", cwd=folder, env=locale_variables)
    assert done.returncode == 0
    assert {path.suffix for path in (folder / "build/emails").iterdir()} == {".html", ".txt"}
    listed = run_publisher("issues", "--format", "json", cwd=folder, env=BARE)
    assert "été" in {row["slug"] for row in json.loads(listed.stdout)}
