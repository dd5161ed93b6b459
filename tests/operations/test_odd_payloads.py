"""Every named operation with something odd at each place of its sample: what it raises is a HubSpotError."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from hubspot_facade import HubSpotError
from hubspot_facade.catalogue.operations import Catalogue
from tests.facade.fakes import Client, FakeClock, FakeHubSpot
from tests.facade.test_odd_arguments import circle

ODD: list[Any] = [5, None, b"x", [None], {"a": None}, object(), "\ud800", 10**5000, [10**5000], float("nan"), circle()]
NAMES = [entry.name for entry in Catalogue()]


@pytest.fixture(scope="module")
def client() -> Any:
    """A client whose HubSpot refuses all that comes to it."""
    return Client("sync", FakeHubSpot(httpx.Response(400)), FakeClock(), retries=0).client


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands, in lists the first item."""
    keys = list(data) if isinstance(data, dict) else list(range(len(data)))[:1] if isinstance(data, list) else []
    for key in keys:
        yield (*path, key)
        yield from places(data[key], (*path, key))


def put(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = dict(data) if isinstance(data, dict) else list(data)
    changed[path[0]] = put(changed[path[0]], path[1:], value)
    return changed


@pytest.mark.parametrize("name", NAMES)
def test_an_odd_payload_is_a_hubspot_error(client: Any, name: str) -> None:
    sample, wrong = Catalogue()[name].sample, []
    for path in places(sample):
        for at, odd in enumerate(ODD):
            try:
                client.operations.run(name, put(sample, path, odd))
            except HubSpotError as error:
                str(error)
            except Exception as error:
                wrong.append(f"{path}, ODD[{at}]: {type(error).__name__}: {str(error)[:80]}")
    assert wrong == []
