"""Every finding in the real archives is where it was when positions were searched for.

``tests/fixtures/corpus_findings.txt`` records what was found before the Markdown tree knew its
positions: for each file (the start of its SHA-256; ``-`` for the newsletter) and each code, the
lines and columns.
"""

import hashlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from publisher.project.check.check_project import check
from publisher.project.folder import Project
from publisher.settings import load_settings
from tests.conftest import REPOSITORY

Row = tuple[str, str, str]
"""A file's key, a code, and a line with a column."""

RECORD = REPOSITORY / "tests/fixtures/corpus_findings.txt"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
SETTINGS: dict[str, dict[str, Any]] = {
    "dynamically-typed": {
        "site_url": "https://dynamicallytyped.com",
        "permalink": "/issues/{slug}/",
        "previous_urls": [
            "https://dynamicallytyped.com",
            "https://www.getrevue.co/profile/dynamically-typed",
            "https://dynamically-typed.netlify.app",
        ],
    },
    "this-week-in-rust": {
        "site_url": "https://this-week-in-rust.org",
        "permalink": "/blog/{year}/{month}/{day}/{title_slug}/",
    },
    "ruanyf-weekly": {"language": "zh-CN", "timezone": "Asia/Shanghai"},
}

ALLOWED = {
    # Two reference links that use one definition are one position; the search gave the second
    # the position of another link with the same URL, so that they looked like duplicates.
    ("C306", "gone"): 2,
    # A title that begins with a hash, `# #12`: its words begin at the second hash.
    ("M102", "moved"): 1,
}
"""Differences by code and kind, and how many there are."""


def recorded() -> Counter[Row]:
    rows = (line.split() for line in RECORD.read_text(encoding="utf-8").splitlines())
    return Counter((key, code, place) for key, code, *places in rows for place in places)


def found(corpus: Path, tmp_path: Path) -> Counter[Row]:
    rows: Counter[Row] = Counter()
    for name, settings in SETTINGS.items():
        flags = {"title": "A letter", "content_dir": str(corpus / name), **settings}
        report = check(Project(tmp_path, load_settings(tmp_path, flags)), [], tmp_path, NOW)
        keys = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            for path in (corpus / name).rglob("*.m*")
        }
        for it in report.findings:
            key = keys.get(it.path.rpartition("/")[2], "-")
            rows[key, it.code, f"{it.position.line}:{it.position.column}"] += 1
    return rows


def kinds(before: Counter[Row], after: Counter[Row]) -> Counter[tuple[str, str]]:
    """Count the differences: a finding that is gone, is new, or was moved in its file."""
    gone, new = (
        Counter((key, code) for key, code, _ in rows.elements())
        for rows in (before - after, after - before)
    )
    return (
        Counter((code, "moved") for _, code in (gone & new).elements())
        + Counter((code, "gone") for _, code in (gone - new).elements())
        + Counter((code, "new") for _, code in (new - gone).elements())
    )


def test_findings_in_real_archives_keep_their_positions(corpus: Path, tmp_path: Path) -> None:
    before, after = recorded(), found(corpus, tmp_path)
    assert kinds(before, after) == ALLOWED, {
        "before": sorted((before - after).elements()),
        "now": sorted((after - before).elements()),
    }
