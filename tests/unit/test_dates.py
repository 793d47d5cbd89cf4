"""Dates as people write them become moments, and moments what standards ask for."""

from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.dates import date_in_name, parse_date, rfc3339, rfc5322, without_date

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
NINE = time(9, 0)


@pytest.mark.parametrize(
    "written,expected",
    [
        ("2019-04-28", "2019-04-28T09:00:00+02:00"),
        (" 2019-04-28\n", "2019-04-28T09:00:00+02:00"),
        ("2019-4-8", "2019-04-08T09:00:00+02:00"),
        ("2013/06/07", "2013-06-07T09:00:00+02:00"),
        ("2013.06.07 8:05", "2013-06-07T08:05:00+02:00"),
        ("20130607", "2013-06-07T09:00:00+02:00"),
        ("2019-04-28 18:46", "2019-04-28T18:46:00+02:00"),
        ("2019-04-28 18:46:07", "2019-04-28T18:46:07+02:00"),
        ("2019-04-28 18:46:07.25", "2019-04-28T18:46:07.250000+02:00"),
        ("2019-04-28T18:46:07Z", "2019-04-28T20:46:07+02:00"),
        ("2019-04-28t18:46:07.123456789z", "2019-04-28T20:46:07.123456+02:00"),
        ("2019-04-28T18:46:07+02:00", "2019-04-28T18:46:07+02:00"),
        ("2019-04-28 18:46:07 +0200", "2019-04-28T18:46:07+02:00"),
        ("2019-04-28 18:46:00 -5", "2019-04-29T01:46:00+02:00"),
        ("2019-04-28 18:46 UTC", "2019-04-28T20:46:00+02:00"),
        ("2019-12-28 18:46", "2019-12-28T18:46:00+01:00"),
        ("Sun, 28 Apr 2019 18:46:00 +0200", "2019-04-28T18:46:00+02:00"),
        ("28 Apr 2019 18:46:00 GMT (winter)", "2019-04-28T20:46:00+02:00"),
        ("Sun, 28 Apr 2019 12:46 EDT", "2019-04-28T18:46:00+02:00"),
        ("28 April 2019", "2019-04-28T09:00:00+02:00"),
        ("April 28, 2019", "2019-04-28T09:00:00+02:00"),
        ("Apr 28 2019 at 18:46", "2019-04-28T18:46:00+02:00"),
        ("2024年5月17日", "2024-05-17T09:00:00+02:00"),
        ("2024 年 5 月 17 日 18:00", "2024-05-17T18:00:00+02:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:59:59+01:00"),
    ],
)  # fmt: skip
def test_a_date_is_understood_as_people_write_it(written: str, expected: str) -> None:
    assert parse_date(written, BERLIN, NINE).isoformat() == expected


@pytest.mark.parametrize(
    "written",
    [
        "", "soon", "next Tuesday", "06/07/2013", "7.6.2013", "2013-13-01", "2013-02-30", "2013-06",
        "2013-06-07 25:00", "2013-06-07 18:60", "2013-06-07 18:00:61", "2013-06-07 18:00 +25:00",
        "2013-06-07 18:00 +02:75", "2013-06-07 18:00 XYZ", "1969-12-31", "0000-00-00", "28 Foo 2019",
        "9999-12-31 23:00 -15", "12:30", "1556438400", "２０１９-04-28", "2019-04-28 and more",
    ],
)  # fmt: skip
def test_invalid_date_is_rejected_with_a_message(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a valid date|is before 1970"):
        parse_date(written, BERLIN, NINE)


def test_a_long_text_is_quoted_short() -> None:
    with pytest.raises(ValueError) as caught:
        parse_date("x" * 100_000, BERLIN, NINE)
    assert len(str(caught.value)) < 100


def test_a_time_that_a_change_of_clocks_skips_is_moved_on_by_the_gap() -> None:
    moment = parse_date("2019-03-31 02:30", BERLIN, NINE)
    assert moment.isoformat() == "2019-03-31T03:30:00+02:00"


def test_a_time_that_occurs_twice_is_the_first_of_the_two() -> None:
    moment = parse_date("2019-10-27 02:30", BERLIN, NINE)
    assert moment.isoformat() == "2019-10-27T02:30:00+02:00"


def test_a_publish_time_in_a_gap_is_moved_on_too() -> None:
    assert (
        parse_date("2019-03-10", NEW_YORK, time(2, 30)).isoformat() == "2019-03-10T03:30:00-04:00"
    )


@given(st.text(max_size=60))
def test_any_text_is_a_moment_in_the_zone_or_no_date(text: str) -> None:
    refusal = ""
    try:
        moment = parse_date(text, BERLIN, NINE)
    except ValueError as fault:
        refusal = str(fault)
    assert ("\n" not in refusal) if refusal else moment.tzinfo is BERLIN


MOMENTS = st.datetimes(
    datetime(1970, 1, 2),
    datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, BERLIN, NEW_YORK]),
).map(lambda moment: moment.astimezone(UTC).astimezone(moment.tzinfo).replace(microsecond=0))


@given(MOMENTS)
def test_what_is_written_for_machines_is_read_back_as_the_same_moment(moment: datetime) -> None:
    readings = (
        parse_date(rfc3339(moment), BERLIN, NINE),
        parse_date(rfc5322(moment), BERLIN, NINE),
        datetime.fromisoformat(rfc3339(moment)),
        parsedate_to_datetime(rfc5322(moment)),
    )
    # In UTC: times that occur twice in one zone equal no time of another (PEP 495).
    assert {reading.astimezone(UTC) for reading in readings} == {moment.astimezone(UTC)}


def test_the_forms_of_the_standards() -> None:
    moment = datetime(2019, 4, 8, 18, 46, 7, 999, tzinfo=BERLIN)
    assert rfc3339(moment) == "2019-04-08T18:46:07+02:00"
    assert rfc5322(moment) == "Mon, 08 Apr 2019 18:46:07 +0200"
    assert rfc3339(moment.astimezone(UTC)) == "2019-04-08T16:46:07Z"


def test_an_offset_with_seconds_is_written_in_utc() -> None:
    moment = datetime(1971, 1, 1, 12, 0, tzinfo=timezone(-timedelta(minutes=44, seconds=30)))
    assert rfc3339(moment) == "1971-01-01T12:44:30Z"
    assert rfc5322(moment) == "Fri, 01 Jan 1971 12:44:30 +0000"


def test_a_moment_without_a_zone_is_not_published() -> None:
    with pytest.raises(ValueError, match="time zone"):
        rfc3339(datetime(2019, 4, 28))


@pytest.mark.parametrize(
    "name,day,rest",
    [
        ("2025-01-15-this-week-in-rust", "2025-01-15", "this-week-in-rust"),
        ("20250115-x", "2025-01-15", "x"),
        ("2025_01_15", "2025-01-15", ""),
        ("2025.01.15 letter", "2025-01-15", "letter"),
        ("letter-2025-01-15", "2025-01-15", "letter"),
        ("issue-20250115", None, "issue-20250115"),
        ("2025-13-15-x", None, "2025-13-15-x"),
        ("2025-01_15", None, "2025-01_15"),
        ("1850-01-15", None, "1850-01-15"),
        ("12025-01-15", None, "12025-01-15"),
        ("2025-01-151", None, "2025-01-151"),
        ("059", None, "059"),
        ("", None, ""),
    ],
)  # fmt: skip
def test_date_is_found_in_a_file_name(name: str, day: str | None, rest: str) -> None:
    assert date_in_name(name) == day
    assert without_date(name) == rest
