"""What was found wrong in a text: a rule, a place, a sentence and the way out.

Faults of the text are values and are collected; faults of the machine or of use are
exceptions (``publisher.errors``). This module knows no room, no file and no output format.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from types import ModuleType


class Severity(StrEnum):
    """How bad a finding is. ``error``: this must not go out as it is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a source file; line and column count from 1, columns in characters."""

    line: int = 1
    column: int = 1

    def __post_init__(self) -> None:
        if self.line < 1 or self.column < 1:
            raise ValueError(f"a position counts from 1, not {self.line}:{self.column}")

    def moved_down(self, lines: int) -> "Position":
        """The same place in a file that has ``lines`` more lines above it."""
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
        """Order for people: by file, then place, then code."""
        return (self.path, self.position, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: what every diagnostic with its code has in common.

    ``title`` names the fault in a few words, ``why`` tells what it does to a reader and
    where that is known from, ``fix`` is the default hint; ``bad`` and
    ``good`` are the smallest text with the fault, and the same text mended.
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
        """A finding of this kind at a place; ``hint`` replaces the rule's own way out."""
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
    """The findings for people: by file and place, each said once."""
    return tuple(sorted(set(found), key=Diagnostic.sort_key))
