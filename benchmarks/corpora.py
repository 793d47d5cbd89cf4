"""A folder of real archives to their issues, as the program reads them: for the benchmarks."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.model import Issue
from publisher.project.folder import open_project
from publisher.project.workshop.editions import Desk, theme_of

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared" / "corpus"
"""Where the archives lie where nothing else is said."""

_LANGUAGES = {"ruanyf-weekly": {"language": "zh-CN", "timezone": "Asia/Shanghai"}}


@dataclass(frozen=True, slots=True)
class Corpus:
    """One archive, read; ``sources`` are the issues' files as text, in the same order."""

    name: str
    desk: Desk
    issues: tuple[Issue, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The Markdown of each issue, without its front matter."""
        return tuple(
            "".join(it.source.text.splitlines(keepends=True)[it.source.body_line - 1 :])
            for it in self.issues
        )


def read(folder: Path, theme: str = "default") -> Corpus:
    """An archive with settings that fit it, and a theme."""
    flags: Mapping[str, object] = {
        "title": "The Example Letter",
        "site_url": "https://example.com",
        "author_email": "editors@example.com",
        "unsubscribe_url": "https://example.com/unsubscribe",
        "content_dir": str(folder),
        "theme": theme,
        **_LANGUAGES.get(folder.name, {}),
    }
    with tempfile.TemporaryDirectory() as home:
        project = open_project(Path(home), Path(home), flags)
        shelf = project.shelf()
        issues = tuple(shelf.issue(manuscript) for manuscript in shelf.manuscripts)
        return Corpus(folder.name, Desk(project, shelf, theme_of(project)), issues)


def folders(beside: Path = BESIDE) -> tuple[Path, ...]:
    """Each archive in a folder of archives."""
    return tuple(sorted(path for path in beside.iterdir() if path.is_dir()))
