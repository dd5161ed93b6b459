"""Moments and days, whatever form they come in."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from hubspot_facade import InputError
from hubspot_facade.dates import day_of, iso_of, millis_of, moment_of

EAST = timezone(timedelta(hours=2))
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


@pytest.mark.parametrize("value", ["yesterday", "", True, 1.5, [], 10**20])
def test_what_is_no_moment_is_refused(value):
    with pytest.raises(InputError) as caught:
        moment_of(value, "at")
    assert caught.value.field == "at"
