"""The command: where it listens, what it opens, how it ends, what it says where it cannot begin."""

import re
import signal
import socket

import pytest

from tests.conftest import MakeProject, RunPublisher
from tests.preview_server import running_preview

FILES = {
    "issues/001.md": "---\ntitle: The first\ndate: 2026-01-01\n---\nHello.\n",
    "issues/002.md": "---\ntitle: The second\ndate: 2026-01-02\nslug: two\n---\nHello.\n",
}


def test_port_in_use_is_reported_with_a_hint(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run_publisher("preview", "--port", port, cwd=project(FILES))
    assert done.returncode == 2
    assert port in done.stderr
    assert "--port 0" in done.stderr
    assert "Traceback" not in done.stderr


def test_port_0_takes_the_next_free_one(project: MakeProject) -> None:
    folder = project(FILES)
    with running_preview(folder) as first, running_preview(folder) as second:
        one, other = (int(re.findall(r":(\d+)/", it.url)[0]) for it in (first, second))
        assert min(one, other) >= 8025
        assert one != other
        assert second.get("list").status_code == 200


@pytest.mark.parametrize(
    "name,key",
    [("1", "001.md"), ("two", "002.md"), ("issues/001.md", "001.md"), ("latest", "002.md")],
)
def test_it_opens_with_the_issue_that_is_named(project: MakeProject, name: str, key: str) -> None:
    with running_preview(project(FILES), name) as preview:
        assert preview.get("").headers["location"] == f"/email/{key}"


def test_unknown_issue_is_reported(project: MakeProject, run_publisher: RunPublisher) -> None:
    done = run_publisher("preview", "twoo", "--port", "0", cwd=project(FILES))
    assert done.returncode == 2
    assert "did you mean two?" in done.stderr


def test_without_a_content_folder_it_says_so(
    project: MakeProject, run_publisher: RunPublisher
) -> None:
    done = run_publisher("preview", "--port", "0", cwd=project({}))
    assert done.returncode == 2
    assert "content folder not found" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_has_a_page_that_waits_for_the_first_issue(project: MakeProject) -> None:
    folder = project({"issues/notes.txt": "nothing"})
    with running_preview(folder) as preview:
        assert preview.get("", follow_redirects=True).status_code == 200
        assert "No issues in issues/ yet" in preview.get("problems").text
        preview.write("issues/001.md", FILES["issues/001.md"])
        for _ in range(100):
            if preview.get("").headers["location"] == "/email/001.md":
                break
        else:
            pytest.fail("the new issue was not noticed")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_cleanly(project: MakeProject, end: signal.Signals) -> None:
    with running_preview(project(FILES)) as preview:
        assert preview.get("list").status_code == 200
        preview.process.send_signal(end)
        if end is signal.SIGINT:
            preview.process.send_signal(end)  # an impatient author
        assert preview.process.wait(5) == 0


def test_it_writes_nothing(project: MakeProject) -> None:
    folder = project(FILES)
    before = {path for path in folder.rglob("*") if "cache" not in path.parts}
    with running_preview(folder) as preview:
        for path in (
            "email/001.md",
            "feed/001.md",
            "source/001.md?of=message",
            "feeds",
            "problems",
        ):
            assert preview.get(path).status_code == 200
    assert {path for path in folder.rglob("*") if "cache" not in path.parts} == before
