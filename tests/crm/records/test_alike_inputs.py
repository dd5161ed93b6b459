"""Batches of plain dicts end as batches of any other mappings do, whatever HubSpot answers and in which order."""

import copy
import json
import pickle
from dataclasses import replace
from types import MappingProxyType
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import BatchError, HubSpot, HubSpotError
from hubspot_facade.crm.records import plain_inputs
from hubspot_facade.errors import BadRequest, NetworkError, ServerError, Unauthorized
from hubspot_facade.plans.batching import Batch
from hubspot_facade.plans.drivers import run

MOMENT = "2026-01-01T00:00:00Z"
HS = HubSpot("pat-x")
CALLS = {
    "upsert": lambda rows: HS.contacts.batch_upsert.__wrapped__(HS.contacts, rows, raise_errors=False),
    "by domain": lambda rows: HS.companies.batch_upsert.__wrapped__(
        HS.companies, rows, id_property="domain", raise_errors=False
    ),
    "update": lambda rows: HS.contacts.batch_update.__wrapped__(HS.contacts, rows, raise_errors=False),
    "create": lambda rows: HS.contacts.batch_create.__wrapped__(HS.contacts, rows, raise_errors=False),
}


def row(kind, number):
    """A row whose record can be found."""
    if kind == "by domain":
        return {"domain": f"X{number}.org", "city": "Graz"}
    own = {"hs_object_id": str(number)} if kind == "update" else {}
    return {**own, "email": f"P{number}@x.org", "city": "Graz"}


def result(entry, number, *, traced, known):
    """What HubSpot answers for an input: with its trace id or without, and its key in lower case if it is `known`."""
    name, key = entry.get("idProperty"), entry.get("id")
    shown = {name: key.lower() if known else key} if name else {}
    trace = {"objectWriteTraceId": entry["objectWriteTraceId"]} if traced and "objectWriteTraceId" in entry else {}
    return {
        "id": key if name is None and key else str(1000 + number),
        "new": True,
        "createdAt": MOMENT,
        "updatedAt": MOMENT,
        "archived": False,
        "properties": {**shown, **entry["properties"]},
        **trace,
    }


def answers(data, sent):
    """What performs the requests of a batch, as the data say; the same data for the same inputs."""
    choices = {}

    def perform(step):
        call = step.bind(("2026-03",))
        body = json.loads(call.content)
        if call.path.endswith("/read"):
            return call.parse(200, "application/json", b'{"status": "COMPLETE", "results": []}')
        inputs = body["inputs"]
        key = call.content
        sent.append(key)
        if key not in choices:
            choices[key] = data[len(choices) % len(data)]
        how, seed, traced = choices[key]
        results = [result(each, n, traced=traced, known=how == "lower") for n, each in enumerate(inputs)]
        errors = []
        if how == "reversed":
            results.reverse()
        elif how == "repeated":
            results.append(results[seed % len(results)])
        elif how == "missing":
            del results[seed % len(results)]
        elif how == "failed":
            lost = inputs[seed % len(inputs)]
            del results[seed % len(results)]
            named = {"objectWriteTraceId": [lost["objectWriteTraceId"]]} if "objectWriteTraceId" in lost else {}
            ids = {} if named else {"ids": [lost["id"]]}
            errors = [{"status": "error", "category": "X", "message": "no", "context": named or ids, "errors": []}]
        elif how == "odd":
            results[seed % len(results)]["properties"] = None
        elif how == "refused" and len(inputs) > 1:
            raise BadRequest("wrong", status=400)
        elif how == "doubt":
            error = NetworkError("lost", method="POST", url="x")
            error.in_doubt = True
            raise error
        elif how == "down":
            raise ServerError("down", status=502)
        elif how == "token":
            raise Unauthorized("no", status=401)
        answer = {"status": "COMPLETE", "results": results, "startedAt": MOMENT, "completedAt": MOMENT}
        if errors:
            answer |= {"numErrors": 1, "errors": errors}
        return call.parse(207 if errors else 200, "application/json", json.dumps(answer).encode())

    return perform


def shown(batch):
    return [
        (
            each.index,
            dict(each.input),
            each.status,
            each.result and each.result.to_dict(),
            type(each.error),
            str(each.error),
        )
        for each in batch.outcomes
    ]


