"""Each filter as HubSpot spells it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import httpx
import pytest

from hubspot_facade import InputError
from hubspot_facade.crm import filters
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, error

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


@pytest.mark.parametrize(
    "make",
    [
        lambda: filters.equal("size", None),
        lambda: filters.unequal("size", None),
        lambda: filters.less("size", None),
        lambda: filters.at_most("size", None),
        lambda: filters.greater("size", None),
        lambda: filters.at_least("size", None),
        lambda: filters.between("size", None, 2),
        lambda: filters.between("size", 1, None),
        lambda: filters.contains("size", None),
        lambda: filters.lacks("size", None),
        lambda: filters.equal("size", ["a", None]),
        lambda: filters.one_of("size", ["a", None]),
        lambda: filters.none_of("size", [None]),
    ],
)
def test_none_is_no_value_to_compare_with(make):
    with pytest.raises(InputError, match=r"size.*unknown\(\)"):
        make()


@pytest.mark.parametrize("make", [filters.one_of, filters.none_of])
@pytest.mark.parametrize("values", [[], "abc", None, {"a": 1}, 5])
def test_one_of_several_values_takes_a_list_of_some(make, values):
    with pytest.raises(InputError, match="size"):
        make("size", values)


ONE_VALUE = ["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN", "eq"]
LACKING = [
    *[({"operator": each, "value": None}, "value") for each in ONE_VALUE],
    *[({"operator": each}, "value") for each in ONE_VALUE],
    ({"operator": "BETWEEN", "value": 1, "highValue": None}, "highValue"),
    ({"operator": "BETWEEN", "value": 1}, "highValue"),
    ({"operator": "BETWEEN", "highValue": 1}, "value"),
    ({"operator": "IN", "values": ["a", None]}, "values[1]"),
    ({"operator": "NOT_IN", "values": []}, "values"),
    ({"operator": "IN", "value": "a"}, "values"),
    ({"operator": "IN", "values": "abc"}, "values"),
]


@pytest.mark.parametrize(("given", "field"), LACKING)
def test_a_plain_filter_without_its_value_is_refused_before_any_request(given, field):
    with pytest.raises(InputError) as caught:
        filters.groups_of([{"propertyName": "size", **given}])
    assert caught.value.field == f"filters[0].{field}"


@pytest.mark.parametrize(("given", "field"), LACKING)
def test_by_name_it_is_refused_too(given, field):
    hubspot = FakeHubSpot(error(500))
    client = Client("sync", hubspot, FakeClock()).client
    payload = {"filterGroups": [{"filters": [{"propertyName": "size", **given}]}]}
    with pytest.raises(InputError) as caught:
        client.operations.run("Search contacts", payload)
    assert caught.value.field == f"filterGroups[0].filters[0].{field}"
    assert not hubspot.seen


@pytest.mark.parametrize("operator", ["HAS_PROPERTY", "NOT_HAS_PROPERTY"])
def test_what_takes_no_value_needs_none(operator):
    given = {"propertyName": "size", "operator": operator, "value": None}
    assert filters.groups_of(given) == [[given]]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "UTC"])
def test_a_midnight_sought_in_a_property_of_days_is_the_day_that_it_names(zone):
    midnight = datetime(2026, 3, 4, tzinfo=ZoneInfo(zone))
    day = str(int(datetime(2026, 3, 4, tzinfo=UTC).timestamp() * 1000))
    name = "hs_expiration_date"
    assert filters.equal(name, midnight)["value"] == filters.equal(name, date(2026, 3, 4))["value"] == day
    assert filters.groups_of({"propertyName": name, "operator": "EQ", "value": midnight})[0][0]["value"] == day
    assert filters.equal("closedate", midnight)["value"] == str(int(midnight.timestamp() * 1000))


@pytest.mark.parametrize(
    ("object_type", "made"),
    [
        ("deals", filters.greater("closedate", "2026-03-04")),
        ("0-3", filters.greater("closedate", "2026-03-04T10:00:00Z")),
        ("deals", filters.one_of("closedate", ["2026-03-04T10:00:00Z", "1772582400000"])),
        ("deals", filters.known("closedate")),
        ("deals", filters.contains("closedate", "2026*")),
        ("2-8", filters.equal("closedate", "unknown")),  # a property of the portal's own, of any type
        ("2-7", filters.equal("closed_date", "unknown")),
    ],
)
def test_dates_and_the_portal_s_own_properties_are_searched_for(object_type, made):
    hubspot = FakeHubSpot(httpx.Response(200, json={"results": [], "total": 0}))
    client = Client("sync", hubspot, FakeClock())
    client.do(lambda hs: hs.objects(object_type).search([filters.equal("size", "yesterday"), made]))
    assert hubspot.seen


@pytest.mark.parametrize(
    ("object_type", "made"),
    [
        ("deals", filters.greater("closedate", "yesterday")),
        ("deal", filters.less("CloseDate", "01/02/2026")),
        ("0-3", filters.one_of("createdate", ["2026-03-04", "1772582400"])),
        ("tickets", filters.between("closed_date", "2026-03-04", "today")),
        ("2-7", filters.at_least("hs_lastmodifieddate", "now")),
    ],
)
@pytest.mark.parametrize("colour", ["sync", "async"])
def test_what_is_compared_with_a_date_of_hubspot_s_must_be_one(colour, object_type, made):
    hubspot = FakeHubSpot(httpx.Response(200, json={"results": [], "total": 0}))
    client = Client(colour, hubspot, FakeClock())
    with pytest.raises(InputError, match="is a date: ") as caught:
        client.do(lambda hs: hs.objects(object_type).search(made))
    assert caught.value.field == "filters[0]"
    with pytest.raises(InputError, match="is a date: ") as caught:
        client.do(lambda hs: hs.objects(object_type).search([[filters.known("size")], [made]]))
    assert caught.value.field == "filters[1].filters[0]"
    assert not hubspot.seen


@pytest.mark.parametrize(
    ("object_type", "made"),
    [
        ("deals", filters.at_least("amount", "ten")),
        ("0-3", filters.equal("Amount", "ten")),
        ("companies", filters.one_of("numberofemployees", ["5", "ten"])),
        ("line_items", filters.between("price", "1", "ten")),
    ],
)
@pytest.mark.parametrize("colour", ["sync", "async"])
def test_what_is_compared_with_a_number_of_hubspot_s_must_be_one(colour, object_type, made):
    hubspot = FakeHubSpot(httpx.Response(200, json={"results": [], "total": 0}))
    client = Client(colour, hubspot, FakeClock())
    with pytest.raises(InputError, match=r"is a number, and 'ten' is none") as caught:
        client.do(lambda hs: hs.objects(object_type).search(made))
    assert caught.value.field == "filters[0]"
    assert not hubspot.seen


def test_the_numbers_that_are_checked_are_numbers():
    from hubspot_facade.crm.records.searched_values import NUMBERS
    from hubspot_facade.sandbox.crm.properties.defaults import properties
    from hubspot_facade.sandbox.crm.types import BY_ID

    for kind, names in NUMBERS.items():
        assert {properties(BY_ID[kind])[name]["type"] for name in names} == {"number"}


def test_a_number_of_the_portal_s_own_is_checked_where_its_definition_is_kept(hs):
    kind = {"type": "number", "field_type": "number"}
    hs.properties.create("deals", "seats", label="Seats", group_name="dealinformation", **kind)
    hs.properties.definitions("deals")
    for value in ("1", "2.5", -3):
        assert [*hs.deals.search([filters.at_least("seats", value)])] == []
    with pytest.raises(InputError, match="seats is a number, and 'many' is none"):
        [*hs.deals.search([filters.at_least("seats", "many")])]
