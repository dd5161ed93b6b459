"""Batches, whatever the order and completeness of HubSpot's answers: each input ends in one of three ways."""

import math
import pickle
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import BatchError, InputError, NotFound, Unauthorized
from hubspot_facade.errors import (
    BadRequest,
    ConfigurationError,
    Conflict,
    NetworkError,
    NotSent,
    RateLimited,
    ServerError,
    Unaccounted,
    UnreadableAnswer,
    ValidationError,
)
from hubspot_facade.plans.accounting import ACCOUNTS, TRACE
from hubspot_facade.plans.batching import BatchEndpoint, prepared, run_batch
from hubspot_facade.plans.drivers import run

EACH, FAILURES = "crm.objects.batch_update", "crm.objects.batch_archive"


class Answer:
    """A generated batch answer in small."""

    def __init__(self, ids, errors=(), **more):
        ids = list(ids)
        self.results = [SimpleNamespace(id=each) for each in ids]
        self.errors = list(errors)
        self.data = {"status": "COMPLETE", "results": [{"id": each} for each in ids], **more}

    def to_dict(self):
        return dict(self.data)


def merged(inputs, reply, size=3, raise_errors=False, name=EACH, **options):
    """The batch, and what was sent for it."""
    sent = []

    def send(chunk):
        def plan():
            sent.append(list(chunk))
            return (yield chunk)

        return plan()

    def perform(step):
        answer = reply(step)
        if isinstance(answer, Exception):
            raise answer
        return answer

    endpoint = BatchEndpoint(name, send, lambda each: [each], lambda result: [result.id], size=size, **options)
    given_inputs = [each if isinstance(each, tuple) else (each, each) for each in inputs]
    return run(run_batch(endpoint, given_inputs, raise_errors=raise_errors), perform), sent


