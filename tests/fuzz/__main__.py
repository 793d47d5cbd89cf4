"""Try mutated inputs for some minutes, keep what fails, and print a table.

    python -m tests.fuzz --minutes 60 --workers 2 --seed 1 [--only issue]

Ends with 1 where something failed. Inputs that failed are kept in build/fuzz, minimised, each
beside a text that says how; `python -m tests.fuzz --again build/fuzz` tries them again.
"""

import argparse
import hashlib
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from tests.fuzz.targets import TARGETS
from tests.fuzz.worker import CPU_S, Tried, attempt, work

REPOSITORY = Path(__file__).resolve().parents[2]
STUCK_S = 15 * CPU_S
"""After so long without a word a process is ended: what it tries holds the interpreter."""


@dataclass
class Tally:
    """What was tried, and what failed."""

    folder: Path
    inputs: Counter[str] = field(default_factory=Counter)
    failures: Counter[tuple[str, str]] = field(default_factory=Counter)

    def note(self, tried: Tried) -> None:
        """Count an input; keep the first of each kind of failure."""
        self.inputs[tried.target] += 1
        if tried.kind == "-":
            return
        key = (tried.target, tried.kind)
        self.failures[key] += 1
        if self.failures[key] == 1:
            name = hashlib.sha256(repr(key).encode()).hexdigest()[:12]
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{name}.input").write_bytes(tried.data)
            words = f"{tried.target}\n{tried.kind}\n\n{tried.detail}\n"
            (self.folder / f"{name}.txt").write_text(words, "utf-8", "backslashreplace")
            print(f"  {tried.target}: {tried.kind} ({name}, {len(tried.data)} bytes)", flush=True)

    def table(self) -> str:
        """Inputs and failures of each reader, then the kinds of failures."""
        lines = [f"{'reader':<14}{'inputs':>9}{'failures':>10}{'kinds':>7}"]
        for name in TARGETS:
            found = [count for (target, _), count in self.failures.items() if target == name]
            lines.append(f"{name:<14}{self.inputs[name]:>9,}{sum(found):>10,}{len(found):>7}")
        lines += ["", *(f"{count:>7,}  {target}: {kind}"
                        for (target, kind), count in self.failures.most_common())]  # fmt: skip
        return "\n".join(lines)


@dataclass
class Runner:
    """A process that tries inputs, and what it is trying."""

    process: multiprocessing.process.BaseProcess
    said: Connection
    current: Tried | None = None
    since: float = field(default_factory=time.monotonic)

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()


def archives() -> list[Path]:
    """The sample newsletter, our feeds, and real archives where there are some."""
    corpus = Path(os.environ.get("PUBLISHER_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
    own = [REPOSITORY / "issues", REPOSITORY / "feeds"]
    return [folder for folder in (*own, corpus) if folder.is_dir()]


def fuzz(minutes: float, workers: int, seed: int, names: list[str], tally: Tally) -> None:
    """Keep so many processes trying, and take down what they say."""
    folders, context = archives(), multiprocessing.get_context("spawn")
    for name in [name for name in os.environ if name.startswith("PUBLISHER_")]:
        del os.environ[name]  # no setting of this machine
    numbers = iter(range(seed * 1_000, sys.maxsize))

    def start() -> Runner:
        said, says = context.Pipe(duplex=False)
        arguments = (says, next(numbers), folders, names)
        process = context.Process(target=work, args=arguments, daemon=True)
        process.start()
        says.close()
        return Runner(process, said)

    end = time.monotonic() + 60 * minutes
    runners = [start() for _ in range(workers)]
    while time.monotonic() < end:
        wait([runner.said for runner in runners], timeout=5)
        for index, runner in enumerate(runners):
            if fault := heard(runner, tally):
                if runner.current:
                    tally.note(Tried(runner.current.target, runner.current.data, fault))
                runner.stop()
                runners[index] = start()
    for runner in runners:
        runner.stop()


def heard(runner: Runner, tally: Tally) -> str:
    """Take down what a process has said; why it has to be replaced, '' where it goes on."""
    try:
        while runner.said.poll():
            said: Tried = runner.said.recv()
            runner.since = time.monotonic()
            runner.current = None if said.kind else said
            if said.kind:
                tally.note(said)
    except EOFError:
        return "the process died"
    return "the process hung" if time.monotonic() - runner.since > STUCK_S else ""


def again(folder: Path) -> int:
    """Try kept inputs again; how many still fail."""
    failing = 0
    for path in sorted(folder.glob("*.input")):
        target = path.with_suffix(".txt").read_text("utf-8").partition("\n")[0]
        with tempfile.TemporaryDirectory() as place:
            kind, _ = attempt(TARGETS[target][0], Path(place) / "letter", path.read_bytes())
        failing += bool(kind)
        print(f"{path.stem}  {target}: {kind or 'keeps the promises'}")
    return failing


def main() -> int:
    """Read the command line, and go."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=list(TARGETS), default=[])
    parser.add_argument("--keep", type=Path, default=REPOSITORY / "build" / "fuzz")
    parser.add_argument("--again", type=Path)
    wish = parser.parse_args()
    if wish.again:
        return int(again(wish.again) > 0)
    tally = Tally(wish.keep)
    try:
        fuzz(wish.minutes, wish.workers, wish.seed, wish.only or list(TARGETS), tally)
    except KeyboardInterrupt:
        print()
    print(tally.table())
    return int(bool(tally.failures))


if __name__ == "__main__":
    raise SystemExit(main())
