"""The sample portal, and what gives the requests that an operation of either colour makes on it."""

from __future__ import annotations

import asyncio
import contextlib
import json

import httpx
import pytest

from hubspot_facade import APIError, AsyncHubSpot, BatchError, HubSpot, InputError
from hubspot_facade.sandbox import Sandbox
from scripts.peers.wire.listener import request_of
from tests.operations.conftest import SamplePortal


def as_data(request: httpx.Request):
    """A request in the form that the recordings of other clients have."""
    content_type = request.headers.get("content-type", "")
    return request_of(request.method, request.url.raw_path.decode(), content_type, request.content)


@pytest.fixture(scope="session")
def asked():
    """What gives the requests of an operation: `asked(colour, edition, name, payload)`."""
    heard = []

    def hear(request):
        request.read()
        heard.append(as_data(request))

    async def hear_async(request):
        await request.aread()
        heard.append(as_data(request))

    with (
        Sandbox(samples=True) as sandbox,
        contextlib.closing(SamplePortal(sandbox)) as portal,
        httpx.Client(event_hooks={"request": [hear]}) as sync,
        asyncio.Runner() as runner,
    ):
        reached = {"access_token": sandbox.token, "base_url": sandbox.url, "retries": 0}
        http = httpx.AsyncClient(event_hooks={"request": [hear_async]})
        clients = {
            (colour, edition): made(api_version=edition, http_client=client, developer_key=key, **reached)
            for edition, key in (("v3", "developer-key"), ("2026-03", None))
            for colour, made, client in (("sync", HubSpot, sync), ("async", AsyncHubSpot, http))
        }

        portal.begin()
        known = {}

        def ask(colour, edition, name, payload):
            key = (colour, edition, name, json.dumps(payload))
            if key not in known:
                known[key] = run(colour, edition, name, payload)
            return known[key]

        def run(colour, edition, name, payload):
            if portal.wrote:
                portal.begin()
            heard.clear()
            try:
                result = clients[colour, edition].operations.run(name, payload)
                if colour == "async":

                    async def awaited():
                        return await result

                    runner.run(awaited())
            except (APIError, BatchError):
                pass  # what the sandbox answers is not the matter here
            except InputError as error:
                return [{"refused": error.field}]
            return list(heard)

        yield ask
        runner.run(http.aclose())
