"""A preview as a process of its own, as an author runs it; ended as an author ends it."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.conftest import REPOSITORY, SEARCH_PATH


@dataclass(frozen=True)
class RunningPreview:
    folder: Path
    url: str
    """With a slash at its end."""
    process: "subprocess.Popen[str]"

    def get(self, path: str, **options: object) -> httpx.Response:
        return httpx.get(f"{self.url}{path}", timeout=20, **options)  # type: ignore[arg-type]

    def token(self) -> str:
        """The token that the pages hold."""
        page = self.get("problems").text
        return page.partition('name="preview-token" content="')[2].partition('"')[0]

    @contextmanager
    def changes(self) -> Iterator[Iterator[str]]:
        """The changes that the preview tells from now on; a next one is waited for."""
        with httpx.stream("GET", f"{self.url}events", timeout=10) as stream:
            lines = stream.iter_lines()
            assert next(lines) == "event: hello"
            yield (line for line in lines if line == "event: change")

    def write(self, name: str, text: str) -> None:
        """Save a file as editors do: the new one in place of the old."""
        path = self.folder / name
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)


@contextmanager
def running_preview(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> Iterator[RunningPreview]:
    """`publisher preview` over a folder; fails where it does not end cleanly on Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "publisher", "preview", "--port", "0", *arguments],
        cwd=folder,
        env={
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PATH": SEARCH_PATH,
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONUNBUFFERED": "1",
        }
        | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    first = process.stdout.readline()
    if "http://" not in first:
        process.kill()
        raise AssertionError(first + process.communicate()[1])
    try:
        yield RunningPreview(folder, first.partition(" ")[2].strip(), process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert process.returncode == 0, (process.returncode, said)
    assert "Traceback" not in said, said


def wake_ups(pid: int) -> int:
    """How often the threads of a process have waited for something, and then ran again."""
    statuses = (path.read_text("ascii") for path in Path(f"/proc/{pid}/task").glob("*/status"))
    lines = (line for status in statuses for line in status.splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))
