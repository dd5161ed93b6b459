"""Kinds of JSON data: what an annotation takes, and where data differs from it."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import pytest
from hubspot_openapi.v2026_03.marketing.marketing_events import models

from hubspot_facade import InputError
from hubspot_facade.wire.annotations import type_of
from hubspot_facade.wire.json_kinds import check_kind

Entries: TypeAlias = Sequence[Mapping[str, Any]]
Colour: TypeAlias = Literal["red", "blue"] | str


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        ("str", "x"),
        ("str", 7),
        ("Colour", "green"),
        ("int | None", None),
        ("Entries", []),
        ("Entries", ({"a": 1},)),
        ("Mapping[str, Any]", {"a": [[]]}),
        ("Mapping[str, str] | Entries", [{"a": {}}]),
        ("Any", object()),
        ("SomeModel", {}),
        ("list[SomeModel]", [{}]),
    ],
)
def test_data_of_the_kind_passes(annotation, value):
    assert check_kind(value, type_of(annotation, __name__), "field") is None


@pytest.mark.parametrize(
    ("annotation", "value", "field", "problem"),
    [
        ("str", [], "field", "expected a single value, not list"),
        ("Colour", {}, "field", "expected a single value, not dict"),
        ("int", None, "field", "expected a single value, not nothing"),
        ("Entries", "x", "field", "expected a list, not str"),
        ("Entries | None", {}, "field", "expected a list, not dict"),
        ("Entries", [{}, 7], "field[1]", "expected an object, not int"),
        ("Mapping[str, str]", {"a": []}, "field.a", "expected a single value, not list"),
        ("list[SomeModel]", {}, "field", "expected a list, not dict"),
        ("SomeModel", [], "field", "expected an object, not list"),
        ("Sequence[Sequence[str]] | str", [["a", {}]], "field[0][1]", "expected a single value, not dict"),
    ],
)
def test_the_place_of_another_kind_is_named(annotation, value, field, problem):
    with pytest.raises(InputError) as caught:
        check_kind(value, type_of(annotation, __name__), "field")
    assert (caught.value.field, caught.value.problem) == (field, problem)


def test_a_model_is_an_object():
    with pytest.raises(InputError, match=r"field\[0\]: expected an object, not str"):
        check_kind(["x"], type_of("list[PropertyValue]", models.__name__), "field")
