"""Every public method with every odd argument: what it raises is a HubSpotError."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

import httpx
import pytest

from hubspot_facade import HubSpotError
from hubspot_facade.plans.methods import ListMethod, PlanMethod, Resource, static_attribute
from hubspot_facade.resources import Shelf
from tests.facade.fakes import Client, FakeClock, FakeHubSpot


def circle() -> list[Any]:
    made: list[Any] = []
    made.append(made)
    return made


def methods() -> Iterator[tuple[str, type[Resource[Any]], str, Any]]:
    """Every public method of every resource that a client has."""
    seen: set[Any] = set()
    waiting: list[tuple[str, Any]] = [("", Shelf())]
    while waiting:
        path, holder = waiting.pop()
        for attribute in dir(type(holder)):
            declared = static_attribute(type(holder), attribute)
            if isinstance(declared, PlanMethod | ListMethod) and declared.function not in seen:
                seen.add(declared.function)
                yield f"{path}.{attribute}".lstrip("."), type(holder), attribute, declared
            elif not attribute.startswith("_") and not isinstance(declared, PlanMethod | ListMethod):
                value = getattr(holder, attribute, None)
                if isinstance(value, Resource):
                    waiting.append((f"{path}.{attribute}".lstrip("."), value))


METHODS = list(methods())
FITTING: dict[str, Any] = {
    "str": "a",
    "int": 5,
    "bool": True,
    "float": 1.5,
    "Id": "5",
    "Ids": ["5"],
    "Names": ["a"],
    "ObjectType": "contacts",
    "Moment": datetime(2026, 3, 4, tzinfo=UTC),
    "Properties": {"a": "b"},
    "TypeId": 5,
}
ODD: list[Any] = [
    "5",
    5,
    5.5,
    None,
    True,
    b"x",
    (),
    [],
    {},
    [None],
    [[]],
    [{}],
    {"a": None},
    {"a": {"b": object()}},
    object(),
    "",
    "\ud800",
    10**5000,
    -(10**5000),
    float("nan"),
    float("inf"),
    Decimal("sNaN"),
    Decimal("1e999999"),
    datetime.min,
    datetime.max,
    datetime.min.replace(tzinfo=UTC),
    [10**5000],
    {"a": 10**5000},
    {"a": float("nan")},
    {"a": "\ud800"},
    circle(),
]


@pytest.fixture(scope="module")
def client() -> Any:
    """A client whose HubSpot refuses all that comes to it."""
    return Client("sync", FakeHubSpot(httpx.Response(400)), FakeClock(), retries=0).client


def wrong(client: Any, path: str, function: Any) -> Iterator[str]:
    """Which odd arguments end in an error that is none of ours."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    needed = {each.name: fitting(str(each.annotation)) for each in parameters if each.default is each.empty}
    for parameter in parameters:
        for at, odd in enumerate(ODD):
            try:
                made = attrgetter(path)(client)(**{**needed, parameter.name: odd})
                if hasattr(made, "page"):
                    made.page()
            except HubSpotError as error:
                str(error)
            except Exception as error:
                yield f"{path}({parameter.name}=ODD[{at}]): {type(error).__name__}: {str(error)[:80]}"


def fitting(annotation: str) -> Any:
    return FITTING.get(annotation, {})


@pytest.mark.parametrize("path", [path for path, *_ in METHODS])
def test_an_odd_argument_is_a_hubspot_error(client: Any, path: str) -> None:
    function = next(declared.function for name, _, _, declared in METHODS if name == path)
    assert [*wrong(client, path, function)] == []


def test_the_methods_are_all_of_them() -> None:
    assert len(METHODS) > 370
