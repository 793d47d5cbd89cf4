"""Run the contestants in rounds, within a limit of time, and keep what each run cost."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.pipeline.contestants.contestant import Contestant, Step
from benchmarks.pipeline.process import RunError, Usage, run

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """The moment at which the last run ends, on ``time.perf_counter``, and the longest run."""

    end: float
    run_s: float

    def timeout_s(self) -> float:
        """Return the seconds that a run may take if it starts now; negative if none are left."""
        return min(self.run_s, self.end - time.perf_counter())


@dataclass(slots=True)
class Record:
    """The cost of each run of each step, by the step's key."""

    names: dict[str, str] = field(default_factory=dict)
    runs: defaultdict[str, list[Usage]] = field(default_factory=lambda: defaultdict(list))
    output: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The last line that each run printed."""
    notes: list[str] = field(default_factory=list)
    """What was left out, and why."""


def schedule(contestants: Sequence[Contestant], rounds: int) -> Iterator[tuple[int, Contestant]]:
    """Yield a round's number and a contestant for each turn.

    Each round starts with the next contestant, so that none is always measured after the same
    other one. Those that run once come last.
    """
    steady = [contestant for contestant in contestants if not contestant.is_run_once]
    for number in range(rounds):
        first = number % len(steady) if steady else 0
        for contestant in (*steady[first:], *steady[:first]):
            yield number, contestant
    for contestant in contestants:
        if contestant.is_run_once:
            yield 0, contestant


def race(
    contestants: Sequence[Contestant], rounds: int, limits: Limits, record: Record, say: Say
) -> None:
    """Run the steps of all contestants by the schedule, and write their cost into the record.

    A contestant that failed, or for which no time was left, is noted and not tried again.
    """
    for contestant in contestants:
        record.names.update({step.key: step.name for step in contestant.steps})
    out: set[int] = set()
    for number, contestant in schedule(contestants, rounds):
        if id(contestant) in out:
            continue
        for step in contestant.steps:
            try:
                usage, output = _run(contestant, step, number, limits)
            except RunError as error:
                record.notes.append(f"{step.name}, round {number + 1}: {error}")
                say(record.notes[-1])
                out.add(id(contestant))
                break
            record.runs[step.key].append(usage)
            record.output[step.key].append(output)
            say(f"round {number + 1}: {step.name}: {usage.cpu_s:.2f} s CPU, {usage.wall_s:.2f} s")


def _run(contestant: Contestant, step: Step, number: int, limits: Limits) -> tuple[Usage, str]:
    step.prepare(number)
    timeout_s = limits.timeout_s()
    if timeout_s <= 0:
        raise RunError("left out, because the time for all runs was used up")
    usage, output = run(step.command, contestant.place, timeout_s, contestant.statuses)
    lines = output.splitlines()
    return usage, lines[-1] if lines else ""
