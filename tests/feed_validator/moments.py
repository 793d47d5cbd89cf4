"""F5: dates: how they are written, and whether they can be true."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from tests.feed_validator.parts import Part, Role
from tests.feed_validator.sheet import Sheet, shown

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

MALFORMED = Rule(
    "F501",
    _ERROR,
    "invalid date format",
    "Readers date such an entry today, or sort it last (W3C: InvalidRFC3339Date, "
    "InvalidRFC2822Date).",
    "Atom and JSON Feed: 2026-03-01T09:30:00Z; RSS: Sun, 01 Mar 2026 09:30:00 +0000",
    bad="<updated>2026-03-01</updated>",
    good="<updated>2026-03-01T09:30:00Z</updated>",
)
IMPLAUSIBLE = Rule(
    "F502",
    _WARNING,
    "implausible date",
    "An entry from the future stays at the top of every list; one from 1970 is never seen (W3C: "
    "ImplausibleDate).",
    "correct the issue's date; future issues enter the feed on their date",
    bad="<updated>2206-03-01T09:30:00Z</updated>",
    good="<updated>2026-03-01T09:30:00Z</updated>",
)
SAME_MOMENT = Rule(
    "F503",
    _WARNING,
    "two entries have the same update time",
    "Readers that sort by it show them in any order (W3C: DuplicateUpdated).",
    "make the times differ by at least a second",
    bad="two entries with <updated>2026-03-01T09:30:00Z</updated>",
    good="<updated>2026-03-01T09:30:00Z</updated> and <updated>2026-03-01T09:30:01Z</updated>",
)
OBSOLETE = Rule(
    "F504",
    _WARNING,
    "obsolete date format",
    "Readers disagree on two-digit years and named time zones (W3C: ProblematicalRFC822Date; RFC "
    "5322, section 4.3).",
    "write the year with four digits and the zone as +0000 or GMT",
    bad="<pubDate>Sun, 1 Mar 26 09:30:00 EST</pubDate>",
    good="<pubDate>Sun, 01 Mar 2026 14:30:00 +0000</pubDate>",
)
WEEKDAY = Rule(
    "F505",
    _ERROR,
    "weekday does not match the date",
    "It is unclear which of the two is correct (W3C: IncorrectDOW).",
    "correct the weekday, or remove it",
    bad="<pubDate>Mon, 01 Mar 2026 09:30:00 +0000</pubDate>",
    good="<pubDate>Sun, 01 Mar 2026 09:30:00 +0000</pubDate>",
)
STALE = Rule(
    "F506",
    _WARNING,
    "feed is dated before its newest entry",
    "Readers may skip a feed that seems unchanged since their last request (RFC 4287, section "
    "4.2.15).",
    "set the feed's date to that of its newest entry",
    bad="feed of 1 March with an entry of 8 March",
    good="feed of 8 March with an entry of 8 March",
)
ORDER = Rule(
    "F507",
    _WARNING,
    "entries are not sorted newest first",
    "Readers that keep only the first twenty entries keep the wrong ones.",
    "put the newest entry first",
    bad="an entry of 1 March before one of 8 March",
    good="an entry of 8 March before one of 1 March",
)
BEFORE_BIRTH = Rule(
    "F508",
    _WARNING,
    "entry was updated before it was published",
    "Readers that sort by update time put it in the wrong place.",
    "correct `updated` in the front matter, or remove it",
    bad="published 8 March, updated 1 March",
    good="published 1 March, updated 8 March",
)

_AHEAD = timedelta(minutes=10)
"""Clocks differ by less, and so does what the W3C validator lets pass."""

_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
"""The web is younger than anything dated before it; 1970 is what an empty clock shows."""

_RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_RFC_822 = re.compile(
    r"((?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s+)?[0-9]{1,2}\s+"
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+(?P<year>[0-9]{4}|[0-9]{2})\s+"
    r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?\s+"
    r"(?P<zone>[+-][0-9]{4}|GMT|UTC?|Z|[ECMP][SD]T|[A-IK-Z])"
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CLEAR_ZONES = frozenset({"GMT", "UT"})

_CHANGED = ("updated", "date_modified")
_PUBLISHED = ("published", "pubDate", "date_published")


def moment_of(part: Part | None) -> datetime | None:
    """When a part says that something was; None where it is no date."""
    if part is None:
        return None
    text = part.text.strip()
    try:
        if part.role is Role.DATE_3339:
            # RFC 3339 lets a leap second through, which Python does not know.
            return datetime.fromisoformat(text) if _RFC_3339.fullmatch(text) else None
        moment = parsedate_to_datetime(text) if _RFC_822.fullmatch(text) else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _dated(sheet: Sheet) -> Iterator[tuple[str, Part]]:
    for owner, _, part in sheet.parts:
        if part.role in {Role.DATE_3339, Role.DATE_822} and part.text.strip():
            yield owner, part


def _malformed(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part in _dated(sheet):
        if moment_of(part) is None:
            said = f"{owner}: {part.name} {shown(part.text)} is not a valid {part.role}"
            yield sheet.found(MALFORMED, part, said)


def _implausible(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part in _dated(sheet):
        moment = moment_of(part)
        # A feed without an entry was never updated; it says so with the first moment of all.
        is_silent = not sheet.entries and owner == "the feed"
        if moment and not is_silent and not _FIRST <= moment <= sheet.now + _AHEAD:
            yield sheet.found(IMPLAUSIBLE, part, f"{owner}: {part.name} is {part.text.strip()}")


def _same_moment(sheet: Sheet) -> Iterator[Diagnostic]:
    owners: dict[datetime, str] = {}
    for entry in sheet.entries:
        part, name = entry.first(*_CHANGED), sheet.names[id(entry)]
        moment = moment_of(part)
        if part is None or moment is None:
            continue
        if moment in owners:
            said = f"{name} and {owners[moment]} were both updated at {part.text.strip()}"
            yield sheet.found(SAME_MOMENT, part, said)
        owners.setdefault(moment, name)


def _obsolete(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part in _dated(sheet):
        match = _RFC_822.fullmatch(part.text.strip()) if part.role is Role.DATE_822 else None
        if match and (len(match["year"]) < 4 or _is_unclear(match["zone"])):
            yield sheet.found(OBSOLETE, part, f"{owner}: {part.name} is {shown(part.text)}")


def _is_unclear(zone: str) -> bool:
    return zone[0] not in "+-" and zone not in _CLEAR_ZONES


def _weekday(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part in _dated(sheet):
        match = _RFC_822.fullmatch(part.text.strip()) if part.role is Role.DATE_822 else None
        moment = moment_of(part)
        if match and moment and match["weekday"]:
            right = _WEEKDAYS[moment.weekday()]
            if match["weekday"] != right:
                said = f"{owner}: {part.name} {shown(part.text)} should have the weekday {right}"
                yield sheet.found(WEEKDAY, part, said)


def _stale(sheet: Sheet) -> Iterator[Diagnostic]:
    part = sheet.head.first("updated", "lastBuildDate")
    moments = [when for entry in sheet.entries if (when := _newest_of(entry))]
    said = moment_of(part)
    if part and said and moments and said < max(moments):
        yield sheet.found(
            STALE, part, f"the feed is dated {part.text.strip()}, but an entry is newer"
        )


def _newest_of(entry: Part) -> datetime | None:
    names = (*_CHANGED, *_PUBLISHED)
    return max((when for part in entry.all(*names) if (when := moment_of(part))), default=None)


def _order(sheet: Sheet) -> Iterator[Diagnostic]:
    before: datetime | None = None
    for entry in sheet.entries:
        moment = moment_of(entry.first(*_PUBLISHED))
        if moment and before and moment > before:
            said = f"{sheet.names[id(entry)]} is newer than the entry before it"
            yield sheet.found(ORDER, entry, said)
        before = moment or before


def _before_birth(sheet: Sheet) -> Iterator[Diagnostic]:
    for entry in sheet.entries:
        changed, published = entry.first(*_CHANGED), entry.first(*_PUBLISHED)
        when, first = moment_of(changed), moment_of(published)
        if changed and when and first and when < first:
            said = (
                f"{sheet.names[id(entry)]} was updated at {changed.text.strip()}, before it was "
                "published"
            )
            yield sheet.found(BEFORE_BIRTH, changed, said)


CHECKS: tuple[Check[Sheet], ...] = (
    Check(MALFORMED, _malformed),
    Check(IMPLAUSIBLE, _implausible),
    Check(SAME_MOMENT, _same_moment),
    Check(OBSOLETE, _obsolete),
    Check(WEEKDAY, _weekday),
    Check(STALE, _stale),
    Check(ORDER, _order),
    Check(BEFORE_BIRTH, _before_birth),
)