HOW = st.tuples(
    st.sampled_from(
        [
            "fine",
            "fine",
            "lower",
            "reversed",
            "repeated",
            "missing",
            "failed",
            "odd",
            "refused",
            "doubt",
            "down",
            "token",
        ]
    ),
    st.integers(0, 99),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*CALLS]), st.integers(1, 230), st.lists(HOW, min_size=1, max_size=3))
def test_outcomes_are_those_of_other_mappings(kind, count, data):
    rows = [row(kind, number) for number in range(count)]
    ends = []
    for given_rows in (rows, [*map(MappingProxyType, rows)]):
        sent = []
        plain = given_rows is rows
        try:
            with patch.object(plain_inputs, "are_in_order", plain_inputs.are_in_order if plain else lambda *_: False):
                batch = run(CALLS[kind](given_rows), answers(data, sent))
        except HubSpotError as error:
            ends.append((sent, type(error), str(error)))
        else:
            assert [each.input for each in batch.outcomes] == given_rows
            ends.append((sent, shown(batch), [each.to_dict() for each in batch], batch.to_dict(), batch.listed))
    assert ends[0] == ends[1]


def done(count=150):
    rows = [row("upsert", number) for number in range(count)]
    return run(CALLS["upsert"](rows), answers([("fine", 0, True)], [])), rows


def test_each_outcome_has_its_input_and_result():
    batch, rows = done()
    assert len(batch) == 150
    assert [(each.index, each.ok, each.error) for each in batch.outcomes] == [(n, True, None) for n in range(150)]
    assert all(each.input is given_row for each, given_row in zip(batch.outcomes, rows, strict=True))
    assert [each.result.properties["email"] for each in batch.outcomes] == [each["email"] for each in rows]
    assert batch.failures == []
    assert len(batch.done) == 150
    assert batch.outcomes is batch.outcomes


def unpickled(batch):
    return pickle.loads(pickle.dumps(batch))  # noqa: S301 # our own


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, unpickled, replace])
def test_a_batch_whose_outcomes_nobody_asked_for_can_be_copied(again):
    batch, _ = done(3)
    other = again(batch)
    assert other == batch
    assert repr(other) == repr(batch)
    assert [each.status for each in other.outcomes] == ["done"] * 3


def test_an_attribute_that_a_batch_lacks_is_named():
    with pytest.raises(AttributeError, match="'Batch' object has no attribute 'outcome'"):
        _ = Batch([]).outcome


def test_what_is_sent_is_what_was_given_when_the_batch_began():
    rows = [row("upsert", number) for number in range(150)]
    sent = []
    perform = answers([("fine", 0, True)], sent)

    def changing(step):
        for each in rows:
            each["city"] = "Wien"
        return perform(step)

    run(CALLS["upsert"](rows), changing)
    assert all(b"Wien" not in each for each in sent)


def test_a_failed_input_is_raised():
    rows = [row("upsert", number) for number in range(120)]
    plan = HS.contacts.batch_upsert.__wrapped__(HS.contacts, rows)
    with pytest.raises(BatchError, match="1 of 120 inputs failed") as caught:
        run(plan, answers([("fine", 0, True), ("failed", 5, True)], []))
    assert [each.index for each in caught.value.batch.failed] == [105]


@pytest.mark.parametrize(
    ("kind", "name", "keys", "refused"),
    [
        ("upsert", "email", ["a@x.org", "b@x.org", "A@x.org"], [2]),
        ("by domain", "domain", ["a.org", "A.org", " a.org"], [2]),
        ("update", "hs_object_id", ["1", "2", "1"], [2]),
    ],
)
def test_a_record_that_is_named_twice_is_sent_once(kind, name, keys, refused):
    sent = []
    batch = run(CALLS[kind]([{name: key, "city": "Graz"} for key in keys]), answers([("fine", 0, True)], sent))
    assert [each.index for each in batch.failed] == refused
    assert all("is already at index 0" in each.error.problem for each in batch.failed)
    assert len(json.loads(sent[0])["inputs"]) == len(keys) - len(refused)


def test_records_are_counted_before_they_are_made():
    batch, _ = done(150)
    assert len(batch) == 150
    assert all("results" not in vars(answer) for answer in batch.answers)
    assert len([*batch]) == len(batch) == 150
