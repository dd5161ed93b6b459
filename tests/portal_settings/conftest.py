"""Two portals of a sandbox, and clients of either colour on them in each edition."""

from __future__ import annotations

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.unpaced import FAST


@pytest.fixture(scope="session")
def running():
    with Sandbox() as sandbox:
        tokens = [sandbox.new_token(portal=each) for each in (111, 222)]
        yield sandbox, tokens


@pytest.fixture
def sandbox(running):
    """A sandbox with empty portals."""
    running[0].reset()
    return running[0]


@pytest.fixture
def accounts(sandbox, running):
    """What clients of the two portals are made with."""
    return [{"base_url": sandbox.url, "access_token": each, "limits": FAST} for each in running[1]]


@pytest.fixture
def pair(accounts, colour, edition):
    """A client on each."""
    made = [either(colour, api_version=edition, **each) for each in accounts]
    yield tuple(client for client, _ in made)
    for _, close in made:
        close()


@pytest.fixture
def two(accounts):
    """A synchronous client on each, of the default edition."""
    clients = [HubSpot(**each) for each in accounts]
    yield tuple(clients)
    for each in clients:
        each.close()


@pytest.fixture
def hs(accounts, colour):
    """A client of either colour on the first."""
    client, close = either(colour, **accounts[0])
    yield client
    close()
