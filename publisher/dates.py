"""Parse dates as people write them, and format aware datetimes as standards require.

Uses no clock and no locale: the newsletter's zone and hour are arguments, and names of
months are English, as in RFC 5322.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import format_datetime
from zoneinfo import ZoneInfo

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# RFC 5322, section 4.3: the zone names that still occur, in hours from UTC.
_NAMED_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

_CLOCK = r"""
    (?: (?:[Tt]|,?[ ]+(?:at[ ]+)?)
        (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})
        (?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?
        (?:[ ]*(?P<zone>[+-][0-9]{1,2}(?::?[0-9]{2})?|[A-Za-z]{1,3})(?:[ ]*\([^()]*\))?)?
    )?
"""

_FORMS = tuple(
    re.compile(form + _CLOCK, re.VERBOSE)
    for form in (
        # ISO 8601, also with slashes, dots and missing zeros
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        # 2024年5月17日
        r"(?P<year>[0-9]{4})[ ]?年[ ]?(?P<month>[0-9]{1,2})[ ]?月[ ]?(?P<day>[0-9]{1,2})[ ]?日",
        # RFC 5322: Sun, 28 Apr 2019
        r"""(?:[A-Za-z]{3,9},?[ ]+)?(?P<day>[0-9]{1,2})[ ]+(?P<name>[A-Za-z]{3,9})\.?,?[ ]+
            (?P<year>[0-9]{4})""",
        # April 28, 2019
        r"""(?:[A-Za-z]{3,9},[ ]+)?(?P<name>[A-Za-z]{3,9})\.?[ ]+(?P<day>[0-9]{1,2}),?[ ]+
            (?P<year>[0-9]{4})""",
    )
)

_IN_NAME = re.compile(
    r"(?<![0-9])([0-9]{4})([-_.])([0-9]{2})\2([0-9]{2})(?![0-9])"
    r"|\A([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])"
)

_FIRST_YEAR = 1970
"""The clocks of feed readers and mail archives start here; they show earlier dates wrongly."""


def parse_date(text: str, zone: ZoneInfo, publish_time: time) -> datetime:
    """Parse a date and time, in the newsletter's ``zone``.

    Understands ``2019-04-28``, ``2019-04-28 18:46``, ISO 8601 and RFC 3339, RFC 5322 dates,
    ``2013/06/07``, ``April 28, 2019`` and ``2024年5月17日``. A date without a time is that
    day at ``publish_time``; a time without a zone is in ``zone``. A local time that a change
    of clocks skips is moved forward by the length of the gap; if a local time occurs twice,
    the first is meant (PEP 495). Raises ValueError with a sentence for anything else, also
    for ``06/07/2013``, which means June to some people and July to others.
    """
    written = " ".join(text.split())
    parts = next((match for form in _FORMS if (match := form.fullmatch(written))), None)
    if parts is None:
        raise ValueError(f"{_shown(text)} is not a valid date")
    given = parts.groupdict()
    year = int(given["year"])
    if year < _FIRST_YEAR:
        raise ValueError(f"{_shown(text)} is before {_FIRST_YEAR}")
    try:
        day = date(year, _month(given), int(given["day"]))
        moment = datetime.combine(day, _clock(given, publish_time), _zone(given, zone))
        # The conversion to UTC and back turns a time that does not exist into one that does.
        return moment.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError) as fault:
        raise ValueError(f"{_shown(text)} is not a valid date: {fault}") from fault


def date_in_name(name: str) -> str | None:
    """Return the date in a file's name, as ``2025-01-15``; None if there is none.

    Dates with separators may be anywhere: ``2025-01-15-this-week``, ``2025_01_15``,
    ``letter-2025.01.15``. Eight digits (``20250115-x``) are a date only at the beginning.
    """
    match = _IN_NAME.search(name)
    if match is None:
        return None
    year, month, day = (int(match[one] or match[other]) for one, other in ((1, 5), (3, 6), (4, 7)))
    try:
        return date(year, month, day).isoformat() if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def without_date(name: str) -> str:
    """Return the file's name without the date that ``date_in_name`` finds."""
    if date_in_name(name) is None:
        return name
    return _IN_NAME.sub("", name, count=1).strip("-_. ")


def rfc3339(moment: datetime) -> str:
    """Format a time for Atom and JSON Feed (RFC 3339), to the second."""
    return _whole_offset(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def rfc5322(moment: datetime) -> str:
    """Format a time for mail and RSS (RFC 5322, section 3.3), independent of the locale."""
    return format_datetime(_whole_offset(moment))


def _month(given: dict[str, str | None]) -> int:
    name = given.get("name")
    if name is None:
        return int(given["month"] or 0)
    short = name[:3].lower()
    if short not in _MONTHS:
        raise ValueError(f"unknown month {name}")
    return _MONTHS.index(short) + 1


def _clock(given: dict[str, str | None], publish_time: time) -> time:
    hour, minute = given["hour"], given["minute"]
    if hour is None or minute is None:
        return publish_time.replace(tzinfo=None)
    second = min(int(given["second"] or 0), 59) if given["second"] != "60" else 59
    if int(given["second"] or 0) > 60:  # 60 is a leap second, which datetime does not have
        raise ValueError("seconds must not exceed 60")
    fraction = (given["fraction"] or "0").ljust(6, "0")[:6]
    return time(int(hour), int(minute), second, int(fraction))


def _zone(given: dict[str, str | None], zone: tzinfo) -> tzinfo:
    name = given["zone"]
    if name is None:
        return zone
    if name.lower() in _NAMED_ZONES:
        return timezone(timedelta(hours=_NAMED_ZONES[name.lower()]))
    if name[0] not in "+-":
        raise ValueError(f"unknown time zone {name}; write it as +02:00")
    digits = name[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    if int(hours) > 15 or int(minutes) > 59:
        raise ValueError(f"{name} is not a valid UTC offset")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if name[0] == "-" else offset)


def _whole_offset(moment: datetime) -> datetime:
    """Return the time with an offset of whole minutes; neither RFC can express seconds."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a published date needs a time zone")
    # Liberia was 44 minutes and 30 seconds behind UTC until 1972.
    return moment.astimezone(UTC) if offset % timedelta(minutes=1) else moment


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
