"""C: check one issue and its source for what its author can fix.

Does not repeat what reading an issue already reports (``publisher.content.content_rules``).
"""

from publisher.checks.content import brackets, images, links, metadata, structure, text
from publisher.checks.proof import Proof
from publisher.checks.rule import Check

CHECKS: tuple[Check[Proof], ...] = (
    *metadata.CHECKS,
    *text.CHECKS,
    *structure.CHECKS,
    *links.CHECKS,
    *brackets.CHECKS,
    *images.CHECKS,
)
"""Every check of an issue's text."""
