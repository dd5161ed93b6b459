"""Days and moments take the form that HubSpot's own properties want."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files

import pytest

from hubspot_facade import InputError
from hubspot_facade.wire.date_properties import DAYS, MOMENTS
from hubspot_facade.wire.values import properties_of

AFTERNOON = datetime(2026, 3, 1, 15, 30, tzinfo=timezone(timedelta(hours=2)))
MIDNIGHT = 1_772_323_200_000


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 3, 1),
        AFTERNOON,
        datetime(2026, 3, 1, 23, 59),
        "2026-03-01",
        "2026-03-01T15:30:00+02:00",
        datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=-11))),
        "2026-03-01T00:00:00+02:00",
    ],
)
def test_a_date_property_gets_the_day(value):
    assert properties_of({"HS_Expiration_Date": value}) == {"hs_expiration_date": "2026-03-01"}


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (date(2026, 3, 1), "2026-03-01T00:00:00.000Z"),
        ("2026-03-01", "2026-03-01T00:00:00.000Z"),
        (datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=2))), "2026-02-28T22:00:00.000Z"),
        (AFTERNOON, "2026-03-01T13:30:00.000Z"),
        ("2026-03-01T15:30:00+02:00", "2026-03-01T13:30:00.000Z"),
    ],
)
def test_a_datetime_property_gets_a_moment_in_utc(value, sent):
    assert properties_of([{"name": "closedate", "value": value}]) == {"closedate": sent}


@pytest.mark.parametrize("name", ["hs_expiration_date", "closedate", "trial_end"])
@pytest.mark.parametrize("value", [MIDNIGHT, MIDNIGHT + 1, str(MIDNIGHT + 1), 0, -1])
def test_numbers_are_sent_as_they_are(name, value):
    assert properties_of({name: value}) == {name: str(value)}


@pytest.mark.parametrize("value", [1_772_582_400, 20_260_304])
def test_seconds_are_no_moment_of_1970(value):
    with pytest.raises(InputError) as caught:
        properties_of({"closedate": value})
    assert caught.value.field == "properties.closedate"
    assert properties_of({"hs_expiration_date": value}) == {"hs_expiration_date": str(value)}  # HubSpot refuses it


@pytest.mark.parametrize("name", ["hs_expiration_date", "closedate"])
def test_none_and_empty_text_clear_and_text_that_is_no_moment_is_hubspots_to_refuse(name):
    assert properties_of({name: None}) == properties_of({name: ""}) == {name: ""}
    assert properties_of({name: "next week"}) == {name: "next week"}


@pytest.mark.parametrize("value", [True, 1.5, ["2026-03-01"]])
def test_what_cannot_be_a_moment_is_an_error_that_names_the_field(value):
    with pytest.raises(InputError) as caught:
        properties_of({"closedate": value})
    assert caught.value.field == "properties.closedate"


def test_other_properties_get_what_the_value_says():
    given = {"birthday": date(2026, 3, 1), "seen_at": datetime(2026, 3, 1, tzinfo=UTC), "code": "20260301"}
    assert properties_of(given) == {"birthday": "2026-03-01", "seen_at": "2026-03-01T00:00:00.000Z", "code": "20260301"}


def test_the_types_are_those_that_the_sandbox_defines():
    defined: dict[str, set[str]] = {}
    for file in files("hubspot_facade.sandbox").joinpath("data", "properties").iterdir():
        for row in json.loads(file.read_text(encoding="utf-8"))["properties"]:
            defined.setdefault(row[0], set()).add(row[2].partition("/")[0])
    assert {name for name, types in defined.items() if "date" in types} == DAYS
    assert {name: defined[name] for name in MOMENTS} == {name: {"datetime"} for name in MOMENTS}
