"""F7: check that titles are plain text without markup."""

import re
from collections.abc import Iterator

from publisher.checks.feed.published_feed import PublishedFeed, quoted
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity

MARKUP = Rule(
    "F701",
    Severity.WARNING,
    "HTML in plain text",
    "Readers show the tags, or remove everything that looks like one (W3C: ContainsHTML, "
    "ContainsUndeclaredHTML; RSS Profile, Character Data).",
    "remove the tags from the title",
    bad="---\ntitle: ‸Use </b> here\ndate: 2026-01-02\n---\nHello.\n",
    good="---\ntitle: Close what is open\ndate: 2026-01-02\n---\nHello.\n",
)
_END_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9]*)>")
"""The validator and some readers treat this as an end tag, however it is escaped."""


def markup(feed: PublishedFeed) -> Iterator[Diagnostic]:
    """Report titles that contain an end tag."""
    for published in feed:
        if _END_TAG.search(published.entry.title):
            message = f"the title is {quoted(published.entry.title)}"
            yield published.at(MARKUP, message, "title")


CHECKS: tuple[Check[PublishedFeed], ...] = (Check(MARKUP, markup),)
