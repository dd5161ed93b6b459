"""A sandbox, and a client of either colour on it in each edition."""

from __future__ import annotations

import pytest

from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either


@pytest.fixture(scope="session")
def running():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running):
    """An empty portal."""
    running.reset()
    return running


@pytest.fixture(params=["v3", "2026-03", "2026-09"])
def edition(request):
    return request.param


@pytest.fixture(params=["sync", "async"])
def colour(request):
    return request.param


@pytest.fixture
def hs(sandbox, colour, edition):
    client, close = either(colour, base_url=sandbox.url, access_token=sandbox.token, api_version=edition)
    yield client
    close()


@pytest.fixture
def paths(sandbox):
    """The methods and paths of the requests so far."""
    return lambda: [(entry.method, entry.path) for entry in sandbox.application.log.entries]
