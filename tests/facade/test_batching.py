"""Merging of batches, whatever the order and completeness of HubSpot's answers."""

import pickle
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import BatchError, InputError, NotFound, Unauthorized
from hubspot_facade.batching import refuse_repeats, run_batch
from hubspot_facade.drivers import run
from hubspot_facade.errors import BadRequest, NotSent


class Answer:
    """A generated batch answer in small."""

    def __init__(self, ids, errors=(), **more):
        ids = list(ids)
        self.results = [SimpleNamespace(id=each) for each in ids]
        self.errors = list(errors)
        self.data = {"status": "COMPLETE", "results": [{"id": each} for each in ids], **more}
        if errors:
            self.data |= {"errors": list(errors), "numErrors": len(errors)}

    def to_dict(self):
        return dict(self.data)


def merged(inputs, reply, size=3, raise_errors=False):
    sent = []

    def call(chunk):
        sent.append(chunk)

        def plan():
            answer = yield chunk
            return answer

        return plan()

    def perform(step):
        # inside a group the step is a plan of its own, which yields the chunk
        answer = reply(step if isinstance(step, list) else next(iter(step)))
        if isinstance(answer, Exception):
            raise answer
        return answer

    plan = run_batch(
        call,
        inputs,
        input_keys=lambda each: [each],
        result_keys=lambda result: [result.id],
        size=size,
        raise_errors=raise_errors,
    )
    return run(plan, perform), sent


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
    assert len(batch.to_dict()["results"]) == len(batch)


def test_the_merged_answer_has_the_first_start_and_the_last_end():
    def reply(chunk):
        moment = chunk[0]
        return Answer(chunk, startedAt=f"start {moment}", completedAt=f"end {moment}", requestedAt=f"asked {moment}")

    batch, _ = merged(list("abcde"), reply)
    data = batch.to_dict()
    assert (data["requestedAt"], data["startedAt"], data["completedAt"]) == ("asked a", "start a", "end d")
    assert "numErrors" not in data


def test_a_chunk_that_fails_leaves_the_others_and_stands_in_the_merged_answer():
    def reply(chunk):
        return BadRequest("bad", status=400) if "d" in chunk else Answer(chunk)

    batch, sent = merged(list("abcdefgh"), reply)
    assert len(sent) == 3
    assert [outcome.input for outcome in batch.failures] == ["d", "e", "f"]
    assert not batch.answered
    assert batch.to_dict()["numErrors"] == 3
    with pytest.raises(BatchError, match="3 of 8 inputs failed; input 3: 400 bad; input 4: 400 bad; input 5: 400 bad"):
        batch.raise_for_failures()


def test_what_was_not_tried_says_so():
    def reply(chunk):
        return Unauthorized("who?", status=401) if "d" in chunk else Answer(chunk)

    batch, _ = merged(list("abcdefgh"), reply)
    assert [type(outcome.error) for outcome in batch.outcomes] == [type(None)] * 3 + [Unauthorized] * 3 + [NotSent] * 2


@pytest.mark.parametrize("inputs", ["a", "abc", "abcdefgh"])
def test_when_nothing_was_done_for_one_reason_that_is_raised(inputs):
    with pytest.raises(Unauthorized):
        merged(list(inputs), lambda chunk: Unauthorized("who?", status=401))


def test_a_single_request_that_is_refused_raises_its_error():
    with pytest.raises(NotFound):
        merged(list("ab"), lambda chunk: NotFound("gone", status=404))


def test_an_error_that_names_nobody_falls_to_those_without_a_result():
    batch, _ = merged(list("abc"), lambda chunk: Answer(["b"], [{"message": "some are wrong"}]))
    assert [outcome.ok for outcome in batch.outcomes] == [False, True, False]
    assert str(batch.outcomes[0].error) == "some are wrong"


def test_an_answer_of_no_content_is_success():
    batch, _ = merged(list("abc"), lambda chunk: None)
    assert batch.failures == []
    assert batch.to_dict()["results"] == []


def test_a_batch_error_survives_pickling():
    batch, _ = merged(list("ab"), lambda chunk: Answer(["a"], [{"message": "no", "category": "CONFLICT"}]))
    error = BatchError(batch)
    batch.answers.clear()
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 # our own bytes
    assert str(again) == str(error) == "1 of 2 inputs failed; input 1: no (CONFLICT)"
    assert [outcome.ok for outcome in again.batch.outcomes] == [True, False]


def test_repeated_keys_are_refused_whatever_their_case():
    with pytest.raises(InputError) as caught:
        refuse_repeats(["a@x", "b@x", "A@X"], "inputs")
    assert caught.value.field == "inputs[2]"
    assert "inputs[0]" in caught.value.problem
