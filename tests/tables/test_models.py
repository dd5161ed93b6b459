"""Items of any listing as rows: whatever HubSpot answers, each is written, and what does not fit is kept beside it."""

import csv
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade.tables.files import writing
from hubspot_facade.tables.models import ModelLayout

# What `json.loads` makes of an answer: 1e400 is infinite, and half of a surrogate pair is text.
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=6,
)
ITEMS = st.lists(st.dictionaries(st.sampled_from(["a", "id", "unread", "\ud800"]), JSON), max_size=4)


def written(path, items, numbers="decimal"):
    layout = ModelLayout(numbers)
    with writing(path, path.suffix, layout.unread) as file:
        for each in items:
            step = layout.rows([each])
            with pytest.raises(StopIteration) as done:
                next(step)
            file.write(done.value.value)
    return file.written


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("models")


@settings(max_examples=60, deadline=None)
@given(items=ITEMS, numbers=st.sampled_from(["decimal", "float"]))
def test_any_items_are_rows_of_csv_and_json_lines(folder, items, numbers):
    assert written(folder / "t.jsonl", items, numbers).rows == len(items)
    with (folder / "t.jsonl").open(encoding="utf-8", newline="\n") as file:
        assert len([json.loads(line, parse_constant=pytest.fail) for line in file]) == len(items)
    assert written(folder / "t.csv", items, numbers).rows == len(items)
    with (folder / "t.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = [*csv.reader(file)] or [[]]
    assert len(set(header)) == len(header)
    assert len(rows) == len(items)


@pytest.mark.parametrize("numbers", ["decimal", "float"])
def test_a_number_that_no_file_holds_is_kept_as_text(tmp_path, numbers):
    done = written(tmp_path / "t.jsonl", [{"a": 1.5}, {"a": math.inf}, {"b": {"c": [math.nan]}}], numbers)
    found = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()]
    assert found[1] == {"a": None, "unread": {"a": "Infinity"}}
    assert found[2]["b"] == {"c": ["NaN"]}
    assert done.unread.counts == {"a": 1}


def test_text_that_no_file_holds_is_kept_escaped(tmp_path):
    written(tmp_path / "t.csv", [{"a": "\ud800"}, {"a": "Ada"}])
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["a"] for row in rows] == ["", "Ada"]
    assert json.loads(rows[0]["unread"]) == {"a": "\ud800"}


def test_a_field_with_the_name_of_our_own_column_has_another_name(tmp_path):
    written(tmp_path / "t.jsonl", [{"unread": True}, {"unread": "no"}])
    found = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()]
    assert found == [
        {"fields.unread": True, "unread": None},
        {"fields.unread": None, "unread": {"fields.unread": "no"}},
    ]
