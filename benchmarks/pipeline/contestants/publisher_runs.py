"""This project: builds and checks, a build of ten times the archive, and the preview."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.pipeline.contestants.contestant import Contestant, Course, Editing, Step
from benchmarks.pipeline.process import Place

SETTINGS = """title = "The Example Letter"
site_url = "https://example.com"
author_email = "editors@example.com"
unsubscribe_url = "https://example.com/unsubscribe"
"""
INPUTS = frozenset({"issues", "publisher.toml"})
STATUSES = frozenset({0, 1})
"""Real issues have errors, and the rest is built."""

PUBLISHER = (sys.executable, "-m", "publisher", "--project", ".")
TIMES = 10
SAVING = Path(__file__).parents[1] / "preview_save.py"


def builds(course: Course) -> Contestant:
    """Return the builds: cold, with nothing changed, with one issue edited, and uncached."""
    place, newest = project(course, "publisher-build")
    editing = Editing.of(newest)
    start = fresh(place, editing)
    build = (*PUBLISHER, "build")
    steps = [
        Step("build.cold", "publisher build, cold", build, start),
        Step("build.unchanged", "publisher build, nothing changed", build),
        Step("build.edited", "publisher build, one issue edited", build, editing.edit),
    ]
    if has_no_cache():
        uncached = (*build, "--no-cache")
        steps.append(Step("build.uncached", "publisher build --no-cache", uncached, start))
    return Contestant(place, tuple(steps), STATUSES)


def checks(course: Course) -> Contestant:
    """Return the checks: cold, and with nothing changed."""
    place, newest = project(course, "publisher-check")
    check = (*PUBLISHER, "check")
    return Contestant(
        place,
        (
            Step("check.cold", "publisher check, cold", check, fresh(place, Editing.of(newest))),
            Step("check.unchanged", "publisher check, nothing changed", check),
        ),
        STATUSES,
    )


def large(course: Course) -> Contestant:
    """Return the cold build of ten times the archive."""
    count = TIMES * course.count
    place, newest = project(course, "publisher-large", count)
    name = f"publisher build, cold, {count:,} issues"
    step = Step("large.cold", name, (*PUBLISHER, "build"), fresh(place, Editing.of(newest)))
    return Contestant(place, (step,), STATUSES, is_run_once=True)


def preview(course: Course) -> Contestant:
    """Return a process that measures a save in the preview, and prints what it took."""
    place, newest = project(course, "publisher-preview")
    command = (sys.executable, str(SAVING), ".", str(newest))
    return Contestant(place, (Step("preview", "all saves of the preview benchmark", command),))


def project(course: Course, name: str, count: int = 0) -> tuple[Place, Path]:
    """Make a project of the archive; return its folder and its newest issue."""
    place, newest = course.project(name, count=count)
    (place.folder / "publisher.toml").write_text(SETTINGS, encoding="utf-8")
    return place, newest


def fresh(place: Place, editing: Editing) -> Callable[[int], None]:
    """Return a preparation that removes everything except the inputs, also what is kept at home."""
    home = Path(place.environment["HOME"])

    def prepare(_turn: int) -> None:
        editing.restore()
        shutil.rmtree(home)
        home.mkdir()
        for path in place.folder.iterdir():
            if path.name in INPUTS:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    return prepare


def has_no_cache() -> bool:
    """Return whether ``publisher build`` has the option ``--no-cache``."""
    shown = subprocess.run(
        [*PUBLISHER, "build", "--help"], capture_output=True, text=True, check=False, timeout=60
    )
    return "--no-cache" in shown.stdout
