"""The obvious stack, which every ratio refers to."""

import sys
from pathlib import Path

from benchmarks.pipeline.contestants.contestant import Contestant, Course, Step

SCRIPT = Path(__file__).parents[1] / "obvious_stack.py"


def obvious(course: Course) -> Contestant:
    """Return the script, run over the archive."""
    place, _ = course.project("obvious")
    command = (sys.executable, str(SCRIPT), "issues")
    return Contestant(place, (Step("obvious", "the obvious stack", command),))
