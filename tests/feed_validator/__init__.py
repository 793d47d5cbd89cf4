"""F: one built feed document to what is wrong with it. Covers what the W3C validator reports.

F2 the document, F3 its elements, F4 who and what, F5 dates, F6 addresses, F7 plain texts, F8
the HTML; F1 is what making the feeds finds (``publisher.identity.identity_rules``). The validator's own
names stand in each rule. Subjects are made by ``sheet_of``.
"""

from publisher.checks.rule import Check
from tests.feed_validator import (
    addresses,
    attributes,
    content,
    document,
    identity,
    moments,
    people,
    relations,
    structure,
    texts,
)
from tests.feed_validator.sheet import Sheet, sheet_of

__all__ = ["CHECKS", "Sheet", "sheet_of"]

CHECKS: tuple[Check[Sheet], ...] = (
    *document.CHECKS,  # first: the others are silent on what cannot be parsed
    *structure.CHECKS,
    *attributes.CHECKS,
    *identity.CHECKS,
    *people.CHECKS,
    *moments.CHECKS,
    *addresses.CHECKS,
    *relations.CHECKS,
    *texts.CHECKS,
    *content.CHECKS,
)
"""Every check of a feed document."""
