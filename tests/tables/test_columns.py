"""Columns from definitions: each text is the value of its kind, or is kept and counted."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import InputError
from hubspot_facade.crm.properties.definitions import Definition, Definitions
from hubspot_facade.crm.records.record_rows import RecordLayout
from hubspot_facade.tables.columns import Column, columns_of

DEFINITIONS = [
    Definition("name", "string", label="Name"),
    Definition("amount", "number"),
    Definition("num_deals", "number", whole=True),
    Definition("paid", "bool"),
    Definition("closedate", "date"),
    Definition("createdate", "datetime"),
    Definition("stage", "enumeration", "select"),
    Definition("colours", "enumeration", "checkbox", multiple=True),
    Definition("place", "object_coordinates"),
]
TEXTS = {
    "name": ("Ada", "Ada"),
    "amount": ("12.50", Decimal("12.50")),
    "num_deals": ("3.0", 3),
    "paid": ("true", True),
    "closedate": ("2026-12-24", date(2026, 12, 24)),
    "createdate": ("2026-12-24T10:00:00.5Z", datetime(2026, 12, 24, 10, 0, 0, 500_000, tzinfo=UTC)),
    "stage": ("won", "won"),
    "colours": ("red;blue", ["red", "blue"]),
    "place": ("x-1", "x-1"),
}
KINDS = ["text", "whole", "decimal", "float", "bool", "date", "timestamp", "list"]
TYPES = {
    "text": str,
    "whole": int,
    "decimal": Decimal,
    "float": float,
    "bool": bool,
    "date": date,
    "timestamp": datetime,
    "list": list,
}


def test_each_type_of_property_has_its_kind_of_column():
    found = {each.name: each.kind for each in columns_of(DEFINITIONS)}
    assert found == {
        "name": "text",
        "amount": "decimal",
        "num_deals": "whole",
        "paid": "bool",
        "closedate": "date",
        "createdate": "timestamp",
        "stage": "text",
        "colours": "list",
        "place": "text",
    }
    assert columns_of(DEFINITIONS, numbers="float")[1].kind == "float"
    assert columns_of(DEFINITIONS)[0].label == "Name"


def laid_out(ids, texts):
    """Rows of records with these properties, by column, and what of them could not be read."""
    layout = RecordLayout("contacts", "decimal", properties=[*TEXTS])
    plan = layout.rows(
        [SimpleNamespace(id=id_, properties=each, archived=False) for id_, each in zip(ids, texts, strict=True)]
    )
    next(plan)
    with pytest.raises(StopIteration) as ended:
        plan.send(Definitions("contacts", DEFINITIONS))
    table = ended.value.value
    return SimpleNamespace(rows=[*table.dicts()], unread=layout.unread)


def test_texts_are_read_by_kind():
    layout = laid_out(["1"], [{name: text for name, (text, _) in TEXTS.items()}])
    (row,) = layout.rows
    assert {name: row[name] for name in TEXTS} == {name: value for name, (_, value) in TEXTS.items()}
    assert (row["unread"], bool(layout.unread)) == (None, False)


def test_numbers_are_floats_on_request():
    (column,) = columns_of([Definition("amount", "number")], numbers="float")
    assert (column.read("12.50"), type(column.read("1"))) == (12.5, float)
    with pytest.raises(InputError, match="numbers"):
        columns_of([], numbers="double")  # pyright: ignore[reportArgumentType] # that is the test


def test_a_text_that_does_not_fit_is_kept_and_counted():
    texts = ("12,50", "a lot")
    layout = laid_out(["7", "8"], [{"amount": text, "name": "Ada"} for text in texts])
    for row, text in zip(layout.rows, texts, strict=True):
        assert (row["name"], row["amount"]) == ("Ada", None)
        assert row["unread"] == {"amount": text}
    unread = layout.unread
    assert unread.counts == {"amount": 2}
    assert str(unread) == ("amount: 2 values do not fit the column's type, such as '12,50' of record 7 is not a number")


def test_a_property_with_the_name_of_another_column_is_renamed():
    (column,) = columns_of([Definition("id", "string")], taken=["id"])
    assert (column.name, column.source) == ("properties.id", "id")


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.none() | st.text() | st.from_regex(r"[-+]?[0-9.]{0,30}([eE][-+]?[0-9]{1,4})?", fullmatch=True))
def test_any_text_is_a_value_of_its_kind_or_does_not_fit(kind, text):
    try:
        value = Column("x", kind).read(text)
    except ValueError:
        return
    assert value is None or type(value) is TYPES[kind]
    assert value is not None or not text
    if kind == "whole" and value is not None:
        assert -(2**63) <= value < 2**63


@pytest.mark.parametrize(("kind", "text"), [("whole", str(2**63)), ("whole", "1.5"), ("float", "1e400"), ("date", "1")])
def test_what_a_column_cannot_hold_does_not_fit(kind, text):
    with pytest.raises(ValueError, match="is "):
        Column("x", kind).read(text)
