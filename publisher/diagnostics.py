"""Findings about a text: a rule, a position, a message and a hint.

Errors in a text are values and are collected; errors of the system or of usage are
exceptions (``publisher.errors``). Does not import any package, read files or format output.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from types import ModuleType


class Severity(StrEnum):
    """How bad a finding is. ``error``: the text must not be published as it is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A position in a source file; line and column count from 1, columns in characters."""

    line: int = 1
    column: int = 1

    def __post_init__(self) -> None:
        if self.line < 1 or self.column < 1:
            raise ValueError(f"a position counts from 1, not {self.line}:{self.column}")

    def moved_down(self, lines: int) -> "Position":
        """Return the same position in a file that has ``lines`` more lines above it."""
        return replace(self, line=self.line + lines)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. ``path`` is POSIX and relative to the project folder."""

    code: str
    severity: Severity
    path: str
    message: str
    hint: str = ""
    position: Position = Position()

    def __str__(self) -> str:
        place = f"{self.path}:{self.position.line}:{self.position.column}"
        return f"{place}: {self.code} {self.message}"

    @property
    def is_error(self) -> bool:
        """Whether this finding makes a command end with exit status 1."""
        return self.severity is Severity.ERROR

    def sort_key(self) -> tuple[str, Position, str, str]:
        """Return the key for sorting: file, then position, then code."""
        return (self.path, self.position, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: what every diagnostic with the same code has in common.

    ``title`` names the error in a few words, ``why`` explains what it does to a reader and
    the source of that, ``fix`` is the default hint; ``bad`` and ``good`` are the smallest
    text with the error, and the same text corrected.
    """

    code: str
    severity: Severity
    title: str
    why: str
    fix: str
    bad: str = ""
    good: str = ""

    def at(
        self, path: str, position: Position, message: str, hint: str | None = None
    ) -> Diagnostic:
        """Return a finding of this kind at a position; ``hint`` replaces the rule's ``fix``."""
        return Diagnostic(
            code=self.code,
            severity=self.severity,
            path=path,
            message=message,
            hint=self.fix if hint is None else hint,
            position=position,
        )


def rules_in(module: ModuleType) -> tuple[Rule, ...]:
    """Return the rules that are values of a module, in the order in which they are written."""
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort findings by file and position, and remove duplicates."""
    return tuple(sorted(set(found), key=Diagnostic.sort_key))
