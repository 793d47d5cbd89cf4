"""Issues, emails and feeds to findings: values in, Diagnostics out; changes nothing.

Stands above the rooms and sees their values; knows no settings, no disk and no clock. Only
the link check asks the network.
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
    "accessibility": "publisher.checks.mail.accessibility",  # of a Mailing: as it is read
    "feed": "publisher.checks.feed",  # of a PublishedFeed: the entries, before any format
    "links": "publisher.checks.links",  # of an Inquiry: every web address, and its answer
    "spam": "publisher.checks.mail.spam",  # of a Judgement: what SpamAssassin says of an email
}
"""Every family, by name, with the module that has its ``CHECKS``: loaded when asked for."""


def checks_of(family: str) -> tuple[Check[Any], ...]:
    """The checks of a family; its module says what they look at."""
    checks: tuple[Check[Any], ...] = resolve_name(f"{FAMILIES[family]}:CHECKS")
    return checks


def rules() -> tuple[Rule, ...]:
    """Every rule of every family, in the order of its code."""
    found = {check.rule for family in FAMILIES for check in checks_of(family)}
    return tuple(sorted(found, key=lambda rule: rule.code))
