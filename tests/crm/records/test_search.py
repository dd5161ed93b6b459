"""Searches past the 10,000 records that one search reaches (the window is small here), and while records change."""

import asyncio
import json

import httpx
import pytest

from hubspot_facade import AsyncHubSpot, HubSpot, IncompleteAnswer, InputError
from hubspot_facade.crm.filters import equal
from hubspot_facade.crm.records import search as searching
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


@pytest.mark.parametrize("sorts", ["-createdate", {"propertyName": "createdate", "direction": "DESCENDING"}])
def test_one_sort_needs_no_list(hubspot, sorts):
    hubspot.do(lambda client: client.contacts.search(sorts=sorts, limit=5))
    assert hubspot.bodies[0]["sorts"] == [sorts]


@pytest.mark.parametrize("sorts", [5, [5], [None], "", {}, ["createdate", ""]])
def test_what_is_no_sort_is_refused(hubspot, sorts):
    with pytest.raises(InputError, match=r"^sorts"):
        hubspot.do(lambda client: client.contacts.search(sorts=sorts))
    assert not hubspot.seen


STOPS = httpx.Response(200, json={"total": 25, "results": RECORDS[:10]})


@pytest.fixture(params=["sync", "async"])
def stopping(request):
    """A HubSpot that counts 25 and gives ten."""
    hubspot = FakeHubSpot(STOPS)
    hubspot.client = Client(request.param, hubspot, FakeClock())
    return hubspot


@pytest.mark.parametrize("options", [{}, {"sorts": ["createdate"]}, {"after": "5"}])
def test_a_page_without_a_following_one_while_more_are_counted_is_an_error(stopping, options):
    with pytest.raises(IncompleteAnswer, match="25 records match"):
        stopping.client.do(lambda client: client.contacts.search(**options))
    with pytest.raises(IncompleteAnswer):
        stopping.client.do(lambda client: client.companies.search_by_domain("example.com"))


def test_one_page_stays_what_hubspot_answers(stopping):
    async def page(client):
        return await client.contacts.search().page()

    async def named(client):
        return await client.operations.run("Search contacts", {})

    client = stopping.client.client
    if client._asynchronous:
        found, answer = asyncio.run(page(client)), asyncio.run(named(client))
    else:
        found, answer = client.contacts.search().page(), client.operations.run("Search contacts", {})
    assert (found.total, answer["total"], len(answer["results"])) == (25, 25, 10)
    assert len(stopping.client.do(lambda client: client.contacts.search(limit=10))) == 10


async def worked_on(client):
    """The ids of those to do, each set to done as it comes."""
    seen = []
    async for each in client.contacts.search(equal("jobtitle", "todo"), page_size=9):
        await client.contacts.update(each.id, {"jobtitle": "done"})
        seen.append(each.id)
    await client.close()
    return seen


def test_records_that_cease_to_match_while_they_are_worked_on_make_nobody_be_skipped(sandbox, edition, colour):
    options = {"access_token": sandbox.token, "base_url": sandbox.url, "api_version": edition}
    with HubSpot(**options) as hs:
        made = hs.contacts.batch_create([{"email": f"p{n}@example.com", "jobtitle": "todo"} for n in range(25)])
        if colour == "async":
            seen = asyncio.run(worked_on(AsyncHubSpot(**options)))
        else:
            seen = []
            for each in hs.contacts.search(equal("jobtitle", "todo"), page_size=9):
                hs.contacts.update(each.id, {"jobtitle": "done"})
                seen.append(each.id)
        assert seen == sorted((each.id for each in made.results), key=int)
        assert hs.contacts.search(equal("jobtitle", "todo")).all() == []
