"""emailmd: an email and a text of each issue, by a script of a few lines that calls its API."""

import json
import shutil
from pathlib import Path

from benchmarks.pipeline.contestants.contestant import Absent, Contestant, Course, Step

SCRIPT = Path(__file__).with_suffix(".mjs")


def emailmd(course: Course) -> Contestant | Absent:
    """Return one process that renders all issues; emails only, no feeds."""
    node = shutil.which("node")
    if node is None:
        return Absent("emailmd", "Node is not installed")
    package = course.programs / "emailmd" / "node_modules" / "emailmd"
    if not package.is_dir():
        return Absent("emailmd", "it is not installed; `make contestants` installs it")
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    place, _ = course.project("emailmd")
    command = (node, str(SCRIPT), str(package / "dist" / "index.js"), "issues", "emails")
    return Contestant(place, (Step("emailmd", f"emailmd {version}, emails only", command),))
