"""A rule with the function that finds it; every family is a list of these.

Imports no rule. A family's module has ``CHECKS: tuple[Check[Subject], ...]``; the subject is
the value that its functions check, and is made once for all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from publisher.diagnostics import Diagnostic, Rule

Subject = TypeVar("Subject")

SETTINGS = "publisher.toml"
"""The name of the settings file in findings."""


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """One rule and the function that finds it."""

    rule: Rule
    find: Callable[[Subject], Iterable[Diagnostic]]
    """Returns every finding of this kind in a subject. Pure; never fails on text."""


def run(checks: Sequence[Check[Subject]], subject: Subject) -> list[Diagnostic]:
    """Return the findings of all the checks of a family."""
    return [finding for check in checks for finding in check.find(subject)]
