"""Each filter as HubSpot spells it."""

from datetime import UTC, date, datetime
from decimal import Decimal

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


@pytest.mark.parametrize(
    ("given", "wired"),
    [
        ({"operator": "GTE", "value": 5}, {"operator": "GTE", "value": "5"}),
        ({"operator": "EQ", "value": True}, {"operator": "EQ", "value": "true"}),
        ({"operator": "LT", "value": 1e6}, {"operator": "LT", "value": "1000000"}),
        ({"operator": "GT", "value": Decimal("0.10")}, {"operator": "GT", "value": "0.10"}),
        (
            {"operator": "BETWEEN", "value": 1, "highValue": DAY},
            {"operator": "BETWEEN", "value": "1", "highValue": "1772323200000"},
        ),
        ({"operator": "IN", "values": [1, "b", False]}, {"operator": "IN", "values": ["1", "b", "false"]}),
    ],
)
def test_numbers_in_filters_of_hubspots_form_are_its_text(given, wired):
    made = filters.groups_of([{"filters": [{"propertyName": "size", **given}]}])
    assert made == [[{"propertyName": "size", **wired}]]
