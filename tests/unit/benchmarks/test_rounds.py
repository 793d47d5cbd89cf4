"""How benchmarks run: in rounds that interleave the contestants, within limits."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pipeline.contestants.contestant import Contestant, Course, Step
from benchmarks.pipeline.contestants.publisher_runs import builds
from benchmarks.pipeline.process import PROC, Place, RunError, members, run, session_mib
from benchmarks.pipeline.rounds import Limits, Record, race, schedule
from tests.conftest import REPOSITORY

OK = frozenset({0})
FOREVER = "import threading; threading.Event().wait()"
UNLIMITED = Limits(math.inf, 60)


def contestant(folder: Path, *scripts: str, is_run_once: bool = False) -> Contestant:
    steps = tuple(
        Step(f"{folder.name}.{index}", f"step {index}", (sys.executable, "-c", script))
        for index, script in enumerate(scripts)
    )
    folder.mkdir(exist_ok=True)
    return Contestant(Place(folder, {}), steps, is_run_once=is_run_once)


def quiet(_line: str) -> None:
    pass


def test_each_round_starts_with_the_next_contestant(tmp_path: Path) -> None:
    a, b, c = (contestant(tmp_path / name) for name in "abc")
    last = contestant(tmp_path / "last", is_run_once=True)
    assert list(schedule([a, last, b, c], 2)) == [
        (0, a), (0, b), (0, c), (1, b), (1, c), (1, a), (0, last),
    ]  # fmt: skip


def test_each_step_is_run_in_each_round_and_its_last_line_is_kept(tmp_path: Path) -> None:
    record = Record()
    member = contestant(tmp_path / "a", "print('first'); print('last')", "pass")
    race([member], 3, UNLIMITED, record, quiet)
    assert {key: len(runs) for key, runs in record.runs.items()} == {"a.0": 3, "a.1": 3}
    assert record.output["a.0"] == ["last"] * 3
    assert record.notes == []


def test_contestant_that_failed_is_noted_and_not_tried_again(tmp_path: Path) -> None:
    record = Record()
    broken = contestant(tmp_path / "a", "raise SystemExit('no such theme')", "pass")
    race([broken, contestant(tmp_path / "b", "pass")], 2, UNLIMITED, record, quiet)
    assert record.notes == ["step 0, round 1: exit status 1: no such theme"]
    assert {key: len(runs) for key, runs in record.runs.items()} == {"b.0": 2}


def test_nothing_is_started_after_the_limit(tmp_path: Path) -> None:
    record = Record()
    member = contestant(tmp_path / "a", "open('started', 'w').close()")
    race([member], 1, Limits(-math.inf, 60), record, quiet)
    assert len(record.notes) == 1
    assert not (tmp_path / "a" / "started").exists()


def test_run_that_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {FOREVER!r}])"
    with pytest.raises(RunError, match="took more than 0 s"):
        run((sys.executable, "-c", script), Place(tmp_path, {}), 0, OK)


@pytest.mark.skipif(not (PROC / "self" / "smaps_rollup").is_file(), reason="needs Linux's /proc")
def test_memory_is_summed_over_a_process_and_its_children() -> None:
    script = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {FOREVER!r}])\n"
        "print(child.pid, flush=True)\n"
        "sys.stdin.read()\n"
        "child.kill()\n"
        "child.wait()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], start_new_session=True, encoding="ascii",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        child = int(process.stdout.readline())
        assert set(members(process.pid)) == {process.pid, child}
        size = session_mib(process.pid)
        process.communicate("")
    assert size is not None
    assert size > 1
    assert list(members(process.pid)) == []


def test_benchmark_reads_an_archive_and_leaves_nothing_behind(tmp_path: Path) -> None:
    issues, temporary = tmp_path / "issues", tmp_path / "temporary"
    issues.mkdir()
    temporary.mkdir()
    (issues / "1.md").write_text("---\ntitle: One\ndate: 2024-01-01\n---\nSome *words*.\n")
    (issues / "2.md").write_text("# Two\n\nMore words.\n")
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.pipeline", "--archive", issues, "--rounds", "1",
         "--only", "obvious", "--only", "builds", "--format", "json"],
        cwd=REPOSITORY, env={"TMPDIR": str(temporary)}, capture_output=True, check=False,
        encoding="utf-8", timeout=300,
    )  # fmt: skip
    figures = json.loads(ran.stdout)
    assert figures["notes"] == []
    assert {"obvious", "build.cold", "build.unchanged", "build.edited"} <= set(figures["steps"])
    assert sorted(path.name for path in issues.iterdir()) == ["1.md", "2.md"]
    assert list(temporary.iterdir()) == []


def test_cold_build_starts_with_nothing_but_the_inputs(tmp_path: Path) -> None:
    course = Course(REPOSITORY / "issues", ("Words.",), 2, tmp_path, {}, tmp_path)
    contestant = builds(course)
    folder, home = contestant.place.folder, Path(contestant.place.environment["HOME"])
    assert Path(contestant.place.environment["XDG_CACHE_HOME"]).is_relative_to(home)
    newest = folder / "issues" / "00002.md"
    before = newest.read_bytes()
    for path in (folder / "build/a", folder / "ids.json", home / ".cache/publisher/store"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    cold, _, edited, *_ = contestant.steps
    edited.prepare(1)
    assert newest.read_bytes() != before
    cold.prepare(2)
    assert newest.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["issues", "publisher.toml"]
    assert list(home.iterdir()) == []
