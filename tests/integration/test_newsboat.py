"""A real reader subscribes: newsboat fetches over HTTP, and keeps every entry once."""

import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import MakeProject, Requires, RunPublisher

LETTER = "---\ntitle: {title}\ndate: 2026-01-0{number}\n---\n## News\n\nWords of letter {number}, & <b>more</b>.\n"
TITLES = {1: "The <first> & best", 2: 'Of "quotes"', 3: "第三期"}


class Served(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Keeps its peace."""


@pytest.fixture
def folder(project: MakeProject) -> Path:
    letters = {
        f"issues/{number:03d}.md": LETTER.format(number=number, title=f"'{title}'")
        for number, title in TITLES.items()
    }
    return project(letters, feed_url="https://example.com", stories=False)


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    """Where the folder of feeds is served."""
    (folder / "feeds").mkdir()
    handler = partial(Served, directory=str(folder / "feeds"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Newsboat:
    """A subscriber with a home of its own."""

    def __init__(self, program: str, home: Path, url: str) -> None:
        self._program = program
        self._home = home
        home.mkdir()
        (home / "urls").write_text(f"{url}\n")
        (home / "config").write_text("auto-reload no\n")

    def reload(self) -> None:
        files = {"-u": "urls", "-c": "cache.db", "-C": "config"}
        places = [word for flag, name in files.items() for word in (flag, str(self._home / name))]
        done = subprocess.run(
            [self._program, *places, "-x", "reload"],
            env={"HOME": str(self._home), "LC_ALL": "C.UTF-8", "TERM": "dumb"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def items(self) -> list[tuple[str, str, str, str]]:
        """Id, title, link and content of each entry that it keeps, oldest first."""
        with sqlite3.connect(self._home / "cache.db") as cache:
            return cache.execute(
                "SELECT guid, title, url, content FROM rss_item WHERE deleted = 0 ORDER BY pubDate"
            ).fetchall()


@pytest.fixture(params=["feed.xml", "atom.xml"])
def newsboat(
    request: pytest.FixtureRequest, requires: Requires, tmp_path: Path, url: str
) -> Newsboat:
    return Newsboat(requires("newsboat"), tmp_path / "subscriber", f"{url}/{request.param}")


def test_newsboat_keeps_every_entry_once_through_an_edit_and_a_rebuild(
    newsboat: Newsboat, folder: Path, run_publisher: RunPublisher
) -> None:
    assert run_publisher("build", cwd=folder).returncode == 0
    newsboat.reload()
    first = newsboat.items()
    assert [title for _, title, _, _ in first] == list(TITLES.values())
    assert [link for _, _, link, _ in first] == [
        f"https://example.com/issues/00{number}/" for number in TITLES
    ]
    assert all("<b>more</b>" in content for _, _, _, content in first)

    edited = folder / "issues/002.md"
    edited.write_text(edited.read_text().replace("Of ", "On ").replace("Words", "New words"))
    (folder / "issues/004.md").write_text(LETTER.format(number=4, title="The fourth"))
    assert run_publisher("build", cwd=folder).returncode == 0
    newsboat.reload()
    newsboat.reload()
    second = newsboat.items()
    assert [guid for guid, _, _, _ in second[:3]] == [guid for guid, _, _, _ in first]
    assert [title for _, title, _, _ in second] == [
        "The <first> & best", 'On "quotes"', "第三期", "The fourth",
    ]  # fmt: skip
    assert "New words" in second[1][3]
