"""Fields that a TypedDict lists are parameters wherever a signature is read."""

import inspect
from typing import TypedDict, Unpack, get_type_hints

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.cli.signature import spelled
from hubspot_facade.crm.activities.calls import CallFields
from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import operation


class Fields(TypedDict, total=False):
    colour: str | None
    size: int | None


def fields():
    return Fields


@operation()
@shows(Fields, required=("size",))
def paint(self, name: str, **fields: Unpack[Fields]) -> "None":
    """Paints."""


@operation()
@shows(fields, required=("size",))
def paint_late(self, name: str, **fields: Unpack[Fields]) -> "None":
    """Paints with fields that are looked up when they are needed."""


METHODS = pytest.mark.parametrize("method", [paint, paint_late])


@METHODS
def test_the_signature_has_each_field(method):
    shown = spelled(inspect.signature(method.function))
    assert shown == "(self, name: str, *, colour: str | None = None, size: int) -> None"


@METHODS
def test_the_hints_have_each_field(method):
    assert get_type_hints(method.function) == {"name": str, "colour": str | None, "size": int, "return": type(None)}


def test_what_takes_no_fields_cannot_show_them():
    with pytest.raises(AssertionError):
        operation()(shows(Fields)(lambda self, name: None)).function  # noqa: B018 # completes it


def test_an_activitys_fields_are_those_of_its_table():
    entry = Catalogue()["Create call engagement"]
    assert set(entry.fields) == {*CallFields.__annotations__, "properties", "associations"}
    assert entry.fields["timestamp"] == ("Moment", True)
    assert entry.fields["duration"] == ("int | None", False)
    create = HubSpot("pat-x").calls.create
    assert {*CallFields.__annotations__} < {*inspect.signature(create).parameters}
    assert inspect.signature(create).return_annotation == "Record"
