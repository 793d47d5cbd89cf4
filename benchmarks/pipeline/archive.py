"""Find real issues, and copy them as an archive of any length that every contestant can read.

A copy has a number, a date and a title of its own. From the second copy of an issue on, its links
have a host of their own too, or a cache within one build would see more repetition than any real
archive has. Never writes outside the folder it is given.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from publisher.content.head import dialects

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpus"
"""The folder of real archives, unless another one is named."""

NEWEST_DAY = date(2025, 1, 1)
IMAGES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})


@dataclass(frozen=True, slots=True)
class Origin:
    """The folder that the issues come from, and what to call it on the page."""

    folder: Path
    name: str


def origin(archive: str, corpora: str) -> Origin:
    """Return the archive that is named, or else the corpora, or else the sample newsletter."""
    if archive:
        return Origin(Path(archive).resolve(), "an archive")
    folder = Path(corpora).resolve() if corpora else CORPORA
    if folder.is_dir():
        return Origin(folder, "the corpora")
    return Origin(ROOT / "issues", "the sample newsletter")


def bodies(folder: Path) -> tuple[str, ...]:
    """Return the Markdown of each issue in a folder, without its front matter."""
    paths = (path for path in folder.rglob("*.m*") if path.suffix in {".md", ".markdown"})
    return tuple(
        dialects.read(path.read_text(encoding="utf-8", errors="replace"), path.name).body
        for path in sorted(paths)
        if path.name != "README.md"
    )


def copies(texts: Sequence[str], count: int) -> Iterator[tuple[str, str]]:
    """Yield a file name and a text for each of so many issues, oldest first.

    The last one, which the benchmarks edit, has the text of median length. Braces of Hugo's
    shortcodes are parted, because Hugo stops at those it does not know.
    """
    median = sorted(texts, key=len)[len(texts) // 2]
    for number in range(1, count + 1):
        text = median if number == count else texts[(number - 1) % len(texts)]
        if number > len(texts):
            text = text.replace("://", f"://copy{number}.")
        text = text.replace("{{", "{ {")
        day = NEWEST_DAY - timedelta(days=count - number)
        head = f"---\ntitle: Issue {number}\nnumber: {number}\ndate: {day}\n---\n"
        yield f"{number:05}.md", f"{head}\n{text}\n"


def write(source: Path, texts: Sequence[str], count: int, folder: Path) -> Path:
    """Write an archive and its images into a new folder; return the path of its newest issue."""
    for path in source.rglob("*"):
        if path.suffix.lower() in IMAGES and path.is_file():
            target = folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    folder.mkdir(parents=True, exist_ok=True)
    newest = folder
    for name, text in copies(texts, count):
        newest = folder / name
        newest.write_text(text, encoding="utf-8")
    return newest
