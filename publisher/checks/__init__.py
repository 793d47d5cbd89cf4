"""Check issues, emails and feeds: take values, return Diagnostics, change nothing.

This layer is above the other packages and uses their values. It reads no settings, files or
clock. Only the link check uses the network.
"""

from pkgutil import resolve_name
from typing import Any

from publisher.checks.rule import Check
from publisher.diagnostics import Rule

FAMILIES = {
    "content": "publisher.checks.content",  # of a Proof: one issue with its source
    "archive": "publisher.checks.content.between_issues",  # of an Archive: gaps and order
    "message": "publisher.checks.mail.message_rules",  # of a Mailing: an email as it is sent
    "clients": "publisher.checks.mail.clients",  # of a Mailing: as mail clients show it
    "accessibility": "publisher.checks.mail.accessibility",  # of a Mailing: readable by everybody
    "entry": "publisher.checks.feed.entry_content",  # of a WrittenEntry: an issue in the feeds
    "feed": "publisher.checks.feed",  # of a PublishedFeed: the entries, before any format
    "links": "publisher.checks.links",  # of an Inquiry: every URL, and its answer
    "spam": "publisher.checks.mail.spam",  # of a Judgement: SpamAssassin's verdict
}
"""Every family by name, with the module that has its ``CHECKS``; loaded when needed."""


def checks_of(family: str) -> tuple[Check[Any], ...]:
    """Return the checks of a family; its module documents their subject."""
    checks: tuple[Check[Any], ...] = resolve_name(f"{FAMILIES[family]}:CHECKS")
    return checks


def rules() -> tuple[Rule, ...]:
    """Return the rules of all families, sorted by code."""
    found = {check.rule for family in FAMILIES for check in checks_of(family)}
    return tuple(sorted(found, key=lambda rule: rule.code))
