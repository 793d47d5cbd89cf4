"""C: check one issue and its source for what its author can fix.

Does not repeat what reading an issue already reports (``publisher.content.content_rules``).
"""

from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.content import brackets, images, links, metadata, structure, text
from publisher.checks.rule import Check

CHECKS: tuple[Check[CheckedIssue], ...] = (
    *metadata.CHECKS,
    *text.CHECKS,
    *structure.CHECKS,
    *links.CHECKS,
    *brackets.CHECKS,
    *images.CHECKS,
)
"""Every check of an issue's text."""
