"""What every test may ask for: a project folder, the program as a process, a browser, a corpus.

Nothing here stands in for code of ours: projects are real folders, programs real processes.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

REPOSITORY = Path(__file__).resolve().parent.parent
NODE_MODULES = REPOSITORY / "tests" / "node" / "node_modules"
REQUIRE_ALL = bool(os.environ.get("PUBLISHER_REQUIRE_ALL"))
# Servers are installed where a user's PATH does not look.
SEARCH_PATH = os.pathsep.join(
    (os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin")
)
# Debian says chromium, others say otherwise.
OTHER_NAMES = {"chromium": ("chromium-browser", "google-chrome", "google-chrome-stable")}
# A browser that keeps to itself: no first-run pages, no look-ups of its maker's hosts.
QUIET_CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    # A sandboxed frame in a process of its own, swapped often, is more than playwright can follow.
    "--disable-features=IsolateSandboxedIframes",
)  # fmt: skip

_common: dict[str, Any] = {
    "deadline": None,  # a busy machine is no fault of the code
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
hypothesis_settings.register_profile("local", print_blob=True, **_common)
hypothesis_settings.register_profile("ci", derandomize=True, database=None, **_common)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") or REQUIRE_ALL else "local")


class Requires(Protocol):
    def __call__(self, program: str) -> str: ...


class MakeProject(Protocol):
    def __call__(self, files: Mapping[str, str | bytes] | None = None, **settings: Any) -> Path: ...


class RunPublisher(Protocol):
    def __call__(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        stdin: str | None = None,
        timeout_s: float = 120,
    ) -> subprocess.CompletedProcess[str]: ...


class Golden(Protocol):
    def __call__(self, name: str, actual: str | bytes) -> None: ...


# --- what may be missing -----------------------------------------------------------------


def find_program(program: str) -> str | None:
    """The path of a program, or of a Node package (``node:NAME``); None where it is missing."""
    if program.startswith("node:"):
        folder = NODE_MODULES / program.removeprefix("node:")
        return str(folder) if folder.is_dir() and shutil.which("node") else None
    for name in (program, *OTHER_NAMES.get(program, ())):
        if found := shutil.which(name, path=SEARCH_PATH):
            return found
    return None


def require(program: str) -> str:
    """The path of a program; skips the test where it is missing, fails it where all must be there."""
    if found := find_program(program):
        return found
    reason = f"{program} is not on this machine; `make test` installs it where it can"
    if REQUIRE_ALL:
        pytest.fail(f"{reason}, and PUBLISHER_REQUIRE_ALL is set", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def requires() -> Requires:
    """``requires("chromium")``: the program's path, or a skip (in CI: a failure) with the reason.

    ``requires("node:feedsmith")`` asks for a package that tests/node/package.json names.
    """
    return require


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real archives beside the repository. They are never part of it."""
    folder = REPOSITORY.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real archives is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of this repository, itself a newsletter."""
    return REPOSITORY


# --- a newsletter and the program --------------------------------------------------------


def toml_of(settings: Mapping[str, Any]) -> str:
    """Settings as TOML: plain values first, then a table for each mapping."""
    # JSON's strings, numbers, booleans and lists are TOML's too.
    lines = [
        f"{json.dumps(key)} = {json.dumps(value)}"
        for key, value in settings.items()
        if not isinstance(value, Mapping)
    ]
    for key, value in settings.items():
        if isinstance(value, Mapping):
            lines.append(f"\n[{json.dumps(key)}]\n{toml_of(value)}")
    return "\n".join(lines) + "\n"


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write each text or bytes under its relative path; line ends stay as they are."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """``project({"issues/001.md": "# One"}, feed_limit=3)``: a newsletter's folder.

    Settings that are not given have values of example.com; a value of None leaves one out.
    """
    made = 0

    def make(files: Mapping[str, str | bytes] | None = None, **settings: Any) -> Path:
        nonlocal made
        made += 1
        folder = tmp_path / f"newsletter-{made}"
        folder.mkdir()
        values = {
            "title": "The Example Letter",
            "description": "A letter about examples.",
            "language": "en",
            "author_name": "The editors",
            "author_email": "editors@example.com",
            "site_url": "https://example.com",
            "timezone": "UTC",
        } | settings
        toml = toml_of({key: value for key, value in values.items() if value is not None})
        write_files(folder, {"publisher.toml": toml} | dict(files or {}))
        return folder

    return make


@pytest.fixture
def run_publisher(tmp_path: Path) -> RunPublisher:
    """``run_publisher("build", cwd=folder)``: the command line in a process of its own.

    Its environment holds nothing of this machine's but PATH; ``env`` adds to it.
    """
    home = tmp_path / "home"

    def run(
        *arguments: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        stdin: str | None = None,
        timeout_s: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        home.mkdir(exist_ok=True)
        clean = {
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PATH": SEARCH_PATH,
            "PYTHONPATH": str(REPOSITORY),
        }
        return subprocess.run(
            [sys.executable, "-P", "-m", "publisher", *map(str, arguments)],
            cwd=cwd or tmp_path,
            env=clean | dict(env or {}),
            input=stdin or "",
            capture_output=True,
            encoding="utf-8",
            timeout=timeout_s,
            check=False,
        )

    return run


@pytest.fixture(scope="session", autouse=True)
def _no_setting_from_outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, and no fixture of any scope, knows a setting or a cache of the machine it runs on."""
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.upper().startswith("PUBLISHER_")]:
            environment.delenv(name)
        environment.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


# --- a browser ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium, as playwright's ``Browser``; one for all tests of a file.

    Not for all of a session: as long as it runs, `asyncio.run` refuses to work in its thread.
    """
    program = require("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(QUIET_CHROMIUM))
        yield chromium
        chromium.close()


# --- golden files ------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="run only the tests that compare with golden files, and write those files anew",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--renew-golden"):
        items[:] = [item for item in items if "golden" in getattr(item, "fixturenames", ())]
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            # One worker takes all of the file, and starts one browser.
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("requires"):
        for program in marker.args:
            require(program)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """``golden("first-issue/email.html", html)``: compares with the file under tests/golden.

    `make golden` writes what came out instead, for a person to read as a diff.
    """
    renew = bool(request.config.getoption("--renew-golden"))

    def compare(name: str, actual: str | bytes) -> None:
        path = REPOSITORY / "tests" / "golden" / name
        data = actual.encode() if isinstance(actual, str) else actual
        if renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return
        assert path.is_file(), f"there is no golden file {name}; `make golden` writes it"
        # Compared as text, pytest shows the lines that differ.
        expected = path.read_bytes().decode(errors="backslashreplace")
        assert data.decode(errors="backslashreplace") == expected

    return compare
