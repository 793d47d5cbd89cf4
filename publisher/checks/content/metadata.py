"""C1: check the front matter of one issue, beyond what reading it already reports."""

import re
from collections.abc import Iterator
from itertools import islice

from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from publisher.model import Source
from publisher.positions import Lines

INBOX_LINE = 60
"""Characters of a subject that a desktop inbox shows beside sender and preheader."""

HEADER_LINE = 78
"""Characters; longer subjects are reported by the rule about the message's subject (M102)."""

LONG_TITLE = Rule(
    "C122", Severity.INFO, "title may be cut in the inbox",
    "Inboxes cut a subject at about 60 characters, and at about 40 on a phone.",
    "put the most important words first, or shorten the title",
    bad="---\ntitle: ‸The whole of the long story of how we came to live beside the sea\n"
    "date: 2026-01-02\n---\nHello.\n",
    good="---\ntitle: How we came to live beside the sea\ndate: 2026-01-02\n---\nHello.\n",
)  # fmt: skip
HTML_IN_TITLE = Rule(
    "C123", Severity.WARNING, "HTML in the title",
    "Subject lines and feed titles are plain text: the tags are shown as typed.",
    "remove the tags",
    bad="---\ntitle: The ‸<em>best</em> of May\ndate: 2026-01-02\n---\nHello.\n",
    good="---\ntitle: The best of May\ndate: 2026-01-02\n---\nHello.\n",
)  # fmt: skip
ENTITY_IN_TITLE = Rule(
    "C124", Severity.INFO, "HTML entity in the title",
    "It is published as the character; other programs that read the file show it as typed.",
    "type the character, or run `publisher check --fix`",
    bad="---\ntitle: Salt ‸&amp; pepper\ndate: 2026-01-02\n---\nHello.\n",
    good="---\ntitle: Salt & pepper\ndate: 2026-01-02\n---\nHello.\n",
)  # fmt: skip
BLANKS_IN_TITLE = Rule(
    "C125", Severity.INFO, "whitespace around the title",
    "It is removed in the output; other programs that read the file keep it.",
    "delete it, or run `publisher check --fix`",
    bad='---\ntitle: ‸"Salt and pepper "\ndate: 2026-01-02\n---\nHello.\n',
    good='---\ntitle: "Salt and pepper"\ndate: 2026-01-02\n---\nHello.\n',
)  # fmt: skip
IN_THE_FUTURE = Rule(
    "C133", Severity.INFO, "date is in the future",
    "The issue is not in the feeds until they are built after this date.",
    "correct the date, or run `publisher build` again after it",
    bad="---\ntitle: Spring\ndate: ‸2999-01-02\n---\nHello.\n",
    good="---\ntitle: Spring\ndate: 2026-01-02\n---\nHello.\n",
)  # fmt: skip
UPDATE_IN_THE_FUTURE = Rule(
    "C135", Severity.WARNING, "`updated` is in the future",
    "Feeds ignore it until then: an entry dated in the future would stay at the top of every list.",
    "correct `updated`, or remove it",
    bad="---\ntitle: Spring\ndate: 2026-01-02\nupdated: ‸2999-01-02\n---\nHello.\n",
    good="---\ntitle: Spring\ndate: 2026-01-02\nupdated: 2026-01-03\n---\nHello.\n",
)  # fmt: skip

_TAG = re.compile(
    r"</?(?:a|abbr|b|br|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b"
    r"[^<>]*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
"""A character reference."""
BLANKS = re.compile(r"""\A(?P<quote>["'])(?:[ \t].*|.*[ \t])(?P=quote)[ \t]*\Z""")
"""A quoted value that begins or ends with spaces."""


def long_title(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a title that is longer than an inbox line."""
    length = len(checked.issue.title)
    if INBOX_LINE < length <= HEADER_LINE:
        yield LONG_TITLE.at(
            checked.path, checked.key("title"), f"the title has {length} characters"
        )


def html_in_title(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a tag in a title of the front matter; in a heading Markdown removes it."""
    for match, offset in islice(_in_title(checked, _TAG), 1):
        place = checked.source.at(offset)
        yield HTML_IN_TITLE.at(checked.path, place, f"the title contains {match[0]}")


def entity_in_title(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a character reference in a title of the front matter."""
    for match, offset in _in_title(checked, ENTITY):
        place = checked.source.at(offset)
        yield ENTITY_IN_TITLE.at(checked.path, place, f"the title contains {match[0]}")


def blanks_in_title(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report spaces at the ends of a quoted title."""
    for _, offset in _in_title(checked, BLANKS):
        yield BLANKS_IN_TITLE.at(
            checked.path, checked.source.at(offset), "the title begins or ends with whitespace"
        )


def in_the_future(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a date after today."""
    date = checked.issue.date
    if date is not None and date > checked.now:
        yield IN_THE_FUTURE.at(
            checked.path, checked.key("date"), f"this issue is dated {date:%Y-%m-%d}"
        )


def update_in_the_future(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report an ``updated`` after today in an issue that is published."""
    date, updated = checked.issue.date, checked.issue.updated
    if date is not None and updated is not None and date <= checked.now < updated:
        yield UPDATE_IN_THE_FUTURE.at(
            checked.path, checked.key("updated"), f"`updated` is set to {updated:%Y-%m-%d}"
        )


def _in_title(
    checked: CheckedIssue, pattern: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], int]]:
    """Yield a pattern's matches in the title as typed in the front matter, with their offset."""
    source = checked.issue.source
    start, end = span_of_title(source)
    for match in pattern.finditer(source.text[start:end]):
        yield match, start + match.start()


def span_of_title(source: Source) -> tuple[int, int]:
    """Return the span of the title in the front matter, up to the line end; (0, 0) if missing."""
    place = source.positions.get("title")
    if place is None or place.line >= source.body_line:
        return 0, 0
    start = Lines(source.text).offset_of(place)
    end = source.text.find("\n", start)
    return start, len(source.text) if end < 0 else end


CHECKS: tuple[Check[CheckedIssue], ...] = (
    Check(LONG_TITLE, long_title),
    Check(HTML_IN_TITLE, html_in_title),
    Check(ENTITY_IN_TITLE, entity_in_title),
    Check(BLANKS_IN_TITLE, blanks_in_title),
    Check(IN_THE_FUTURE, in_the_future),
    Check(UPDATE_IN_THE_FUTURE, update_in_the_future),
)
