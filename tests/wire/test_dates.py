"""Moments and days, whatever form they come in."""

import time as time_module
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hubspot_facade import InputError
from hubspot_facade.wire.dates import day_of, iso_of, millis_of, moment_of, seconds_of_header, timestamp_of
from hubspot_facade.wire.values import wire_value

EAST = timezone(timedelta(hours=2))
LATE = datetime.max.replace(tzinfo=timezone(timedelta(hours=-14)))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        NOON,
        datetime(2026, 3, 1, 12),
        datetime(2026, 3, 1, 14, tzinfo=EAST),
        "2026-03-01T14:00:00+02:00",
        "2026-03-01T12:00:00Z",
        " 2026-03-01T12:00:00 ",
        1_772_366_400_000,
        "1772366400000",
    ],
)
def test_the_same_moment_in_every_form(value):
    assert moment_of(value, "at") == NOON
    assert millis_of(value, "at") == 1_772_366_400_000
    assert iso_of(value, "at") == "2026-03-01T12:00:00.000Z"
    assert day_of(value, "at") == "2026-03-01"


def test_a_day_is_its_midnight():
    assert moment_of(date(2026, 3, 1), "at") == datetime(2026, 3, 1, tzinfo=UTC)
    assert day_of(datetime(2026, 3, 2, 1, tzinfo=EAST), "at") == "2026-03-01"


def test_nothing_stays_nothing():
    assert moment_of(None, "at") is millis_of(None, "at") is iso_of(None, "at") is day_of(None, "at") is None


ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/Sao_Paulo", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati"]
).map(ZoneInfo)
MOMENTS = st.datetimes(timezones=st.none() | ZONES)


@given(st.dates(), ZONES)
def test_a_midnight_is_the_calendar_day_that_it_names(day, zone):
    midnight = datetime.combine(day, time(), zone)
    assert day_of(midnight, "on") == day_of(midnight.isoformat(), "on") == day.isoformat()


@given(MOMENTS.filter(lambda moment: moment.time() != time()))
def test_any_other_moment_is_its_day_in_utc(moment):
    utc = moment if moment.tzinfo is None else _in_utc(moment)
    if utc is None:  # before the first year, or after the last
        for read in (day_of, moment_of, iso_of, millis_of, timestamp_of, wire_value):
            with pytest.raises(InputError):
                read(moment, "on")
        return
    assert day_of(moment, "on") == utc.date().isoformat()
    assert timestamp_of(moment, "on").day == utc.date().isoformat()


@given(MOMENTS)
def test_a_moment_is_the_same_in_every_form(moment):
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else _in_utc(moment)
    if utc is None:
        return
    assert moment_of(moment, "at") == moment_of(moment.isoformat(), "at") == utc
    assert datetime.fromisoformat(iso_of(moment, "at")) == utc.replace(microsecond=utc.microsecond // 1000 * 1000)
    millis = millis_of(moment, "at")
    assert (
        timedelta()
        <= utc - (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=millis))
        < timedelta.resolution * 1000
    )
    assert wire_value(moment, "at") == iso_of(moment, "at")


def _in_utc(moment):
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


@given(st.dates())
def test_a_day_stays_that_day(day):
    assert day_of(day, "on") == day_of(day.isoformat(), "on") == wire_value(day, "on") == day.isoformat()
    assert moment_of(day, "on") == datetime.combine(day, time(), UTC)


@pytest.mark.parametrize("value", [1_772_582_400, "1772582400", 20_260_304, "20260304", 2026, "2026"])
@pytest.mark.parametrize("read", [moment_of, millis_of, iso_of, day_of])
def test_seconds_and_bare_digits_of_a_day_are_no_milliseconds(read, value):
    with pytest.raises(InputError, match="does not look like milliseconds"):
        read(value, "at")


@given(st.integers() | st.text() | st.floats() | st.binary() | st.from_regex(r"-?\d{1,5000}", fullmatch=True))
@example("\U0001f600" * 60)
@example("0\x1f")
def test_whatever_is_given_is_a_moment_or_refused_by_name(value):
    told = []
    for read in (moment_of, millis_of, iso_of, day_of):
        try:
            read(value, "at")
        except InputError as error:
            told.append((error.field, len(str(error)) < 200))
    assert set(told) <= {("at", True)}


@pytest.mark.parametrize(
    "value",
    ["yesterday", "", True, 1.5, [], 10**20, 10**5000, "9" * 5000, "²", LATE],
    ids=[str(each) for each in range(10)],
)
def test_what_is_no_moment_is_refused(value):
    with pytest.raises(InputError) as caught:
        moment_of(value, "at")
    assert caught.value.field == "at"


@pytest.fixture
def west(monkeypatch):
    """A machine in New York."""
    monkeypatch.setenv("TZ", "America/New_York")
    time_module.tzset()
    yield
    monkeypatch.undo()
    time_module.tzset()


@pytest.mark.usefixtures("west")
@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *((f"Sun, 01 Mar 2026 12:00:00{zone}", NOON.timestamp()) for zone in (" GMT", " -0000", " +0000", "")),
        *((text, None) for text in (None, "", "x", ",", "Wed, 21 Oct 99999999999999999999 07:28:00 GMT")),
    ],
)
def test_the_date_of_an_answer_is_the_same_on_every_machine(text, seconds):
    assert seconds_of_header(text) == seconds
