"""What is read page by page inside an operation ends, or says that HubSpot leads it in a circle."""

import json

import httpx
import pytest

from hubspot_facade import IncompleteAnswer
from tests.facade.fakes import Client, FakeClock, FakeHubSpot

NEXT = {"a": "b", "b": "c", "c": "a"}


@pytest.fixture(params=["sync", "async"])
def client(request):
    return lambda hubspot: Client(request.param, hubspot, FakeClock())


def associations(request):
    """One association a page, for ever round three pages."""
    results = []
    for each in json.loads(request.content)["inputs"]:
        entry = {"from": {"id": each["id"]}, "to": [{"toObjectId": "9", "associationTypes": []}]}
        if each["id"] == "1":
            entry["paging"] = {"next": {"after": NEXT[each.get("after", "c")]}}
        results.append(entry)
    return httpx.Response(200, json={"status": "COMPLETE", "results": results})


def test_associations_that_do_not_advance(client):
    hubspot = FakeHubSpot(associations)
    with pytest.raises(IncompleteAnswer, match="associations of 1"):
        client(hubspot).do(lambda hs: hs.associations.batch_read("contacts", "companies", ["1", "2"]))
    assert len(hubspot.seen) == 4


def test_members_of_a_list_that_do_not_advance(client):
    def members(request):
        after = NEXT[request.url.params.get("after", "c")]
        return httpx.Response(200, json={"results": [], "paging": {"next": {"after": after}}})

    hubspot = FakeHubSpot(members)
    with pytest.raises(IncompleteAnswer):
        client(hubspot).do(lambda hs: hs.lists.list_recent_contacts("5"))
    assert len(hubspot.seen) == 4


def test_choices_that_do_not_advance(client):
    def records(request):
        after = NEXT[request.url.params.get("after", "c")]
        return httpx.Response(200, json={"results": [], "paging": {"next": {"after": after}}})

    with pytest.raises(IncompleteAnswer):
        client(FakeHubSpot(records)).do(lambda hs: hs.choices.list_deals())


def test_lists_whose_offset_stays(client):
    answer = {"lists": [], "hasMore": True, "offset": 0, "total": 3}
    with pytest.raises(IncompleteAnswer):
        client(FakeHubSpot(httpx.Response(200, json=answer))).do(lambda hs: hs.lists.list())


def test_comments_that_stop_early(client):
    answer = {"objects": [], "total": 3, "limit": 100, "offset": 0}
    with pytest.raises(IncompleteAnswer, match="3 comments"):
        client(FakeHubSpot(httpx.Response(200, json=answer))).do(lambda hs: hs.cms.blog_comments.list())
