"""The way to `publisher --help` loads no library that a help text does not need."""

import subprocess
import sys
from pathlib import Path

import pytest

# What each costs to import was measured: 0.03 to 0.14 s.
HEAVY = {
    "cssutils", "feedgen", "httpx", "jinja2", "lxml", "markdown", "nh3", "premailer", "smtplib",
    "starlette", "uvicorn", "watchfiles",
}  # fmt: skip
REPORT = "\nimport sys; print(*sorted(set(sys.modules) & HEAVY), file=sys.stderr)"
HELP = """
import sys
sys.argv = ["publisher", *ARGUMENTS]
from publisher.cli.main import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
"""


def loaded_by(code: str, repository: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", f"HEAVY = {HEAVY!r}\n{code}{REPORT}"],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stderr.strip()


def test_importing_the_command_line_loads_nothing_heavy(repository: Path) -> None:
    assert loaded_by("import publisher.cli.app", repository) == ""


def test_the_entry_point_loads_no_library_before_it_handles_an_interrupt(repository: Path) -> None:
    code = "import publisher.cli.main\nHEAVY = {'typer', 'rich', 'pathlib', 'typing_extensions'}"
    assert loaded_by(code, repository) in {"", "pathlib"}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["build", "--help"]], ids=" ".join
)
def test_asking_for_help_loads_nothing_heavy(repository: Path, arguments: list[str]) -> None:
    assert loaded_by(f"ARGUMENTS = {arguments!r}{HELP}", repository) == ""


def test_the_settings_of_a_sender_load_no_library_of_it(repository: Path) -> None:
    assert loaded_by("import publisher.senders.sender_options", repository) == ""


@pytest.mark.parametrize("leaf", ["model", "message", "diagnostics", "errors", "dates", "urls"])
def test_a_leaf_loads_nothing_heavy(repository: Path, leaf: str) -> None:
    assert loaded_by(f"import publisher.{leaf}", repository) == ""


def test_a_build_that_renders_no_email_does_not_load_the_inliner(repository: Path) -> None:
    code = "import publisher.project.build.build_project\n"
    unneeded = "HEAVY = {'cssutils', 'premailer', 'requests', 'urllib3', 'wcwidth'}"
    assert loaded_by(code + unneeded, repository) == ""
