"""A rule to a page that tells what it finds, why, and how it is mended."""

import difflib
from collections.abc import Iterable
from textwrap import indent

from publisher.diagnostics import Rule
from publisher.errors import UsageError

PLACE = "‸"
"""Stands in an example before the character at which the rule finds its fault."""


def explained(code: str, rules: Iterable[Rule]) -> str:
    """What there is to know about the rule with a code. Raises UsageError for none."""
    by_code = {rule.code: rule for rule in rules}
    rule = by_code.get(code.strip().upper())
    if rule is None:
        near = difflib.get_close_matches(code.upper(), by_code, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else "docs/checks.md lists every rule"
        raise UsageError(f"no rule has the code {code!r}", hint)
    paragraphs = [f"{rule.code} {rule.title} ({rule.severity})", rule.why, f"To mend: {rule.mend}"]
    if rule.bad:
        paragraphs += ["Found in:", indent(without_place(rule.bad).rstrip("\n"), "    ")]
    if rule.good:
        paragraphs += ["Not found in:", indent(rule.good.rstrip("\n"), "    ")]
    return "\n\n".join(paragraphs)


def without_place(example: str) -> str:
    """An example as an author would write it."""
    return example.replace(PLACE, "")
