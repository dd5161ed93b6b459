"""Fixtures that every test may use."""

import pytest
from hypothesis import HealthCheck, settings

# The machine may be busy: how long an example takes proves nothing.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio, the loop that httpx users have."""
    return "asyncio"
