"""What a contestant is: a folder of its own, and steps that are run in it one after the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pipeline import archive
from benchmarks.pipeline.process import Place


def no_preparation(_round: int) -> None:
    """Leave the folder as the step before left it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One process to measure. ``prepare`` is called before it, with the round's number."""

    key: str
    """The name in the table of targets and in JSON."""

    name: str
    command: Sequence[str]
    prepare: Callable[[int], None] = no_preparation


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program, with the steps that it is measured in; each needs the one before it."""

    place: Place
    steps: tuple[Step, ...]
    statuses: frozenset[int] = field(default_factory=lambda: frozenset({0}))
    is_run_once: bool = False


@dataclass(frozen=True, slots=True)
class Absent:
    """A program that cannot be measured on this machine, and the reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """What all contestants are given: the issues, their count, a folder to work in."""

    source: Path
    texts: tuple[str, ...]
    count: int
    folder: Path
    environment: Mapping[str, str]
    programs: Path
    """The folder into which ``make contestants`` installs."""

    def project(self, name: str, issues: str = "issues", count: int = 0) -> tuple[Place, Path]:
        """Make a contestant's folder with the archive in it; return it and the newest issue.

        A home of its own, beside the folder, contains what it keeps for the user between runs.
        """
        folder, home = self.folder / name, self.folder / f"{name}-home"
        home.mkdir()
        newest = archive.write(self.source, self.texts, count or self.count, folder / issues)
        homes = {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
        return Place(folder, {**self.environment, **homes}), newest


@dataclass(frozen=True, slots=True)
class Editing:
    """The newest issue, which is edited in each round, and its text before."""

    path: Path
    text: str

    @classmethod
    def of(cls, path: Path) -> "Editing":
        """Remember a file as it is."""
        return cls(path, path.read_text(encoding="utf-8"))

    def edit(self, turn: int) -> None:
        """Add a paragraph that is different in each round."""
        self.path.write_text(f"{self.text}\nEdited in round {turn}.\n", encoding="utf-8")

    def restore(self) -> None:
        """Write the text as it was."""
        self.path.write_text(self.text, encoding="utf-8")
