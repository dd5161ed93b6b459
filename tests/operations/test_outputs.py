"""What operations answer has the shape of the seeds' sample outputs, or differs from it for a reason that is told."""

import json
from pathlib import Path

import pytest

from hubspot_facade.catalogue.operations import Catalogue
from tests.operations.shapes import differences

ROWS = json.loads((Path(__file__).parents[1] / "data" / "sample_outputs.json").read_text(encoding="utf-8"))


def answer(hs, name, changes=None, without=()):
    payload = {**(Catalogue()[name].sample or {}), **(changes or {})}
    return hs.operations.run(name, {key: value for key, value in payload.items() if key not in without})


@pytest.mark.parametrize("name", ROWS)
def test_an_answer_has_the_shape_of_the_sample(name, hs, edition):
    row = ROWS[name]
    for first, changes in row.get("first", ()):
        answer(hs, first, changes)
    found = dict(differences(row["shape"], answer(hs, name, row.get("with"), row.get("without", ()))))
    told = {path for path, reason in row.get("differs", {}).items() if edition in reason.get("editions", [edition])}
    assert {path: what for path, what in found.items() if path not in told} == {}
    assert told <= set(found), "these do not differ"


def test_every_difference_has_a_reason():
    reasons = [reason for row in ROWS.values() for reason in row.get("differs", {}).values()]
    assert reasons
    assert all(reason["because"] for reason in reasons)


@pytest.mark.parametrize(
    ("shape", "data", "found"),
    [
        ({"a": "string", "b?": "integer"}, {"a": "x", "c": 1}, []),
        ({"a": "string"}, {}, [("$.a", "missing")]),
        ({"a": "string"}, {"a": None}, []),
        ({"a": "string"}, {"a": 1}, [("$.a", "integer")]),
        ({"a": "integer"}, {"a": True}, [("$.a", "boolean")]),
        ({"a": "number"}, {"a": 1}, []),
        ({"a": "integer"}, {"a": 1.5}, [("$.a", "number")]),
        ({"a": {"b": "string"}}, {"a": []}, [("$.a", "list")]),
        ([{"a": "string"}], [{"a": "x"}, {}], [("$[].a", "missing")]),
        (["string"], [], [("$", "empty")]),
        (["string"], {}, [("$", "object")]),
        ([], ["x"], []),
        ({"b?": "integer"}, {"b": "x"}, [("$.b", "string")]),
    ],
)
def test_differences_are_told_by_place(shape, data, found):
    assert list(differences(shape, data)) == found
