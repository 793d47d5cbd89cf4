"""A rule with the function that finds it: what every family of checks is a list of.

Knows no rule. A family's module has ``CHECKS: tuple[Check[Subject], ...]``; the subject is
the value that its functions look at, and is made once for all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from publisher.diagnostics import Diagnostic, Rule

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """One kind of finding, and where it comes from."""

    rule: Rule
    find: Callable[[Subject], Iterable[Diagnostic]]
    """Every finding of this kind in a subject. Pure; never fails on text."""


def run(checks: Sequence[Check[Subject]], subject: Subject) -> list[Diagnostic]:
    """What all the checks of a family find."""
    return [finding for check in checks for finding in check.find(subject)]
