"""A client that is not paced."""

from __future__ import annotations

import pytest

from hubspot_facade import HubSpot
from tests.unpaced import FAST


@pytest.fixture
def hs(sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token, limits=FAST) as client:
        yield client
