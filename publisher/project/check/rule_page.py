"""Explain one rule to an author who got a finding of it."""

from publisher.checks.explain import explained
from publisher.project.check.inspection import all_rules


def rule_page(code: str) -> str:
    """Describe a rule. Raises UsageError for an unknown code."""
    return explained(code, all_rules())
