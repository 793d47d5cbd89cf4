"""How long the checks of a 667-issue archive take: beside a cold build, and when nothing changed.

    python benchmarks/check.py [FOLDER OF CORPORA]

The archive is made of the issues of real newsletters, over and over, each with a number, a date
and a title of its own. Prints seconds and the two ratios that are promised.
"""

import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ISSUES = 667
COLD_AT_MOST, WARM_AT_MOST_S = 1.5, 1.0
ROOT = Path(__file__).resolve().parent.parent
SETTINGS = """title = "The Example Letter"
site_url = "https://example.com"
author_email = "editors@example.com"
feed_limit = 20
"""


def archive(folder: Path, corpora: Path) -> None:
    """Write the issues of the corpora, again and again, under new names."""
    sources = sorted(path for path in corpora.rglob("*.m*") if path.name != "README.md")
    (folder / "issues").mkdir()
    (folder / "publisher.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(1, ISSUES + 1):
        body = sources[number % len(sources)].read_text(encoding="utf-8", errors="replace")
        day = date(2013, 1, 1) + timedelta(weeks=number)
        head = f"---\ntitle: Issue {number}\nnumber: {number}\ndate: {day}\n---\n"
        (folder / "issues" / f"{number:03}.md").write_text(head + body, encoding="utf-8")


def seconds(folder: Path, *arguments: str) -> float:
    """How long a command takes, in a process of its own."""
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "publisher", "--project", str(folder), *arguments],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if ran.returncode > 1:
        raise SystemExit(f"publisher {' '.join(arguments)} ended with status {ran.returncode}")
    return time.perf_counter() - started


def main() -> int:
    """Measure, print, and fail where a promise is broken."""
    corpora = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive(folder, corpora)
        built = seconds(folder, "build")
        cold = seconds(folder, "check", "--no-cache")
        seconds(folder, "check")
        warm = min(seconds(folder, "check") for _ in range(3))
    print(f"{ISSUES} issues: build {built:.1f} s, check {cold:.1f} s, unchanged {warm:.2f} s")
    print(f"check / build: {cold / built:.2f} (at most {COLD_AT_MOST})")
    return 0 if cold <= COLD_AT_MOST * built and warm <= WARM_AT_MOST_S else 1


if __name__ == "__main__":
    sys.exit(main())
