"""What a batch has sent and been answered is let go of while it runs, or a large one would be in memory twice."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.facade.fakes import Client, FakeClock, FakeHubSpot, batch, record

ANSWERED = {"id", "fromObjectId"}


def create(hs: Any) -> Any:
    return hs.contacts.batch_create([{"email": f"p{number}@example.com"} for number in range(1_000)])


def associate(hs: Any) -> Any:
    return hs.associations.batch_create("contacts", "companies", [(number, number) for number in range(1, 8_001)])


def answered(entry: dict[str, Any], number: int) -> dict[str, Any]:
    """What HubSpot says of an entry."""
    if "from" in entry:
        return {
            "fromObjectId": entry["from"]["id"],
            "toObjectId": entry["to"]["id"],
            "from": entry["from"],
            "to": entry["to"],
        }
    return record(str(number), **entry["properties"]) | {"objectWriteTraceId": entry["objectWriteTraceId"]}


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize(("act", "keys"), [(create, {"properties", "objectWriteTraceId"}), (associate, {"from", "to"})])
def test_entries_are_let_go_of_as_they_are_answered(colour: str, act: Callable[[Any], Any], keys: set[str]) -> None:
    alive: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        dicts = (each for each in gc.get_objects() if type(each) is dict)
        alive.append(sum(keys <= each.keys() and not ANSWERED & each.keys() for each in dicts))
        entries = json.loads(request.content)["inputs"]
        return batch(*(answered(entry, number) for number, entry in enumerate(entries)))

    result = Client(colour, FakeHubSpot(answer), FakeClock()).do(act)
    assert not result.failures
    assert len(alive) >= 4
    assert alive[-1] <= len(result.outcomes) / 2
