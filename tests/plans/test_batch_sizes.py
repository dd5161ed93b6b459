"""No request holds more inputs than HubSpot takes, and what needs several requests is put together again."""

import httpx
import pytest

from hubspot_facade import BadRequest, BatchError
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, batch, error, record

MOMENTS = {"status": "COMPLETE", "startedAt": "2026-01-02T03:04:05Z", "completedAt": "2026-01-02T03:04:06Z"}


@pytest.fixture(params=["sync", "async"])
def do(request):
    """What an act gives, and the bodies that were sent for it."""

    def do(act, *replies):
        hubspot = FakeHubSpot(*replies)
        return Client(request.param, hubspot, FakeClock(), retries=0).do(act), hubspot.bodies

    return do


def sizes(bodies):
    return sorted((len(body["inputs"]) if isinstance(body, dict) else len(body) for body in bodies), reverse=True)


IDS = [str(number) for number in range(1, 102)]


@pytest.mark.parametrize(("history", "expected"), [(None, [100, 1]), (["email"], [50, 50, 1])])
def test_reading_with_history_takes_half_as_many_at_once(do, history, expected):
    _, bodies = do(lambda hs: hs.contacts.batch_read(IDS, properties_with_history=history), batch())
    assert sizes(bodies) == expected


@pytest.mark.parametrize("method", ["add_members", "remove_members"])
def test_a_list_is_changed_by_a_thousand_at_once(do, method):
    ids = range(1, 2002)
    change, bodies = do(
        lambda hs: getattr(hs.lists, method)("7", ids),
        httpx.Response(200, json={"recordsIdsAdded": ["1"], "recordIdsRemoved": ["2"], "recordIdsMissing": []}),
    )
    assert sizes(bodies) == [1000, 1000, 1]
    assert (len(change.added), len(change.removed)) == (3, 3)


def test_associations_are_read_to_the_last_page(do):
    def answer(*to, after=None):
        entry = {"from": {"id": "1"}, "to": [{"toObjectId": each, "associationTypes": []} for each in to]}
        paging = {"paging": {"next": {"after": after}}} if after else {}
        return httpx.Response(200, json={**MOMENTS, "results": [{**entry, **paging}]})

    found, bodies = do(
        lambda hs: hs.associations.batch_read("contacts", "deals", [1]), answer(5, 6, after="c"), answer(7)
    )
    assert [str(each.to_object_id) for each in found["1"]] == ["5", "6", "7"]
    assert bodies == [{"inputs": [{"id": "1"}]}, {"inputs": [{"id": "1", "after": "c"}]}]


def test_what_failed_is_raised_unless_it_is_asked_for(do):
    gone = {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "gone", "context": {"ids": ["2"]}}
    reply = batch(record("1"), status=207, errors=[gone], numErrors=1)
    inputs = {"1": {"city": "Rome"}, "2": {"city": "Oslo"}}
    with pytest.raises(BatchError) as caught:
        do(lambda hs: hs.contacts.batch_update(inputs), reply)
    assert [outcome.index for outcome in caught.value.batch.failures] == [1]
    made, _ = do(lambda hs: hs.contacts.batch_update(inputs, raise_errors=False), reply)
    assert [each.id for each in made] == ["1"]


def test_a_request_that_fails_for_one_reason_is_that_error(do):
    with pytest.raises(BadRequest, match="no city"):
        do(lambda hs: hs.contacts.batch_update({each: {"city": "Rome"} for each in IDS}), error(400, "no city"))
