"""A sandbox, a client that is not paced, and mirrors as values that can be compared."""

from __future__ import annotations

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from tests.unpaced import FAST


@pytest.fixture(scope="session")
def running():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running):
    """An empty portal."""
    running.reset()
    return running


@pytest.fixture
def hs(sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token, limits=FAST) as client:
        yield client
