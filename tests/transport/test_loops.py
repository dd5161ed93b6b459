"""One asynchronous client in several event loops, of asyncio and trio, one after the other and at once."""

import asyncio
import gc
import threading
import warnings

import anyio
import pytest

from hubspot_facade import AsyncHubSpot, ConfigurationError, Limits
from hubspot_facade.sandbox import Sandbox
from tests.facade.fakes import TOKEN
from tests.http_library import httpx

LIMITS = Limits(per_ten_seconds=100_000)
OWNERS = 3  # of an empty account

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as running:
        yield running


@pytest.fixture
def client(sandbox):
    with warnings.catch_warnings(action="ignore"):
        gc.collect()  # what other tests left
    sandbox.reset()
    client = AsyncHubSpot(sandbox.token, base_url=sandbox.url, limits=LIMITS)
    yield client
    del client
    gc.collect()  # what was left open warns here, and a warning is an error


async def owners(client):
    return len(await client.owners.list().all())


async def use_and_close(client):
    found = await owners(client)
    await client.close()
    return found


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_is_used_in_one_loop_after_the_other(client, backend):
    for _ in range(3):
        assert anyio.run(owners, client, backend=backend) == OWNERS
    assert len(client._sender.connections._pools) == 1  # what ended is forgotten
    anyio.run(client.close, backend=backend)


def test_the_loops_may_be_of_different_kinds(client):
    for backend in ("asyncio", "trio", "asyncio", "trio"):
        assert anyio.run(owners, client, backend=backend) == OWNERS
    anyio.run(client.close, backend="trio")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_connections_end_with_their_loop(client, backend):
    anyio.run(owners, client, backend=backend)
    (pool,) = client._sender.connections._pools.values()
    assert pool.client.is_closed


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_loop_for_each_thread(client, backend):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(anyio.run(owners, client, backend=backend))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [OWNERS] * 8


def test_one_loop_has_one_pool_for_all_its_tasks(client):
    async def go():
        await asyncio.gather(*(owners(client) for _ in range(5)))
        return len(client._sender.connections._pools)

    assert asyncio.run(go()) == 1


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_closing_in_another_loop_closes_what_the_first_one_left(client, backend):
    assert anyio.run(owners, client) == OWNERS
    anyio.run(client.close, backend=backend)
    assert client._sender.connections._pools == {}
    assert anyio.run(use_and_close, client) == OWNERS


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_closing_reaches_a_loop_that_still_runs_in_another_thread(client, backend):
    used, closed = threading.Event(), threading.Event()

    async def other():
        await owners(client)
        (pool,) = client._sender.connections._pools.values()
        used.set()
        await anyio.to_thread.run_sync(closed.wait, 30)
        with anyio.fail_after(10):
            while not pool.client.is_closed:
                await anyio.sleep(0)
        return await owners(client)  # it opens again

    found = []
    thread = threading.Thread(target=lambda: found.append(anyio.run(other, backend=backend)))
    thread.start()
    assert used.wait(30)
    anyio.run(client.close)
    closed.set()
    thread.join(30)
    assert found == [OWNERS]


def test_a_loop_that_was_closed_without_a_word_is_forgotten(client):
    loop = asyncio.new_event_loop()
    loop.run_until_complete(owners(client))
    (pool,) = client._sender.connections._pools.values()
    loop.run_until_complete(pool.client.aclose())  # else Python itself warns of the open connection
    loop.close()
    asyncio.run(client.close())
    assert asyncio.run(use_and_close(client)) == OWNERS


def test_an_http_client_of_the_callers_says_what_to_do_in_another_loop(sandbox):
    http = httpx.AsyncClient()
    client = AsyncHubSpot(sandbox.token, base_url=sandbox.url, http_client=http)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(owners(client))
    loop.run_until_complete(http.aclose())
    with pytest.raises(ConfigurationError, match="is closed"):
        loop.run_until_complete(owners(client))
    loop.close()


def test_an_http_client_whose_connections_are_in_another_loop_says_so():
    def strayed(request):
        raise RuntimeError("Event loop is closed")

    client = AsyncHubSpot(TOKEN, http_client=httpx.AsyncClient(transport=httpx.MockTransport(strayed)))
    with pytest.raises(RuntimeError, match="is closed"):
        asyncio.run(owners(client))  # whatever a transport of the caller's raises, in its own loop
    with pytest.raises(ConfigurationError, match="for each loop"):
        asyncio.run(owners(client))
