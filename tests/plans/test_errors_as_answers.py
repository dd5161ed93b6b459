"""Answers under a success status that are no results: an error, or a record that is none."""

import pytest

from hubspot_facade import IncompleteAnswer, P, UnreadableAnswer
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


@pytest.mark.parametrize(
    "act", [lambda hs: hs.contacts.list().all(), lambda hs: hs.contacts.search(P.city == "Graz").all()]
)
def test_a_page_with_a_record_without_an_id_is_none(answered, act):
    error = answered(act, httpx.Response(200, json={"results": [record("1"), {**record(), "id": None}], "total": 2}))
    assert "results[1].id is missing" in str(error)


@pytest.mark.parametrize("act", WRITES)
def test_a_write_of_a_record_that_is_answered_with_nothing_is_in_doubt(answered, act):
    assert answered(act, httpx.Response(204)).in_doubt


@pytest.mark.parametrize("act", [lambda hs: hs.contacts.archive(1), lambda hs: hs.lists.archive(1)])
def test_an_error_in_fewest_words_is_one_where_nothing_is_to_be_answered(answered, act):
    assert answered(act, httpx.Response(200, json={"status": "error", "message": "no"})).in_doubt


@pytest.mark.parametrize("ids", [[1], [1, 2]])
def test_inputs_whose_batch_is_answered_with_an_error_are_not_done(colour, fake_clock, ids):
    hubspot = FakeHubSpot(lambda _request: httpx.Response(200, json=REFUSED))
    batch = Client(colour, hubspot, fake_clock).do(lambda hs: hs.contacts.batch_archive(ids, raise_errors=False))
    assert {outcome.status for outcome in batch.outcomes} == {"unknown"}


ONE_NAMED = {"message": "no", "context": {"ids": ["2"]}}
OPEN = [
    {"status": "COMPLETE", "numErrors": 2},
    {"status": "COMPLETE", "numErrors": 1, "errors": []},
    {"status": "COMPLETE", "numErrors": 1, "errors": None},
    {"errors": {"2": "no"}},
    {"errors": "no"},
    {"status": "PENDING", "results": []},
    {"status": "PROCESSING"},
    {"status": "CANCELED", "results": []},
    {"status": "error", "message": "no"},
    [{"status": "error", "message": "no"}],
]


def outcomes_of(colour, clock, act, body, status=207):
    hubspot = FakeHubSpot(lambda _request: httpx.Response(status, json=body))
    return [each.status for each in Client(colour, hubspot, clock).do(act).outcomes]


@pytest.mark.parametrize("body", OPEN, ids=str)
def test_inputs_that_an_answer_leaves_open_are_unknown_where_silence_means_done(colour, fake_clock, body):
    def archive(hs):
        return hs.contacts.batch_archive([1, 2, 3], raise_errors=False)

    assert outcomes_of(colour, fake_clock, archive, body) == ["unknown"] * 3


@pytest.mark.parametrize(
    "body", [*OPEN, {"status": {}}, {"status": ["PENDING"], "numErrors": "2", "results": True}, "OK", 5], ids=str
)
def test_a_batch_is_data_again_whatever_its_answer_is(colour, fake_clock, body):
    hubspot = FakeHubSpot(lambda _request: httpx.Response(207, json=body))
    batch = Client(colour, hubspot, fake_clock).do(lambda hs: hs.contacts.batch_archive([1, 2], raise_errors=False))
    data = batch.to_dict()
    assert data["results"] == []
    assert ("errors" in data) is bool(batch.failures)


def test_errors_that_are_counted_and_not_listed_may_be_those_of_the_others(colour, fake_clock):
    def archive(hs):
        return hs.contacts.batch_archive([1, 2, 3], raise_errors=False)

    assert outcomes_of(colour, fake_clock, archive, {"numErrors": 1, "errors": [ONE_NAMED]}) == [
        "done",
        "failed",
        "done",
    ]
    more = {"numErrors": 2, "errors": [ONE_NAMED]}
    assert outcomes_of(colour, fake_clock, archive, more) == ["unknown", "failed", "unknown"]
    grouped = {"numErrors": 2, "errors": [{"message": "no", "context": {"ids": ["2", "3"]}}]}
    assert outcomes_of(colour, fake_clock, archive, grouped) == ["done", "failed", "failed"]


def test_an_input_with_a_result_and_an_error_is_unknown(colour, fake_clock):
    results = [{**record(f"1{trace}"), "objectWriteTraceId": trace} for trace in "012"]
    error = {"message": "no such company", "context": {"objectWriteTraceId": ["1"]}}

    def create(hs):
        return hs.contacts.batch_create([{"city": "Graz"}] * 3, raise_errors=False)

    body = {"status": "COMPLETE", "results": results, "numErrors": 1, "errors": [error]}
    assert outcomes_of(colour, fake_clock, create, body) == ["done", "unknown", "done"]


@pytest.mark.parametrize("missing", [None, ""])
@pytest.mark.parametrize(
    "act",
    [
        lambda hs: hs.contacts.batch_create([{"city": "Graz"}] * 2, raise_errors=False),
        lambda hs: hs.contacts.batch_update({1: {"city": "Graz"}, 2: {"city": "Linz"}}, raise_errors=False),
    ],
)
def test_inputs_whose_batch_is_answered_with_a_record_without_an_id_are_unknown(colour, fake_clock, act, missing):
    results = [{**record(), "id": each, "objectWriteTraceId": trace} for trace, each in (("0", "1"), ("1", missing))]
    assert outcomes_of(colour, fake_clock, act, {"status": "COMPLETE", "results": results}, 200) == ["unknown"] * 2


@pytest.mark.parametrize("wrong", [None, 5, {"hs_merged_object_ids": ["2"]}])
def test_changes_with_an_archived_record_whose_properties_are_missing_are_incomplete(colour, fake_clock, wrong):
    def answer(request):
        if request.method == "POST":
            return httpx.Response(200, json={"results": [], "total": 0})
        return httpx.Response(200, json={"results": [{**record(), "properties": wrong}]})

    with pytest.raises(IncompleteAnswer, match="were merged into 1"):
        Client(colour, FakeHubSpot(answer), fake_clock).do(
            lambda hs: hs.contacts.changes("2026-01-01", properties="city")
        )
