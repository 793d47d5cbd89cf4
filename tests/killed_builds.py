"""Kill builds at random points, and let their writes fail, in copies of one warm process.

Run as a program of its own, since a copy of a process with other threads could wait for ever:
``python -m tests.killed_builds FOLDER COUNT SEED``. It prints what differs from a fresh build.
"""

import errno
import importlib
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from publisher.errors import PublisherError
from publisher.project.build.build_project import build
from publisher.project.folder import open_project
from publisher.project.run_options import RunOptions

NOW = datetime(2026, 6, 1, tzinfo=UTC)
STATES = ("Hello.", "Hello again, with [a link](002.md).")
FAILING = {"open", "os.rename", "os.mkdir", "os.remove", "tempfile.mkstemp", "os.chmod"}
SIZES = (0, 1, 4_096, 20_000, 100_000, 300_000)


def main() -> None:
    """Try everything, and print each difference."""
    folder, count, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    importlib.import_module("publisher.project.build.full_build")  # once, for all copies
    chance = random.Random(seed)
    letter = folder / "letter"
    expected = []
    for number, body in enumerate(STATES):
        fresh = folder / f"fresh-{number}"
        written(letter, body)
        shutil.copytree(letter, fresh)
        in_copy(partial(build_once, fresh))
        expected.append(outputs(fresh))
    begin = time.monotonic()
    in_copy(lambda: build_once(letter, use_store=False))
    duration = time.monotonic() - begin
    for turn in range(count):
        state = turn % 2
        written(letter, STATES[state])
        process = copied(lambda: build_once(letter))
        time.sleep(chance.uniform(0, duration))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        if turn % 3:  # else the next turn's build is killed too
            judge(letter, expected[state], f"killed in turn {turn}")
    faults = [partial(fail_at, nth) for nth in range(1, 40)]
    faults += [partial(limit, size) for size in SIZES]
    for turn, fault in enumerate(faults):
        state = turn % 2
        written(letter, STATES[state])
        in_copy(partial(faulty_build, letter, fault))
        judge(letter, expected[state], f"fault {turn}")


def written(letter: Path, body: str) -> None:
    (letter / "issues").mkdir(parents=True, exist_ok=True)
    (letter / "publisher.toml").write_text(
        'title = "Letter"\nsite_url = "https://letter.example.com/"\nfeed_limit = 2\n'
    )
    for number in range(1, 7):
        text = body if number == 1 else f"Words of {number}."
        head = f"---\ntitle: Issue {number}\ndate: 2026-01-{number:02}\n---\n"
        (letter / f"issues/{number:03}.md").write_text(f"{head}{text}\n")
    extra = letter / "issues/007.md"  # in one of the states there is a draft
    if body == STATES[0]:
        extra.unlink(missing_ok=True)
    else:
        extra.write_text("---\ntitle: Seven\ndraft: true\n---\nWords.\n")


def build_once(letter: Path, *, use_store: bool = True) -> None:
    build(open_project(letter, letter), NOW, RunOptions(jobs=1, use_store=use_store))


def faulty_build(letter: Path, fault: Callable[[], None]) -> None:
    fault()
    build_once(letter)


def judge(letter: Path, expected: dict[str, bytes], what: str) -> None:
    """Build once more, and print what is not as in a fresh build."""
    in_copy(lambda: build_once(letter))
    found = outputs(letter)
    for name in sorted({*found, *expected}):
        if found.get(name) != expected.get(name):
            print(f"{what}: {name} {'differs' if name in found else 'is missing'}")


def outputs(letter: Path) -> dict[str, bytes]:
    return {
        path.relative_to(letter).as_posix(): path.read_bytes()
        for name in ("feeds", "build")
        for path in (letter / name).rglob("*")
        if path.is_file() and path.name != "ids.json"  # it keeps the ids of removed issues
    }


def copied(work: Callable[[], object]) -> int:
    """Start a copy of this process that does one thing; return its number."""
    process = os.fork()
    if process:
        return process
    try:
        work()
    except PublisherError:
        pass  # the user is told
    except Exception:  # noqa: BLE001 - whatever it is, it is reported
        traceback.print_exc()
    os._exit(0)


def in_copy(work: Callable[[], object]) -> None:
    os.waitpid(copied(work), 0)


def fail_at(nth: int) -> None:
    """Let the nth operation that changes a file fail as on a full disk."""
    left = nth

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event not in FAILING or (event == "open" and not is_writing(arguments)):
            return
        left -= 1
        if left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(hook)


def is_writing(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def limit(size: int) -> None:
    """Let every file end at a size, also those that SQLite writes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    main()
