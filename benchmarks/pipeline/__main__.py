"""Measure whole builds side by side: publisher, the obvious stack, Pelican, Hugo, emailmd.

    python -m benchmarks.pipeline [--quick] [--archive DIR] [--issues N] [--rounds N] ...

Needs no network. Everything is written into a temporary folder, which is removed at the end;
only ``--write`` changes files: docs/performance.md and its plot.
"""

import argparse
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.pipeline import archive, page, plot, table
from benchmarks.pipeline.contestants import CONTESTANTS
from benchmarks.pipeline.contestants.contestant import Absent, Contestant, Course
from benchmarks.pipeline.contestants.publisher_runs import TIMES
from benchmarks.pipeline.rounds import Limits, Record, race
from benchmarks.pipeline.summary import BASELINE, summary

ISSUES, QUICK_ISSUES = 667, 48
MINUTES, QUICK_MINUTES = 90.0, 2.0
RUN_MINUTES = 20
PAGE = archive.ROOT / "docs" / "performance.md"
PLOT = archive.ROOT / "docs" / "images" / "performance.svg"


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.pipeline", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--quick",
        action="store_true",
        help=f"{QUICK_ISSUES} issues, one round, {QUICK_MINUTES:g} minutes",
    )
    parser.add_argument("--archive", default="", help="folder of Markdown issues; only read")
    parser.add_argument("--issues", type=positive, help="length of the archive; default: 667")
    parser.add_argument("--rounds", type=positive, help="default: 3")
    parser.add_argument("--minutes", type=float, help="for all runs together; default: 90")
    parser.add_argument(
        "--only", action="append", metavar="NAME", choices=[make.__name__ for make in CONTESTANTS],
        help="measure only this contestant; may be repeated",
    )  # fmt: skip
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--write", action="store_true", help="renew docs/performance.md")
    wanted = parser.parse_args()
    if wanted.write and wanted.only:
        parser.error("--write needs all contestants; leave out --only")
    return wanted


def positive(text: str) -> int:
    """Parse a number from 1 of the command line."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main() -> int:
    """Measure, and print the tables."""
    wanted = arguments()
    origin = archive.origin(wanted.archive, os.environ.get("PUBLISHER_CORPUS", ""))
    texts = archive.bodies(origin.folder)
    if not texts:
        print(f"{origin.folder} contains no Markdown files", file=sys.stderr)
        return 2
    usual = len(texts) if wanted.archive else ISSUES
    count = wanted.issues or (min(usual, QUICK_ISSUES) if wanted.quick else usual)
    rounds = wanted.rounds or (1 if wanted.quick else 3)
    minutes = wanted.minutes or (QUICK_MINUTES if wanted.quick else MINUTES)
    record = Record()
    with tempfile.TemporaryDirectory(prefix="publisher-bench-") as name:
        folder = Path(name).resolve()
        course = Course(
            origin.folder, texts, count, folder, _environment(folder), _programs()
        )  # fmt: skip
        limits = Limits(time.perf_counter() + 60 * minutes, 60 * RUN_MINUTES)
        race(_present(course, wanted.only, record), rounds, limits, record, _say)
    result = summary(record, count, TIMES * count)
    title = (
        f"{count:,} issues, made of {len(texts):,} of {origin.name}; "
        f"medians of {rounds} {'round' if rounds == 1 else 'rounds'}; {_machine()}."
    )
    write = table.as_json if wanted.format == "json" else table.markdown
    print(write(result, title, record.notes), end="")
    if wanted.write and BASELINE not in result.rows:
        print("the page is unchanged, because the obvious stack was not measured", file=sys.stderr)
        return 1
    if wanted.write:
        block = table.markdown(result, title, record.notes)
        page.write(PAGE, block, PLOT, plot.svg(result, title))
    return 0


def _present(course: Course, only: Sequence[str] | None, record: Record) -> list[Contestant]:
    """Return the contestants that can be measured here; the others are noted."""
    contestants = []
    for make in CONTESTANTS:
        if only and make.__name__ not in only:
            continue
        contestant = make(course)
        if isinstance(contestant, Absent):
            record.notes.append(f"{contestant.name} was not measured: {contestant.reason}")
            _say(record.notes[-1])
        else:
            contestants.append(contestant)
    return contestants


def _environment(folder: Path) -> Mapping[str, str]:
    """Return an environment without settings of this project, and a folder for temporary files."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PUBLISHER_")}
    temporary = folder / "temporary"
    temporary.mkdir()
    return {**kept, "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": ""}


def _programs() -> Path:
    """Return the folder into which ``make contestants`` installs: beside this interpreter's."""
    return Path(sys.prefix) / "contestants"


def _machine() -> str:
    """Describe the machine and the day."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%d %B %Y}, {platform.system()} {platform.machine()}, {cores} cores "
        f"(load {load:.1f} at the end), Python {platform.python_version()}"
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
