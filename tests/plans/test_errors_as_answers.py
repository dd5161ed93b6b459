"""Answers under a success status that are no results: an error, or a record that is none."""

import pytest

from hubspot_facade import UnreadableAnswer
from tests.facade.fakes import TOKEN, Client, FakeHubSpot, record
from tests.http_library import httpx

REFUSED = {"status": "error", "category": "VALIDATION_ERROR", "message": f"no such {TOKEN}", "correlationId": "c-1"}
WRITES = [
    lambda hs: hs.contacts.create({"email": "a@b.example"}),
    lambda hs: hs.contacts.update(1, {"city": "Graz"}),
    lambda hs: hs.contacts.update_by_email("a@b.example", {"city": "Graz"}),
    lambda hs: hs.contacts.merge(1, 2),
    lambda hs: hs.calls.create(timestamp=5, title="t"),
    lambda hs: hs.notes.update(5, body="b"),
    lambda hs: hs.deals.pin(1, 2),
]
READS = [
    lambda hs: hs.contacts.get(1),
    lambda hs: hs.contacts.get_by_email("a@b.example"),
    lambda hs: hs.contacts.exists("a@b.example"),
    lambda hs: hs.deals.get(1, associations=["companies"]),
]
OTHERS = [
    lambda hs: hs.contacts.archive(1),
    lambda hs: hs.lists.archive(1),
    lambda hs: hs.files.get(1),
    lambda hs: hs.account.get(),
    lambda hs: hs.operations.run("Delete contact", {"contact_id": "1"}),
]


@pytest.fixture
def answered(colour, fake_clock):
    """What a call comes to when it is answered so."""

    def ask(act, reply):
        hubspot = FakeHubSpot(lambda _request: reply)
        with pytest.raises(UnreadableAnswer) as caught:
            Client(colour, hubspot, fake_clock, retries=0).do(act)
        assert len(hubspot.seen) == 1
        return caught.value

    return ask


@pytest.mark.parametrize("act", [*WRITES, *READS, *OTHERS])
def test_an_error_under_a_success_status_is_one(answered, act):
    error = answered(act, httpx.Response(200, json=REFUSED))
    assert "an error under a success status: no such" in str(error)
    assert TOKEN not in f"{error} {error!r} {vars(error)}"


@pytest.mark.parametrize("body", [{}, {"ok": False}, {**record("1"), "id": None}])
@pytest.mark.parametrize("act", [*WRITES, *READS])
def test_a_record_without_an_id_is_none(answered, act, body):
    error = answered(act, httpx.Response(200, json=body))
    assert "id is missing" in str(error)
    assert error.in_doubt is (act in WRITES)


@pytest.mark.parametrize("act", WRITES)
def test_a_write_of_a_record_that_is_answered_with_nothing_is_in_doubt(answered, act):
    assert answered(act, httpx.Response(204)).in_doubt


@pytest.mark.parametrize("ids", [[1], [1, 2]])
def test_inputs_whose_batch_is_answered_with_an_error_are_not_done(colour, fake_clock, ids):
    hubspot = FakeHubSpot(lambda _request: httpx.Response(200, json=REFUSED))
    batch = Client(colour, hubspot, fake_clock).do(lambda hs: hs.contacts.batch_archive(ids, raise_errors=False))
    assert {outcome.status for outcome in batch.outcomes} == {"unknown"}
