"""Pelican: pages and full-content feeds of the archive, with its plainest theme."""

import shutil
import subprocess

from benchmarks.pipeline.contestants.contestant import Absent, Contestant, Course, Step

SETTINGS = """SITENAME = "The Example Letter"
AUTHOR = "The Example Letter"
SITEURL = FEED_DOMAIN = "https://example.com"
PATH = "issues"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
RSS_FEED_SUMMARY_ONLY = False
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = True
"""


def pelican(course: Course) -> Contestant | Absent:
    """Return a build from nothing; Pelican makes everything again at each build."""
    own = course.programs / "pelican" / "bin" / "pelican"
    program = str(own) if own.is_file() else shutil.which("pelican")
    if program is None:
        return Absent("Pelican", "it is not installed; `make contestants` installs it")
    version = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False, timeout=60
    ).stdout.strip()
    place, _ = course.project("pelican")
    (place.folder / "settings.py").write_text(SETTINGS, encoding="utf-8")
    command = (program, "--settings", "settings.py", "--output", "output", "--quiet")
    return Contestant(place, (Step("pelican", f"Pelican {version}", command),))
