"""Run a program as a whole process, and measure it together with all that it starts."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.05
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Usage:
    """The cost of one run.

    ``cpu_s`` is user and system time of the process and of its descendants that were waited for.
    ``peak_mib`` is the largest sum of proportional set sizes (PSS) over the processes of its
    session, sampled every 50 ms: a page that several share counts once. None without ``/proc``.
    """

    cpu_s: float
    wall_s: float
    peak_mib: float | None


class RunError(Exception):
    """A program that failed, with the last line of its output, or that took too long."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program runs: its working folder and its environment."""

    folder: Path
    environment: Mapping[str, str]


def run(
    command: Sequence[str], place: Place, timeout_s: float, statuses: frozenset[int]
) -> tuple[Usage, str]:
    """Run a command; return its cost and its output. Raises RunError.

    The command is the leader of a session. What is left of its group afterwards is ended.
    """
    with (place.folder / "output.log").open("w+b") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=place.folder, env=place.environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        watch = _Watch(process.pid, started + timeout_s)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall_s = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            watch.ended.set()
            _end(process.pid)
            if process.returncode is None:
                process.wait()
            watch.join()
        log.seek(0)
        output = log.read().decode(errors="replace")
    if watch.late:
        raise RunError(f"took more than {timeout_s:.0f} s")
    if process.returncode not in statuses:
        last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
        raise RunError(f"exit status {process.returncode}: {last.strip()}")
    return Usage(usage.ru_utime + usage.ru_stime, wall_s, watch.peak_mib), output


def _end(group: int) -> None:
    """Kill what still runs of a process group that this module started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


class _Watch(threading.Thread):
    """Samples the memory of a session, and ends it when its time is up."""

    def __init__(self, pid: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.late = False
        self.peak_mib: float | None = None
        self._pid = pid
        self._deadline = deadline

    def run(self) -> None:
        while not self.ended.is_set():
            sample = session_mib(self._pid)
            if sample is not None:
                self.peak_mib = max(sample, self.peak_mib or 0.0)
            if time.perf_counter() > self._deadline:
                self.late = True
                _end(self._pid)
                return
            self.ended.wait(SAMPLE_S)


def session_mib(session: int) -> float | None:
    """Return the sum of the PSS of a session's processes, in MiB; None if unknown."""
    sizes = [size for pid in members(session) if (size := _pss_kib(pid)) is not None]
    return sum(sizes) / 1024 if sizes else None


def members(session: int) -> Iterator[int]:
    """Yield the processes of a session. Some may have ended meanwhile."""
    for entry in PROC.glob("[0-9]*"):
        with suppress(OSError):
            # proc(5): the name in parentheses may contain anything; state, parent, group, session
            fields = (entry / "stat").read_bytes().rpartition(b")")[2].split()
            if int(fields[3]) == session:
                yield int(entry.name)


def _pss_kib(pid: int) -> int | None:
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return None