def statuses(batch):
    return [outcome.status for outcome in batch.outcomes]


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 20), st.integers(1, 7), st.sets(st.integers(0, 19)))
def test_no_outcome_is_lost_and_none_is_invented(count, size, missing):
    inputs = [f"i{number}" for number in range(count)]
    gone = {f"i{number}" for number in missing}

    def reply(chunk):
        lost = [each for each in chunk if each in gone]
        errors = [{"category": "OBJECT_NOT_FOUND", "message": "gone", "context": {"ids": lost}}] if lost else []
        return Answer(reversed([each for each in chunk if each not in gone]), errors)

    batch, sent = merged(inputs, reply, size)
    assert [len(chunk) for chunk in sent] == [size] * (count // size) + ([count % size] if count % size else [])
    assert [outcome.input for outcome in batch.outcomes] == inputs
    assert {each.id for each in batch} == set(inputs) - gone
    assert [outcome.ok for outcome in batch.outcomes] == [each not in gone for each in inputs]
    assert all(outcome.result.id == outcome.input for outcome in batch.outcomes if outcome.ok)
    assert all(isinstance(outcome.error, NotFound) for outcome in batch.failed)
    assert len(batch.to_dict()["results"]) == len(batch)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_refused_chunk_costs_its_bad_inputs_alone(data):
    """HubSpot as a model: a chunk with a bad input is refused whole and nothing of it is done."""
    count = data.draw(st.integers(1, 100))
    inputs = [f"i{number}" for number in range(count)]
    bad = set(data.draw(st.lists(st.sampled_from(inputs), max_size=6)))
    status = data.draw(st.sampled_from([400, 404, 409, 413, 414]))
    named = data.draw(st.booleans())
    told = data.draw(st.sampled_from(["own", "alike"]))
    done = []

    def reply(chunk):
        wrong = [each for each in chunk if each in bad]
        if not wrong:
            done.extend(chunk)
            return Answer(chunk)
        message = f"{wrong[0]} is wrong" if told == "own" else "wrong"
        return BadRequest(message, status=status, context={"ids": wrong} if named else {}, errors=())

    batch, sent = merged(inputs, reply, 100) if not all_bad(inputs, bad, told) else (None, None)
    if batch is None:
        return
    assert sorted(done) == sorted(set(inputs) - bad)
    assert [outcome.status == "done" for outcome in batch.outcomes] == [each not in bad for each in inputs]
    if told == "own":
        assert all(outcome.error.message == f"{outcome.input} is wrong" for outcome in batch.failed)
    k = len(bad)
    assert len(sent) <= 1 + 2 * k * math.ceil(math.log2(max(count, 2))) + 2 * k + 7


def all_bad(inputs, bad, told):
    """Whether the reason looks as if it were the call's: all are refused in the same words."""
    return told == "alike" and len(bad) == len(inputs) > 1


def test_a_reason_of_the_call_ends_the_taking_apart():
    sent = []

    def reply(chunk):
        sent.append(chunk)
        return BadRequest("Unable to infer object type from: boats", status=400)

    with pytest.raises(BadRequest, match="boats"):
        merged([f"i{number}" for number in range(1000)], reply, 100)
    assert len(sent) <= 10


def test_two_bad_inputs_of_one_reason_do_not_look_like_the_calls():
    inputs = [f"i{number}" for number in range(100)]

    def reply(chunk):
        return NotFound("resource not found", status=404) if {"i0", "i99"} & set(chunk) else Answer(chunk)

    batch, sent = merged(inputs, reply, 100)
    assert [outcome.input for outcome in batch.failed] == ["i0", "i99"]
    assert len(sent) < 40


def test_faults_of_properties_are_never_the_calls():
    def reply(chunk):
        from hubspot_facade.errors import ErrorItem

        item = ErrorItem("no such property", code="PROPERTY_DOESNT_EXIST", context={"propertyName": ["x"]})
        return ValidationError("Property values were not valid", status=400, errors=[item])

    batch, _ = merged(list("abcdefghijklmnop"), reply, 100)
    assert statuses(batch) == ["failed"] * 16


@pytest.mark.parametrize("status", [402, 405, 415, 422, 423])
def test_other_refusals_are_not_taken_apart(status):
    from hubspot_facade.errors import APIError

    batch, sent = merged(list("abcdef"), lambda chunk: APIError("no", status=status) if "a" in chunk else Answer(chunk))
    assert statuses(batch) == ["failed"] * 3 + ["done"] * 3
    assert len(sent) == 2


def test_the_merged_answer_has_the_first_start_and_the_last_end():
    def reply(chunk):
        moment = chunk[0]
        return Answer(chunk, startedAt=f"start {moment}", completedAt=f"end {moment}", requestedAt=f"asked {moment}")

    batch, _ = merged(list("abcde"), reply)
    data = batch.to_dict()
    assert (data["requestedAt"], data["startedAt"], data["completedAt"]) == ("asked a", "start a", "end d")
    assert "numErrors" not in data


def test_an_input_that_the_answer_passes_over_is_unknown():
    batch, _ = merged(list("abcd"), lambda chunk: Answer("dba"), size=4)
    assert statuses(batch) == ["done", "done", "unknown", "done"]
    assert isinstance(batch.outcomes[2].error, Unaccounted)
    with pytest.raises(BatchError, match="0 of 4 inputs failed, 1 unknown") as caught:
        batch.raise_for_failures()
    assert caught.value.__cause__ is batch.outcomes[2].error
    assert batch.to_dict()["errors"][0]["status"] == "unknown"


def test_silence_means_done_where_only_failures_are_told():
    for answer in (None, Answer(())):
        batch, _ = merged(list("abc"), lambda chunk, answer=answer: answer, name=FAILURES)
        assert statuses(batch) == ["done"] * 3
        assert batch.to_dict()["results"] == []


def test_an_answer_of_nothing_says_nothing_of_the_inputs():
    batch, _ = merged(list("abc"), lambda chunk: None)
    assert statuses(batch) == ["unknown"] * 3


def test_results_are_matched_by_keys_and_never_by_order():
    batch, _ = merged(["A@x", "b@x", "7"], lambda chunk: Answer(["B@X", "7.0", "a@x"]))
    assert [outcome.result.id for outcome in batch.outcomes] == ["a@x", "B@X", "7.0"]
    batch, _ = merged(["A", "a"], lambda chunk: Answer(["a", "A"]))
    assert [outcome.result.id for outcome in batch.outcomes] == ["A", "a"]


def test_inputs_of_one_record_share_its_result_where_that_may_be():
    for shares in (False, True):
        batch, _ = merged(["A", "a"], lambda chunk: Answer(["a"]), one_record=shares)
        assert statuses(batch) == (["done"] * 2 if shares else ["unknown", "done"])


def test_a_result_that_shows_no_key_is_looked_up():
    def look_up(entry, ids):
        held = yield ["look", *ids]
        return held

    def reply(chunk):
        if chunk[0] == "look":
            return {"1": ["b"], "2": ["a"]}
        return Answer(["1", "2"])

    batch, sent = merged(["a", "b"], reply, look_up=look_up)
    assert [outcome.result.id for outcome in batch.outcomes] == ["2", "1"]
    assert len(sent) == 1

    def refused(chunk):
        return ServerError("no", status=500) if chunk[0] == "look" else Answer(["1", "2"])

    batch, _ = merged(["a", "b"], refused, look_up=look_up)
    assert statuses(batch) == ["unknown"] * 2


def test_what_is_in_doubt_is_unknown_and_the_others_go_on():
    lost = NetworkError("broke", method="POST", url="u")
    lost.in_doubt = True
    batch, sent = merged(list("abcdefgh"), lambda chunk: lost if "a" in chunk else Answer(chunk))
    assert statuses(batch) == ["unknown"] * 3 + ["done"] * 5
    assert len(sent) == 3


def test_an_unreadable_answer_to_a_write_leaves_its_inputs_unknown():
    error = UnreadableAnswer("none", status=200)
    error.in_doubt = True
    batch, _ = merged(list("abcdef"), lambda chunk: error if "a" in chunk else Answer(chunk))
    assert statuses(batch) == ["unknown"] * 3 + ["done"] * 3
    assert batch.outcomes[0].error is error


def test_after_attempts_in_doubt_the_rest_is_not_sent():
    lost = NetworkError("broke", method="POST", url="u", attempts=6)
    lost.in_doubt = True
    batch, sent = merged(list("abcdefgh"), lambda chunk: lost if "d" in chunk else Answer(chunk))
    assert statuses(batch) == ["done"] * 3 + ["unknown"] * 3 + ["failed"] * 2
    assert isinstance(batch.outcomes[-1].error, NotSent)
    assert batch.outcomes[-1].error.__cause__ is lost
    assert len(sent) == 2


CALL_ERRORS = [
    Unauthorized("who?", status=401),
    RateLimited("daily", status=429),
    NetworkError("refused", method="POST", url="u", sent=False),
    ConfigurationError("no token"),
    UnreadableAnswer("of a read", status=200),
]


@pytest.mark.parametrize("error", CALL_ERRORS, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("inputs", ["a", "abc", "abcdefgh"])
def test_what_concerns_the_call_is_raised_when_nothing_was_done(inputs, error):
    for raise_errors in (True, False):
        with pytest.raises(type(error)) as caught:
            merged(list(inputs), lambda chunk: error, raise_errors=raise_errors)
        assert caught.value is error


@pytest.mark.parametrize("error", CALL_ERRORS, ids=lambda each: type(each).__name__)
def test_what_concerns_the_call_is_the_end_of_the_rest_after_that(error):
    batch, sent = merged(list("abcdefgh"), lambda chunk: error if "d" in chunk else Answer(chunk))
    assert statuses(batch) == ["done"] * 3 + ["failed"] * 5
    assert {id(outcome.error) for outcome in batch.failed} == {id(error)}
    assert len(sent) == 2


@pytest.mark.parametrize("count", [1, 3, 50, 250])
def test_one_contract_holds_for_any_number_of_inputs(count):
    inputs = [f"i{number}" for number in range(count)]

    def reply(chunk):
        return BadRequest("bad", status=400) if "i0" in chunk else Answer(chunk)

    batch, _ = merged(inputs, reply, 100)
    assert statuses(batch) == ["failed"] + ["done"] * (count - 1)
    with pytest.raises(BatchError) as caught:
        merged(inputs, reply, 100, raise_errors=True)
    assert isinstance(caught.value.__cause__, BadRequest)
    assert statuses(caught.value.batch) == statuses(batch)


def test_bad_inputs_are_outcomes_of_their_own_and_the_others_are_sent():
    def make(each, field):
        if each == "x":
            raise InputError(field, "is x")
        return each

    batch, sent = merged(prepared(iter("axbcx"), make), Answer)
    assert statuses(batch) == ["done", "failed", "done", "done", "failed"]
    assert sent == [["a", "b", "c"]]
    assert str(batch.outcomes[4].error) == "inputs[4]: is x"


def test_repeated_inputs_are_refused_or_sent_once():
    batch, sent = merged(list("aba"), Answer, identity=lambda each: each)
    assert statuses(batch) == ["done", "done", "failed"]
    assert (batch.outcomes[2].error.field, sent) == ("inputs[2]", [["a", "b"]])
    assert "at index 0" in batch.outcomes[2].error.problem
    batch, sent = merged(list("aba"), Answer, identity=lambda each: each, repeats="share")
    assert statuses(batch) == ["done"] * 3
    assert batch.outcomes[2].result is batch.outcomes[0].result
    assert sent == [["a", "b"]]


def test_inputs_of_different_groups_go_in_requests_of_their_own():
    batch, sent = merged(["a1", "b1", "a2"], Answer, group=lambda each: each[0])
    assert sent == [["a1", "a2"], ["b1"]]
    assert [outcome.result.id for outcome in batch.outcomes] == ["a1", "b1", "a2"]


def test_an_error_that_names_nobody_falls_to_the_only_one_left():
    batch, _ = merged(list("abc"), lambda chunk: Answer(["b", "c"], [{"message": "some are wrong"}]))
    assert statuses(batch) == ["failed", "done", "done"]
    assert batch.outcomes[0].error.message == "some are wrong"
    batch, _ = merged(list("abc"), lambda chunk: Answer(["b"], [{"message": "some are wrong"}]))
    assert statuses(batch) == ["unknown", "done", "unknown"]


def test_an_error_that_names_an_input_in_its_words_alone_is_that_inputs():
    errors = [{"message": "CONTACT=12 is not valid", "category": "VALIDATION_ERROR"}]
    batch, _ = merged(["1", "12", "2"], lambda chunk: Answer([], errors), name=FAILURES)
    assert statuses(batch) == ["done", "failed", "done"]


def test_an_excused_error_leaves_what_it_names_done():
    errors = [
        {"message": "none", "subCategory": "x.NO_ASSOCIATIONS_FOUND", "context": {"fromObjectId": ["1"]}},
        {"message": "is not valid", "category": "VALIDATION_ERROR"},
    ]
    batch, _ = merged(
        ["1", "2", "3"],
        lambda chunk: Answer(["3"], errors),
        name=FAILURES,
        excuses=lambda item: (item.sub_category or "").endswith("NO_ASSOCIATIONS_FOUND"),
    )
    assert statuses(batch) == ["done", "failed", "done"]
    assert [item.message for item in batch.errors] == ["is not valid"]


def test_the_record_in_the_way_is_not_taken_for_the_input():
    errors = [
        {"category": "CONFLICT", "message": "there", "context": {"objectWriteTraceId": ["a"], "existingId": ["b"]}}
    ]
    batch, _ = merged([f"{TRACE}a", "b"], lambda chunk: Answer([], errors))
    assert isinstance(batch.outcomes[0].error, Conflict)
    assert batch.outcomes[0].error.existing_id == "b"
    assert statuses(batch) == ["failed", "unknown"]


def test_a_mended_input_is_sent_once_more():
    def mend(entry, error):
        return entry.upper() if error.message == "lower case" else None

    def reply(chunk):
        wrong = [each for each in chunk if each.islower()]
        return Answer(
            [each for each in chunk if each not in wrong],
            [{"message": "lower case", "category": "VALIDATION_ERROR", "context": {"ids": [each]}} for each in wrong],
        )

    endpoint = {"mend": mend}
    batch, sent = merged(["A", "b"], reply, **endpoint)
    assert statuses(batch) == ["done", "done"]
    assert sent == [["A", "b"], ["B"]]
    assert "errors" not in batch.to_dict()
    batch, sent = merged(["A", "b"], lambda chunk: ValidationError("lower case", status=400), **endpoint)
    assert statuses(batch) == ["failed", "failed"]


def test_a_batch_error_survives_pickling():
    batch, _ = merged(list("ab"), lambda chunk: Answer(["a"], [{"message": "no", "category": "CONFLICT"}]))
    error = BatchError(batch)
    batch.answers.clear()
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 # our own bytes
    assert str(again) == str(error)
    assert [outcome.ok for outcome in again.batch.outcomes] == [True, False]


def test_every_endpoint_of_a_batch_says_what_its_answers_account_for():
    import re
    from pathlib import Path

    import hubspot_facade

    named = set()
    for path in Path(hubspot_facade.__file__).parent.rglob("*.py"):
        if "sandbox" not in path.parts:
            named |= set(re.findall(r'BatchEndpoint\(\s*f?"([a-z_.]+)', path.read_text()))
    assert named
    for name in named:
        assert name in ACCOUNTS or name.endswith("."), name
