"""Python values and HubSpot's texts."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum

import pytest

from hubspot_facade import InputError
from hubspot_facade.wire.ids import id_of, ids_of, names_of, number_of, object_type_of
from hubspot_facade.wire.values import check_sendable, properties_of, wire_value


class Size(Enum):
    SMALL = 1


class Stage(StrEnum):
    OPEN = "open"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("a;b", "a;b"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (12345678901234567890, "12345678901234567890"),
        (99.99, "99.99"),
        (500.0, "500"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (Decimal("12.50"), "12.50"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 12, 0, 0, 5000, tzinfo=UTC), "2026-03-01T12:00:00.005Z"),
        (datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2))), "2026-03-01T10:00:00.000Z"),
        (datetime(2026, 3, 1, 12), "2026-03-01T12:00:00.000Z"),  # a naive one is what is tested
        (Size.SMALL, "1"),
        (Stage.OPEN, "open"),
        (["a", "b"], "a;b"),
        ((1, 2), "1;2"),
        ({"b", "a"}, "a;b"),
        ([], ""),
    ],
)
def test_wire_values(value, text):
    assert wire_value(value, "p") == text


@pytest.mark.parametrize("value", [object(), {"a": 1}, b"x", float("nan"), float("inf"), [object()]])
def test_what_has_no_text_is_refused_by_name(value):
    with pytest.raises(InputError) as caught:
        properties_of({"amount": value})
    assert caught.value.field.startswith("properties.amount")


class Float(float):
    """As numpy's, whose repr is no number."""

    def __repr__(self):
        return f"np.float64({float(self)})"


class Unknown:
    """As pandas' NA, which equals nothing and refuses to say so."""

    def __eq__(self, other):
        return self

    def __bool__(self):
        raise TypeError("boolean value of NA is ambiguous")

    __hash__ = None


def test_numbers_of_numpy_are_numbers():
    assert wire_value(Float(1.5), "f") == "1.5"


@pytest.mark.parametrize("read", [wire_value, id_of, lambda value, field: properties_of({"closedate": value}, field)])
def test_what_cannot_be_compared_is_refused_like_anything_else(read):
    with pytest.raises(InputError, match="Unknown"):
        read(Unknown(), "f")


@pytest.mark.parametrize("values", [["a;b"], ["a", None], [""], ("a", ";"), {"a;b"}])
def test_one_of_several_values_is_one(values):
    with pytest.raises(InputError, match=r"^f\[\d\]: .*semicolon"):
        wire_value(values, "f")


@pytest.mark.parametrize(("field", "named"), [("properties", "properties.email"), ("", "email")])
def test_a_property_that_is_given_twice_is_named(field, named):
    with pytest.raises(InputError) as caught:
        properties_of({"email": "a@b.example", "Email": "c@b.example"}, field)
    assert caught.value.field == named


def test_properties_from_pairs_and_mappings_are_the_same():
    expected = {"firstname": "A", "age": "5"}
    assert properties_of({"firstName": "A", "age": 5}) == expected
    assert properties_of([{"name": "firstname", "value": "A"}, {"property": "age", "value": 5}]) == expected


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ([{"name": "x"}], "properties[0].value"),
        ([{"value": 1}], "properties[0]"),
        ([{"name": "", "value": 1}], "properties[0].name"),
        (["x"], "properties[0]"),
        (5, "properties"),
        ({1: "x"}, "properties name"),
    ],
)
def test_wrong_pairs_are_named(values, field):
    with pytest.raises(InputError) as caught:
        properties_of(values)
    assert caught.value.field == field


def test_ids_are_texts_each_once():
    assert ids_of([1, "1", " 2 "]) == ["1", "2"]
    assert id_of(103000000001) == "103000000001"


@pytest.mark.parametrize("value", [None, True, 1.0, "", " ", [], b"1"])
def test_what_is_no_id(value):
    with pytest.raises(InputError):
        id_of(value)


def test_names_and_types():
    assert names_of("a, b", "x") == ["a", "b"]
    assert names_of(["a"], "x") == ["a"]
    assert object_type_of(" Line items ") == "line_items"
    with pytest.raises(InputError):
        names_of({"a": 1}, "x")
    with pytest.raises(InputError):
        names_of([1], "x")


@pytest.mark.parametrize("value", ["abc", "-1", "1.5", "²", True, None])
def test_an_id_that_must_be_a_number_is_refused_otherwise(value):
    with pytest.raises(InputError) as caught:
        number_of(value, "app_id")
    assert caught.value.field == "app_id"
    assert number_of(" 12 ") == number_of(12) == 12


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"a": [1, {"b": 10**5000}]}, "row.a[1].b"),
        ({"a": float("nan")}, "row.a"),
        ({"a": "\ud800"}, "row.a"),
        ({"a": object()}, "row.a"),
        ({"a": b"x"}, "row.a"),
    ],
)
def test_the_place_in_json_data_that_cannot_be_sent_is_named(data, field):
    with pytest.raises(InputError) as caught:
        check_sendable(data, "row")
    assert caught.value.field == field
    check_sendable({"a": ["ä", 1, 1.5, None, True, {}, datetime(2026, 3, 4, tzinfo=UTC)]}, "row")
