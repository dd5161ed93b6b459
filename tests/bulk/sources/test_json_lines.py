"""JSON Lines: what was written is read, and what is wrong in a line stays in that line."""

import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.bulk import sources
from hubspot_facade.errors import InputError

VALUE = st.one_of(st.text(min_size=1), st.integers(), st.booleans(), st.lists(st.text(), min_size=1, max_size=3))
OBJECT = st.dictionaries(
    st.text(min_size=1).filter(lambda name: not name.startswith(("hubspot_", "properties"))),
    VALUE,
    min_size=1,
    max_size=5,
)


@given(st.lists(OBJECT, max_size=8), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_json_writes_is_read(objects, ascii_only, encoding):
    text = "".join(json.dumps(each, ensure_ascii=ascii_only) + "\n" for each in objects)
    given = text.encode(encoding, "surrogatepass")
    source = sources.open(io.BytesIO(given), format="jsonl")
    assert source.columns is None
    assert [(row.line, row.values) for row in source if row.error is None] == [
        (line, each) for line, each in enumerate(objects, 1) if not _has_half(each)
    ]


def _has_half(each):
    return any("\ud800" <= character <= "\udfff" for character in json.dumps(each, ensure_ascii=False))


def test_what_is_wrong_in_a_line_is_reported_and_the_others_are_read():
    lines = [
        b'{"email": "a@example.com", "amount": 12.5000000000000000001, "note": null}',
        b"",
        b"nothing",
        b'{"email": "a", "email": "b"}',
        b"[1]",
        b'{"n": NaN}',
        b'{"n": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"name": "J\xfcrgen"}',
        b'{"name": "\\ud800"}',
        b'{"hubspot_text": "nothing", "hubspot_line": 3}',
        b'{"hubspot_error": "x"}',
        b'{"properties": {"email": "b@example.com", "note": ""}}',
    ]
    source = sources.open(io.BytesIO(b"\n".join(lines)), format="jsonl")
    first, *wrong, last = source
    assert first.values == {"email": "a@example.com", "amount": Decimal("12.5000000000000000001")}
    assert (last.line, last.values) == (13, {"properties": {"email": "b@example.com"}})
    assert source.skipped == 1
    said = {row.line: str(row.error) for row in wrong}
    expected = {
        3: "is not JSON: Expecting value at character 1",
        4: "'email' is given twice",
        5: "is list: expected an object",
        6: "NaN is not a JSON number",
        7: "is not JSON",
        8: "nested too deeply",
        9: "is not UTF-8 text: byte FC",
        10: "half of a character",
        11: "correct its text",
        12: "has no value",
    }
    assert said.keys() == expected.keys()
    assert [line for line, text in expected.items() if text not in said[line]] == []


def test_a_json_array_is_refused_with_what_makes_lines_of_it():
    with pytest.raises(InputError, match="is one JSON array"):
        sources.open(io.BytesIO(b'\n [{"email": "a@example.com"}]'))


def test_keys_are_loaded_as_properties():
    given = b'{"E-Mail": "a@example.com", "age": 3}\n{"properties": {"E-Mail": "b@example.com"}}\n'
    source = sources.open(io.BytesIO(given), columns={"E-Mail": "email"}, ignore=["age"])
    assert [row.values for row in source] == [{"email": "a@example.com"}, {"properties": {"email": "b@example.com"}}]
