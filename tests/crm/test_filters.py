"""Each filter as HubSpot spells it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hubspot_facade.crm import filters

MOMENT, DAY = datetime(2026, 3, 1, 12, tzinfo=UTC), date(2026, 3, 1)


@pytest.mark.parametrize(
    ("made", "operator", "more"),
    [
        (filters.equal("size", 5), "EQ", {"value": "5"}),
        (filters.unequal("size", True), "NEQ", {"value": "true"}),
        (filters.less("size", MOMENT), "LT", {"value": "1772366400000"}),
        (filters.at_most("size", DAY), "LTE", {"value": "1772323200000"}),
        (filters.greater("size", 5), "GT", {"value": "5"}),
        (filters.at_least("size", 5), "GTE", {"value": "5"}),
        (filters.between("size", 1, 2), "BETWEEN", {"value": "1", "highValue": "2"}),
        (filters.one_of("size", ["a", 2]), "IN", {"values": ["a", "2"]}),
        (filters.none_of("size", ["a", 2]), "NOT_IN", {"values": ["a", "2"]}),
        (filters.known("size"), "HAS_PROPERTY", {}),
        (filters.unknown("size"), "NOT_HAS_PROPERTY", {}),
        (filters.contains("size", "a*"), "CONTAINS_TOKEN", {"value": "a*"}),
        (filters.lacks("size", "a*"), "NOT_CONTAINS_TOKEN", {"value": "a*"}),
    ],
)
def test_a_filter_is_what_it_says(made, operator, more):
    assert made == {"propertyName": "size", "operator": operator, **more}


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "UTC"])
def test_a_midnight_sought_in_a_property_of_days_is_the_day_that_it_names(zone):
    midnight = datetime(2026, 3, 4, tzinfo=ZoneInfo(zone))
    day = str(int(datetime(2026, 3, 4, tzinfo=UTC).timestamp() * 1000))
    name = "hs_expiration_date"
    assert filters.equal(name, midnight)["value"] == filters.equal(name, date(2026, 3, 4))["value"] == day
    assert filters.groups_of({"propertyName": name, "operator": "EQ", "value": midnight})[0][0]["value"] == day
    assert filters.equal("closedate", midnight)["value"] == str(int(midnight.timestamp() * 1000))
