"""Searches among more records than one search of HubSpot's reaches, at real size."""

from __future__ import annotations

from contextlib import closing

import httpx
import pytest

from hubspot_facade import BadRequest, HubSpot, InputError, Limits
from hubspot_facade.crm.filters import equal, known
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.seeding.bulk import Bulk
from tests.facade.either import either

COUNT = 10_350
UNPACED = {"limits": Limits(per_ten_seconds=1_000_000, search_per_second=1_000_000)}  # the sandbox has no tier here
IMPORTED = 1_790_000_000_000


@pytest.fixture(scope="module")
def full():
    """A portal with that many deals, all made by an import within one millisecond; and their ids."""
    with Sandbox() as sandbox:
        bulk = Bulk(sandbox.portal)
        kind = bulk.kind("deals")
        ids = bulk.ids(kind, COUNT)
        for number in ids:
            bulk.add(kind, number, {"dealname": "todo"}, IMPORTED)
        with sandbox.portal.store.transaction():
            bulk.write()
        yield sandbox, [str(number) for number in ids]


@pytest.fixture(params=["sync", "async"])
def hs(request, full):
    sandbox, _ = full
    client, close = either(request.param, base_url=sandbox.url, access_token=sandbox.token, **UNPACED)
    yield client
    close()


@pytest.fixture
def sync(full):
    sandbox, _ = full
    with closing(HubSpot(sandbox.token, base_url=sandbox.url, **UNPACED)) as client:
        yield client


def read(listing):
    """The ids that a listing gives, and the error that it ends with."""
    found = []
    try:
        found.extend(each.id for each in listing)
    except InputError as error:
        return found, error
    return found, None


def test_a_search_gives_them_all(hs, full):
    assert [each.id for each in hs.deals.search(equal("dealname", "todo"))] == full[1]


def test_by_name_one_page_says_how_many_and_all_pages_give_them(sync, full):
    payload = {"filters": [{"propertyName": "dealname", "operator": "EQ", "value": "todo"}], "page_size": 200}
    page = sync.operations.run("Search deals", payload)
    assert (page["total"], page["paging"]["next"]["after"], len(page["results"])) == (COUNT, "200", 200)
    second = sync.operations.run("Search deals", {**payload, "after": "200"})
    assert [each["id"] for each in second["results"]] == full[1][200:400]
    assert (second["total"], second["paging"]["next"]["after"]) == (COUNT, "400")
    assert [each["id"] for each in sync.operations.listing("Search deals", payload)] == full[1]


def test_page_and_first_are_hubspots_first_page(sync, full):
    page = sync.deals.search(page_size=10).page()
    assert (page.total, page.paging.next_.after) == (COUNT, "10")
    assert sync.deals.search().first().id == full[1][0]


def test_a_sorted_search_gives_what_hubspot_gives_and_then_names_the_way_out(sync):
    # 150 do not divide the window: its last page is smaller
    found, error = read(sync.deals.search(sorts=["-dealname"], page_size=150))
    assert len(set(found)) == len(found) == 10_000
    assert error.field == "sorts"
    assert "narrow the filters or drop sorts" in str(error)


def test_filters_that_leave_no_room_give_what_hubspot_gives_and_then_say_so(sync, full):
    found, error = read(sync.deals.search([known("dealname")] * 6))
    assert found == full[1][:10_000]
    assert error.field == "filters"


def test_the_latest_changes_end_at_the_window_with_a_way_out(sync):
    found, error = read(sync.deals.list_modified())
    assert len(set(found)) == 10_000
    assert error.field == "since"
    assert "oldest_first" in str(error)


def test_an_import_of_one_millisecond_is_read_oldest_first(hs, full):
    assert [each.id for each in hs.deals.list_modified(oldest_first=True)] == full[1]


def test_a_later_listing_takes_up_the_checkpoint(sync, full):
    found, since = [], IMPORTED
    for limit in (4_000, 4_000, None):
        listing = sync.deals.list_modified(since, oldest_first=True, limit=limit)
        found += [each.id for each in listing]
        since = listing.checkpoint
    assert sorted(set(found)) == full[1]
    assert len(found) < COUNT + 400 + COUNT  # the end of an earlier reading comes again: here all are of one moment
    later = sync.operations.listing("List recently modified deals", {"since": since, "oldestFirst": True, "limit": 200})
    assert [*later] == []  # search has known all of them for long


def test_an_offset_of_the_callers_goes_on_beyond_the_window(sync, full):
    assert [each.id for each in sync.deals.search(after="9990")] == full[1][9990:]
    with pytest.raises(BadRequest):
        sync.deals.search(after="10000").first()
    with pytest.raises(InputError, match="after"):
        sync.deals.search(after="next")


def test_an_export_has_no_window(full):
    sandbox, ids = full
    body = {
        "exportType": "VIEW",
        "exportName": "All",
        "format": "CSV",
        "objectType": "DEAL",
        "objectProperties": ["dealname"],
        "publicCrmSearchRequest": {"filters": [{"propertyName": "dealname", "operator": "EQ", "value": "todo"}]},
    }
    with httpx.Client(base_url=sandbox.url, headers={"authorization": f"Bearer {sandbox.token}"}) as http:
        task = http.post("/crm/v3/exports/export/async", json=body).json()["id"]
        url = http.get(f"/crm/v3/exports/export/async/tasks/{task}/status").json()["result"]
        assert len(http.get(url).text.splitlines()) == 1 + len(ids)


def test_the_sandbox_gives_the_cursor_at_the_window_and_refuses_what_is_beyond(full):
    sandbox, _ = full
    with httpx.Client(base_url=sandbox.url, headers={"authorization": f"Bearer {sandbox.token}"}) as http:

        def search(**body):
            return http.post("/crm/v3/objects/deals/search", json=body)

        last = search(after="9800", limit=200).json()
        assert (last["total"], last["paging"]) == (COUNT, {"next": {"after": "10000"}})
        assert len(search(after=9999, limit=1).json()["results"]) == 1
        for beyond in ({"after": "10000", "limit": 200}, {"after": 10_000, "limit": 1}, {"after": 9801, "limit": 200}):
            refused = search(**beyond)
            assert (refused.status_code, refused.json()["message"]) == (400, "There was a problem with the request.")
            assert "category" not in refused.json()
