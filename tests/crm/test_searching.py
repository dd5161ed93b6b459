"""Searches past the 10,000 records that one search reaches; the window is small here."""

import json

import httpx
import pytest

from hubspot_facade import InputError
from hubspot_facade.crm import searching
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, record

RECORDS = [record(str(number), firstname="a") for number in range(100, 125)]


def search(request):
    """A HubSpot of 25 records that lets nobody past ten."""
    body = json.loads(request.content)
    above = [
        int(each["value"])
        for group in body.get("filterGroups", [])
        for each in group["filters"]
        if each["propertyName"] == "hs_object_id"
    ]
    found = [each for each in RECORDS if int(each["id"]) > max(above, default=0)]
    start = int(body.get("after", 0))
    if start >= 10:
        return httpx.Response(400, json={"status": "error", "message": "There was a problem with the request."})
    end = start + body["limit"]
    answer = {"total": len(found), "results": found[start:end]}
    if end < len(found):
        answer["paging"] = {"next": {"after": str(end)}}
    return httpx.Response(200, json=answer)


@pytest.fixture(params=["sync", "async"])
def hubspot(request, monkeypatch):
    monkeypatch.setattr(searching.search_pages, "__kwdefaults__", {"window": 10})
    hubspot = FakeHubSpot(search)
    clock = FakeClock()
    hubspot.do = Client(request.param, hubspot, clock).do
    return hubspot


def test_a_search_goes_on_above_the_last_id(hubspot):
    found = hubspot.do(lambda client: client.contacts.search(page_size=5))
    assert [each.id for each in found] == [each["id"] for each in RECORDS]
    assert len(hubspot.seen) == 5


def test_every_group_gets_the_window(hubspot):
    groups = [
        [{"propertyName": "firstname", "operator": "EQ", "value": "a"}],
        [{"propertyName": "x", "operator": "HAS_PROPERTY"}],
    ]
    hubspot.do(lambda client: client.contacts.search(groups, page_size=10))
    last = hubspot.bodies[-1]["filterGroups"]
    assert [[each["propertyName"] for each in group["filters"]] for group in last] == [
        ["firstname", "hs_object_id"],
        ["x", "hs_object_id"],
    ]


def test_a_limit_inside_the_window_asks_no_more(hubspot):
    assert len(hubspot.do(lambda client: client.contacts.search(limit=7))) == 7
    assert len(hubspot.seen) == 1


def test_a_sorted_search_ends_at_the_window_with_a_clear_error(hubspot):
    with pytest.raises(InputError, match="sorted search") as caught:
        hubspot.do(lambda client: client.contacts.search(sorts=["-createdate"], page_size=5))
    assert caught.value.field == "sorts"
    assert len(hubspot.seen) == 2


def test_a_sorted_search_within_the_window_is_fine(hubspot):
    found = hubspot.do(lambda client: client.contacts.search(sorts=["-createdate"], page_size=5, limit=10))
    assert len(found) == 10
