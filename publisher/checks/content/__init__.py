"""C: one issue and its source to findings about what its author wrote.

What reading an issue finds already (``publisher.content.content_rules``) is not found again.
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
