"""Write the page of a rule: what it finds, why, and how to fix it."""

from collections.abc import Iterable
from textwrap import indent

from publisher.diagnostics import Rule
from publisher.errors import UsageError, did_you_mean

PLACE = "‸"
"""Marks, in an example, the character at which the rule finds its fault."""

ALL_RULES = "see docs/checks.md for all rules"
"""The hint for an unknown code that is similar to none."""

REMOVED = frozenset(
    "F201 F202 F203 F204 F207 F208 F209 F210 F211 F301 F302 F303 F304 F305 F306 F307 F308 "
    "F309 F310 F311 F312 F401 F402 F404 F406 F407 F408 F501 F503 F504 F505 F506 F507 F601 "
    "F602 F603 F608 F609 F610 F611 F612 F613 F702 F703 F704 F802 F803 F811 F813 F814 F815 "
    "F816 F817 F818 F819 F820 F821 F822 F823 F824".split()
)
"""Rules about how feed documents are written, which an author cannot change."""


def explained(code: str, rules: Iterable[Rule]) -> str:
    """Describe the rule with this code. Raises UsageError if it is unknown."""
    by_code = {rule.code: rule for rule in rules}
    rule = by_code.get(code.strip().upper())
    if rule is None and code.strip().upper() in REMOVED:
        return (
            f"{code.strip().upper()} was removed: it was about how feed documents are written, "
            "which no author can change. The program's own tests check that."
        )
    if rule is None:
        hint = did_you_mean(code.upper(), by_code, ALL_RULES)
        raise UsageError(f"unknown rule code {code!r}", hint)
    paragraphs = [f"{rule.code} {rule.title} ({rule.severity})", rule.why, f"Fix: {rule.fix}"]
    if rule.bad:
        paragraphs += ["Example:", indent(without_place(rule.bad).rstrip("\n"), "    ")]
    if rule.good:
        paragraphs += ["Use instead:", indent(rule.good.rstrip("\n"), "    ")]
    return "\n\n".join(paragraphs)


def without_place(example: str) -> str:
    """Return an example as an author would write it."""
    return example.replace(PLACE, "")
