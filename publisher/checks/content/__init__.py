"""C: one issue and its source to findings about what its author wrote.

What reading an issue finds already (``publisher.content.rules``) is not found again.
"""

from publisher.checks.content import text
from publisher.checks.proof import Proof
from publisher.checks.rule import Check

CHECKS: tuple[Check[Proof], ...] = (*text.CHECKS,)
"""Every check of an issue's text."""
