"""Dates are written and sought as their property wants them, whichever way a program has them."""

from datetime import UTC, date, datetime

import pytest

from hubspot_facade.crm.filters import between

DAY = date(2026, 3, 1)
MOMENT = datetime(2026, 3, 1, 15, 30, tzinfo=UTC)
MILLIS = 1_772_379_000_000
WAYS = [DAY, MOMENT, "2026-03-01", MOMENT.isoformat(), MILLIS]


@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_date_and_a_datetime_property_take_every_way(hs):
    quotes = [{"hs_title": "q", "hs_expiration_date": value} for value in WAYS]
    made = hs.quotes.batch_create(quotes)
    assert [each.properties["hs_expiration_date"] for each in made.results] == ["2026-03-01"] * len(WAYS)
    deals = {each.id: {"closedate": value} for each, value in zip(_deals(hs), WAYS, strict=True)}
    changed = {each.id: each.properties["closedate"] for each in hs.deals.batch_update(deals).results}
    midnight, moment = "2026-03-01T00:00:00Z", "2026-03-01T15:30:00Z"
    assert [changed[each] for each in deals] == [midnight, moment, midnight, moment, moment]
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
