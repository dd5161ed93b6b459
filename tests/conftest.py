"""Fixtures that every test may use: an empty sandbox, and a client of either colour on it in each edition."""

import gc
import signal
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from hubspot_facade.config import DEFAULT_EDITION
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.facade.fakes import FakeClock

# The machine may be busy: how long an example takes proves nothing.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

EDITIONS = ("v3", "2026-03", "2026-09")
TOGETHER = [*(("sync", edition) for edition in EDITIONS), ("async", DEFAULT_EDITION)]


def pytest_configure() -> None:
    """Let Ctrl-C interrupt what the tests start, also where a shell runs them in the background, which ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Test the synchronous client in every edition, the asynchronous one in the default edition.

    Colours differ below the plans and editions within them, so that no pair of both can fail by itself; besides,
    tests/contract replays every operation in all of them.
    """
    chosen = {name for mark in metafunc.definition.iter_markers("parametrize") for name in names_of(mark)}
    if {"colour", "edition"} <= {*metafunc.fixturenames} and not chosen & {"colour", "edition"}:
        metafunc.definition.add_marker(pytest.mark.parametrize(("colour", "edition"), TOGETHER, indirect=True))


def names_of(mark: pytest.Mark) -> list[str]:
    """The names that a mark gives values to."""
    names = mark.args[0]
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else [*names]


@pytest.fixture
def fake_clock() -> FakeClock:
    """A clock that does not wait."""
    return FakeClock()


@pytest.fixture(scope="session")
def running():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running):
    """An empty portal."""
    running.reset()
    return running


@pytest.fixture(params=EDITIONS)
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
