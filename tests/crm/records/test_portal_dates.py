"""Dates are written and sought as their property wants them, whichever way a program has them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hubspot_facade import BatchError, ValidationError
from hubspot_facade.crm.filters import between, equal

DAY = date(2026, 3, 1)
MOMENT = datetime(2026, 3, 1, 15, 30, tzinfo=UTC)
MILLIS = 1_772_379_000_000
WAYS = [DAY, MOMENT, "2026-03-01", MOMENT.isoformat(), datetime(2026, 3, 1, tzinfo=ZoneInfo("Europe/Berlin"))]


@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_date_and_a_datetime_property_take_every_way(hs):
    quotes = [{"hs_title": "q", "hs_expiration_date": value} for value in WAYS]
    made = hs.quotes.batch_create(quotes)
    assert [each.properties["hs_expiration_date"] for each in made.results] == ["2026-03-01"] * len(WAYS)
    deals = {each.id: {"closedate": value} for each, value in zip(_deals(hs), WAYS, strict=True)}
    changed = {each.id: each.properties["closedate"] for each in hs.deals.batch_update(deals).results}
    midnight, moment, in_berlin = "2026-03-01T00:00:00Z", "2026-03-01T15:30:00Z", "2026-02-28T23:00:00Z"
    assert [changed[each] for each in deals] == [midnight, moment, midnight, moment, in_berlin]
    quote = made.results[0].id
    assert hs.quotes.update(quote, {"hs_expiration_date": MOMENT}).properties["hs_expiration_date"] == "2026-03-01"


def _deals(hs):
    given = [{"dealname": "d", "dealstage": "appointmentscheduled", "pipeline": "default"}] * len(WAYS)
    return hs.deals.batch_create(given).results


@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_search_finds_by_dates_in_builders_and_in_plain_filters(hs, sandbox):
    hs.contacts.create({"email": "a@example.com", "closedate": MOMENT})
    found = hs.contacts.search(between("closedate", DAY, date(2026, 3, 2)))
    assert len(found) == 1
    plain = {"propertyName": "closedate", "operator": "GT", "value": MOMENT}
    assert hs.contacts.search(plain) == []
    assert hs.contacts.search({**plain, "operator": "IN", "values": [MOMENT], "value": None}) == found


@pytest.fixture
def own(hs):
    """A date and a datetime property of the portal's own."""
    for name, kind in (("born", "date"), ("seen", "datetime")):
        hs.properties.create(
            "contacts", name, label=name, type=kind, field_type="date", group_name="contactinformation"
        )


def emails(count):
    return [f"{number}@example.com" for number in range(count)]


@pytest.mark.parametrize("edition", ["2026-03"])
def test_properties_of_the_portals_own_take_every_way_too(hs, own, paths):
    born, seen = ["2026-03-01"] * len(WAYS), ["2026-03-01T00:00:00Z", "2026-03-01T15:30:00Z"]
    made = [hs.contacts.create({"email": email, "born": way}) for email, way in zip(emails(5), WAYS, strict=True)]
    assert [each.properties["born"] for each in made] == born
    assert [hs.contacts.update(each.id, {"born": MOMENT}).properties["born"] for each in made[:2]] == born[:2]
    assert hs.contacts.upsert("0@example.com", {"born": MOMENT}).properties["born"] == born[0]
    assert hs.contacts.update(made[0].id, {"seen": MOMENT}).properties["seen"] == seen[1]
    before = len(paths())
    hs.contacts.update(made[0].id, {"born": DAY, "seen": MOMENT})
    assert len(paths()) == before + 1


@pytest.mark.parametrize("edition", ["2026-03"])
def test_batches_send_only_what_was_refused_once_more(hs, own):
    inputs = [{"email": email, "born": [DAY, MOMENT][number % 2]} for number, email in enumerate(emails(120))]
    inputs[7]["seen"] = "never"
    with pytest.raises(BatchError) as caught:
        hs.contacts.batch_create(inputs)
    assert [outcome.index for outcome in caught.value.batch.failures] == [7]
    assert len(caught.value.batch.results) == 119
    assert len(hs.contacts.search(equal("born", DAY))) == 119
    changed = hs.contacts.batch_update({each.id: {"born": MOMENT} for each in caught.value.batch.results[:2]})
    assert {each.properties["born"] for each in changed} == {"2026-03-01"}
    upserted = hs.contacts.batch_upsert([{"email": "0@example.com", "born": WAYS[4]}])
    assert [each.properties["born"] for each in upserted] == ["2026-03-01"]


@pytest.mark.parametrize("edition", ["2026-03", "2026-09", "v3"])
@pytest.mark.parametrize("value", ["never", MILLIS, str(MILLIS), MILLIS // 1000, 20260301])
def test_what_is_no_moment_and_numbers_are_refused_once(hs, own, paths, value):
    before = len(paths())
    with pytest.raises(ValidationError):
        hs.contacts.create({"email": "a@example.com", "born": value})
    with pytest.raises(ValidationError):
        hs.operations.run("Create/update contact", {"email": "a@example.com", "properties": {"born": value}})
    with pytest.raises((ValidationError, BatchError)):
        hs.contacts.batch_create([{"email": "a@example.com", "born": value}])
    assert len(paths()) == before + 3


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "UTC"])
def test_a_midnight_is_the_day_of_its_own_zone(hs, own, zone):
    midnight = datetime(2026, 3, 1, tzinfo=ZoneInfo(zone))
    for email, value in zip(emails(2), (midnight, midnight.isoformat()), strict=True):
        assert hs.contacts.create({"email": email, "born": value}).properties["born"] == "2026-03-01"
