"""The columns of live records answer as a dictionary of records does, whatever was noted and rolled back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.sandbox.state import columns, table
from hubspot_facade.sandbox.state.columns import Columns

NAMES = ("a", "b")
VALUES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "x", "X y", "\0", "x\0", "ΑΣ", "long"]))
WRITES = st.tuples(st.sampled_from(["put", "put", "change", "change", "drop"]), st.integers(1, 6), VALUES)
TIMES = st.integers(0, 3)


@pytest.fixture(autouse=True, params=[1, 2, 100], ids=lambda size: f"blocks of {size}")
def sizes(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "BLOCK", request.param)
        patch.setattr(table, "MOST_GONE", 2)
        patch.setattr(table, "MOST_CHANGES", 2)
        patch.setattr(columns, "MOST_NOTES", 3)
        yield


def carry_out(noted, model, write):
    """The model as it is after a write, which is noted."""
    what, id_, values = write
    match what:
        case "put":
            model = model | {id_: {name: value for name, value in values.items() if value}}
            noted.note("t", id_, id_, 0, model[id_], is_whole=True)
        case "change":
            if id_ in model:
                model = model | {id_: {name: value for name, value in (model[id_] | values).items() if value}}
            noted.note("t", id_, id_, 1, values)
        case _:
            model = {key: value for key, value in model.items() if key != id_}
            noted.note_gone("t", id_)
    return model


def check(noted, model):
    """What the columns answer is what the model answers."""
    found = noted.table("t") or noted.load("t", [(id_, id_, 0) for id_ in model])
    lacking = [name for name in NAMES if found.lacks(name)]
    found.fill(lacking, {id_: [values.get(name) for name in lacking] for id_, values in model.items() if values})
    assert len(found) == len(model)
    assert sorted(found.ids[row] for row in found.rows()) == sorted(model)
    for name in NAMES:
        values = found.values(name)
        assert {found.ids[row]: values[row] for row in found.rows()} == {
            id_: each.get(name, "") for id_, each in model.items()
        }
        for word in ("x", "y", "ας", "\0"):
            expected = sorted(id_ for id_, each in model.items() if word in each.get(name, "").lower())
            assert sorted(found.ids[row] for row in found.containing(name, word)) == expected
            has_it = found.where(name, lambda value, word=word: word in value.lower(), needles=[word])
            assert sorted(found.ids[row] for row in has_it) == expected
        absent = found.where(name, lambda value: not value)
        assert sorted(found.ids[row] for row in absent) == sorted(id_ for id_ in model if name not in model[id_])


@given(
    is_empty=st.booleans(), parts=st.lists(st.tuples(st.lists(WRITES, max_size=5), *[st.booleans()] * 3), max_size=6)
)
def test_what_was_noted_and_not_rolled_back_is_there(is_empty, parts):
    noted, model = Columns(is_empty=is_empty), {}
    for writes, is_searched_within, is_rolled_back, is_searched in parts:
        mark, before = noted.mark(), model
        for write in writes:
            model = carry_out(noted, model, write)
        if is_searched_within:
            check(noted, model)
        if is_rolled_back:
            noted.back_to(mark)
            model = before
        if is_searched:
            check(noted, model)
    check(noted, model)


def test_nothing_is_left_when_all_is_forgotten():
    noted = Columns(is_empty=True)
    noted.note("t", 1, 0, 0, {"a": "x"}, is_whole=True)
    noted.forget(is_empty=True)
    assert len(noted.table("t")) == 0


def test_a_table_whose_records_are_mostly_gone_is_loaded_anew():
    noted = Columns(is_empty=True)
    for id_ in range(6):
        noted.note("t", id_, 0, 0, {"a": "x"}, is_whole=True)
    for id_ in range(5):
        noted.note_gone("t", id_)
    assert noted.table("t") is None
    assert [*noted.load("t", [(5, 0, 0)]).rows()] == [0]


def test_values_that_nobody_searches_do_not_pile_up():
    """Of records that were loaded, changes are kept only for the properties whose values were read."""
    noted = Columns(is_empty=False)
    found = noted.load("t", [(1, 0, 0)])
    noted.note("t", 1, 0, 1, {"a": "x", "b": "y"})
    noted.table("t")
    found.fill(["a"], {1: ["x"]})
    assert found.lacks("b")
    assert found.values("a")[0] == "x"
    assert found.updated[0] == 1
