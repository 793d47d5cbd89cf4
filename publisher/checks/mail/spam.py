"""S: explain SpamAssassin's verdict on an email. Starts no program: takes the report as input.

Only local rules judge the text; the results of network tests (block lists, SPF, DKIM) are
known only at the receiver.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity

NEAR = 0.4
"""Share of the spam limit; above it, one link on a block list can exceed the limit."""

IS_SPAM = Rule(
    "S101",
    Severity.ERROR,
    "email is classified as spam",
    "SpamAssassin's score reaches the threshold at which most servers filter a message.",
    "fix what the rules with the most points report",
    bad="Subject: FREE MONEY!!! ACT NOW",
    good="Subject: Parsers, and what they forgive",
)
IS_NEAR = Rule(
    "S102",
    Severity.WARNING,
    "email is close to the spam threshold",
    "Network tests, such as a link on a blocklist or a new domain, can add the remaining points.",
    "fix what the rules with the most points report",
    bad="Dear friend, click here!",
    good="Hello, and welcome back.",
)
SCORE = Rule(
    "S103",
    Severity.INFO,
    "spam score of the email",
    "A score this low does not cause a message to be filtered.",
    "nothing to fix",
)
NOT_INSTALLED = Rule(
    "S104",
    Severity.WARNING,
    "spam check was skipped",
    "`--spam` needs SpamAssassin, which is a separate program.",
    "install it: apt install spamassassin, or brew install spamassassin",
)
FAILED = Rule(
    "S105",
    Severity.WARNING,
    "SpamAssassin could not check the email",
    "It failed, timed out, or the message could not be created.",
    "run `spamassassin -t -L` on a message written by `publisher send` to see why",
)

_HEAD = re.compile(r"Content analysis details:\s+\((-?[\d.]+) points?, (-?[\d.]+) required\)")
_LINE = re.compile(r"^\s*(-?[\d.]+)\s+([A-Z][A-Z0-9_]+)\s+(\S.*)$")
_MORE = re.compile(r"^\s{20,}(\S.*)$")
_WORTH = 0.1
"""Points from which a rule is listed."""


@dataclass(frozen=True, slots=True)
class Point:
    """One of SpamAssassin's rules that an email matches."""

    points: float
    name: str
    words: str
    """SpamAssassin's description of the rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """SpamAssassin's result for one email."""

    score: float
    required: float
    """The points from which an email is spam."""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """An issue's email and its verdict: the input of the checks."""

    path: str
    """The issue's source file."""
    verdict: Verdict | None = None
    fault: str = ""
    """The reason why there is no verdict."""
    is_installed: bool = True


def verdict_of(report: str) -> Verdict | None:
    """Parse a report of ``spamassassin -t``; return None if there is none.

    The report is at the end of the message that it judges, so the last one counts: an issue
    may quote another report.
    """
    heads = list(_HEAD.finditer(report))
    if not heads:
        return None
    points: list[Point] = []
    for line in report[heads[-1].end() :].splitlines():
        if match := _LINE.match(line):
            points.append(Point(float(match[1]), match[2], match[3].strip()))
        elif points and (match := _MORE.match(line)):
            last = points.pop()
            points.append(Point(last.points, last.name, f"{last.words} {match[1].strip()}"))
    points.sort(key=lambda it: (-it.points, it.name))
    return Verdict(float(heads[-1][1]), float(heads[-1][2]), tuple(points))


def _said(verdict: Verdict) -> str:
    named = [it for it in verdict.points if it.points >= _WORTH]
    words = "; ".join(f"{it.points:g} for {it.words} ({it.name})" for it in named)
    score = (
        f"the email has {verdict.score + 0.0:g} of the {verdict.required:g} points that count as "
        "spam"
    )
    return f"{score}: {words}" if words else score


def _rule_of(verdict: Verdict) -> Rule:
    """Return the rule that a verdict's score falls under."""
    if verdict.score >= verdict.required:
        return IS_SPAM
    return IS_NEAR if verdict.score >= NEAR * verdict.required else SCORE


def _scored_as(rule: Rule) -> Callable[[Judgement], Iterator[Diagnostic]]:
    """Return the check that reports emails whose score falls under this rule."""

    def find(judgement: Judgement) -> Iterator[Diagnostic]:
        if judgement.verdict is not None and _rule_of(judgement.verdict) is rule:
            yield rule.at(judgement.path, Position(), _said(judgement.verdict))

    return find


def _not_installed(judgement: Judgement) -> Iterator[Diagnostic]:
    if not judgement.is_installed:
        yield NOT_INSTALLED.at(judgement.path, Position(), "spamassassin is not installed")


def _failed(judgement: Judgement) -> Iterator[Diagnostic]:
    if judgement.is_installed and judgement.verdict is None:
        yield FAILED.at(judgement.path, Position(), f"no result: {judgement.fault}")


CHECKS: tuple[Check[Judgement], ...] = (
    *(Check(rule, _scored_as(rule)) for rule in (IS_SPAM, IS_NEAR, SCORE)),
    Check(NOT_INSTALLED, _not_installed),
    Check(FAILED, _failed),
)
"""Every check of a judgement."""
