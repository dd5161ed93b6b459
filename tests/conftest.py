"""Fixtures that every test may use."""

import gc
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

# The machine may be busy: how long an example takes proves nothing.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without looking for garbage, of which there is none, and never look through what was collected again.

    Twenty thousand tests are millions of objects: every look through all of them would take longer than most tests.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio, the loop that httpx users have."""
    return "asyncio"
