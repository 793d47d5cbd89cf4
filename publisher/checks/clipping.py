"""M1: whether Gmail shows the whole email, and where it would cut it.

Silent where rendering has said so itself.
"""

from collections.abc import Iterator
from html import escape

from publisher.checks.mailing import Mailing, position_in
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Position, Rule, Severity

CLIPPED_FROM = 102_400
"""Octets of HTML above which Gmail cuts a message and shows 'View entire message'."""

NEARLY_FROM = 92_000
"""Octets from which links that a sending service rewrites for its counts may be the last straw."""

NEARLY_CLIPPED = Rule(
    "M106", Severity.WARNING, "email is nearly too long for Gmail",
    "Gmail cuts a message above 102,400 bytes of HTML; the links that a sending service rewrites "
    "can be the last straw.",
    "shorten the issue, or link to the rest of it on the web",
    bad="=== issues/001.md\n‸---\ntitle: Spring\ndate: 2026-01-02\n---\n## News\n\n"
    "(90,000 bytes of words)\n",
    good="## News\n\n(50,000 bytes of words)\n",
)  # fmt: skip
CLIPPED = Rule(
    "M107", Severity.ERROR, "email is too long for Gmail",
    "Gmail cuts a message above 102,400 bytes of HTML: what comes after is behind a link that few "
    "follow, the way to unsubscribe with it.",
    "shorten the issue, or link to the rest of it on the web",
    bad="## News\n\nHello.\n\n## ‸Events\n\n(110,000 bytes of words)\n\n## Jobs\n\nNone.\n",
    good="## News\n\nHello.\n\n## Events\n\n(50,000 bytes of words)\n\n## Jobs\n\nNone.\n",
)  # fmt: skip


def nearly_clipped(mailing: Mailing) -> Iterator[Diagnostic]:
    """An email that is a little too short to be cut."""
    size = mailing.email.html_bytes
    if NEARLY_FROM <= size <= CLIPPED_FROM and not mailing.email.diagnostics:
        yield NEARLY_CLIPPED.at(
            mailing.path, Position(), f"the email has {size:,} of {CLIPPED_FROM:,} bytes"
        )


def clipped(mailing: Mailing) -> Iterator[Diagnostic]:
    """An email that is cut, at the section or story in which it is."""
    size = mailing.email.html_bytes
    if size > CLIPPED_FROM and not mailing.email.diagnostics:
        title = _last_title(mailing)
        where = f" in {title!r}" if title else ""
        said = f"the email has {size:,} bytes: Gmail cuts it at {CLIPPED_FROM:,}{where}"
        yield CLIPPED.at(mailing.path, _place_of(mailing, title), said)


def _last_title(mailing: Mailing) -> str:
    """The title of the last section or story that begins before the cut; '' for none."""
    html = mailing.email.html.encode()
    last, begin = "", 0
    for section in mailing.issue.sections:
        for title in (section.title, *(story.title for story in section.stories)):
            found = html.find(escape(title, quote=False).encode(), begin) if title else -1
            if found >= CLIPPED_FROM:
                return last
            if found >= 0:
                last, begin = title, found
    return last


def _place_of(mailing: Mailing, title: str) -> Position:
    """Where a title stands in the source; the top of the file where it is written otherwise."""
    text = mailing.issue.source.text
    found = text.find(title) if title else -1
    return position_in(text, found) if found >= 0 else Position()


CHECKS: tuple[Check[Mailing], ...] = (
    Check(NEARLY_CLIPPED, nearly_clipped),
    Check(CLIPPED, clipped),
)
