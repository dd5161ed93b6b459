"""Wherever an operation takes a mapping it takes a model: what was read can be extended and written back."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import httpx
import pytest
from hubspot_openapi.runtime import Model

from hubspot_facade import HubSpotError
from hubspot_facade.catalogue.operations import Catalogue
from tests.facade.fakes import Client, FakeClock, FakeHubSpot

NAMES = [entry.name for entry in Catalogue()]
ANSWER = {
    "id": "1",
    "objectId": "1",
    "list": {"listId": "1"},
    "properties": {},
    "inputs": [],
    **{key: [] for key in ("results", "lists", "objects", "timeline", "campaigns", "events", "labels", "tokens")},
}


class Thing(Model):
    """A model of which no field is declared: all that it holds is what was read."""


def in_models(value: Any, every: int, count: list[int] | None = None) -> Any:
    """The value with every mapping, or every second one, as a model."""
    seen = [0] if count is None else count
    if isinstance(value, dict):
        inner = {key: in_models(each, every, seen) for key, each in value.items()}
        seen[0] += 1
        # a map by ids is a map and no object
        return Thing.from_dict(inner) if seen[0] % every == 0 and all(isinstance(key, str) for key in inner) else inner
    return [in_models(each, every, seen) for each in value] if isinstance(value, list) else value


def wired(act: Any) -> list[Any]:
    """What goes over the wire, and how it ends."""
    hubspot = FakeHubSpot(httpx.Response(200, json=ANSWER))
    client = Client("sync", hubspot, FakeClock(), retries=0)
    end: Any = None
    try:
        act(client.client)
    except (HubSpotError, AttributeError, IndexError, TypeError) as error:  # of such an answer
        end = type(error)
    return [*((seen.method, str(seen.url), content(seen)) for seen in hubspot.seen), end]


def content(request: httpx.Request) -> bytes:
    """The body, without the parts' boundary, which is made up anew each time."""
    _, _, boundary = request.headers.get("content-type", "").partition("boundary=")
    return request.content.replace(boundary.encode(), b"") if boundary else request.content


@pytest.mark.parametrize("name", NAMES)
def test_an_operation_takes_models_for_mappings_at_any_depth(name: str) -> None:
    entry = Catalogue()[name]
    payload = entry.sample
    assert payload is not None
    plain = wired(lambda hs: hs.operations.run(name, payload))
    for every in (1, 2):
        assert wired(lambda hs, every=every: hs.operations.run(name, in_models(payload, every))) == plain, every

    def typed(hs: Any, every: int) -> None:
        resource = attrgetter(entry.resource)(hs)
        arguments = entry.form.bind(payload).arguments
        given = {key: in_models(each, every) if every else each for key, each in arguments.items()}
        made = getattr(resource, entry.method)(**given)
        if entry.lists:
            made.page()

    plain = wired(lambda hs: typed(hs, 0))
    for every in (1, 2):
        assert wired(lambda hs, every=every: typed(hs, every)) == plain, every
