"""`close()` while other threads and tasks are at work."""

import asyncio
import threading

import anyio
import pytest

from hubspot_facade import AsyncHubSpot, HubSpot, Limits
from hubspot_facade.sandbox import Sandbox
from tests.http_library import httpx

LIMITS = Limits(per_ten_seconds=100_000)
WORKERS, ROUNDS = 6, 12


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as running:
        yield running


def test_threads_at_work_finish_and_the_client_opens_again(sandbox):
    hs = HubSpot(sandbox.token, base_url=sandbox.url, limits=LIMITS, retries=0)
    found, failed = [], []

    def work():
        try:
            found.extend(len(hs.owners.list().all()) for _ in range(ROUNDS))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        hs.close()
    assert failed == []
    assert found == [3] * (WORKERS * ROUNDS)
    hs.close()
    assert len(hs.owners.list().all()) == 3
    hs.close()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_tasks_at_work_finish_and_the_client_opens_again(sandbox, backend):
    hs = AsyncHubSpot(sandbox.token, base_url=sandbox.url, limits=LIMITS, retries=0)
    found = []

    async def work():
        found.extend([len(await hs.owners.list().all()) for _ in range(ROUNDS)])

    async def go():
        async with anyio.create_task_group() as tasks:
            for _ in range(WORKERS):
                tasks.start_soon(work)
            while len(found) < WORKERS * ROUNDS:
                await hs.close()
                await anyio.sleep(0)
        assert len(await hs.owners.list().all()) == 3
        await hs.close()

    anyio.run(go, backend=backend)
    assert found == [3] * (WORKERS * ROUNDS)


def clients_made(monkeypatch, kind):
    made = []
    original = kind.__init__

    def init(self, *args, **kwargs):
        original(self, *args, **kwargs)
        made.append(self)

    monkeypatch.setattr(kind, "__init__", init)
    return made


def test_the_last_thread_closes_what_was_closed_under_it(sandbox, monkeypatch):
    made = clients_made(monkeypatch, httpx.Client)
    hs = HubSpot(sandbox.token, base_url=sandbox.url)
    connections = hs._wire().connections
    first, second = connections.take(), connections.take()
    assert first is second
    hs.close()
    other = connections.take()
    assert [each.is_closed for each in made] == [False, False]
    connections.give_back(first)
    assert not made[0].is_closed
    connections.give_back(second)
    assert [each.is_closed for each in made] == [True, False]
    connections.give_back(other)
    hs.close()
    assert made[1].is_closed


def test_the_last_task_closes_what_was_closed_under_it(sandbox, monkeypatch):
    made = clients_made(monkeypatch, httpx.AsyncClient)
    hs = AsyncHubSpot(sandbox.token, base_url=sandbox.url)

    async def go():
        connections = hs._wire().connections
        first = await connections.take()
        await hs.close()
        assert not made[0].is_closed
        await connections.give_back(first)
        assert made[0].is_closed

    asyncio.run(go())


def test_what_interrupts_a_request_leaves_neither_its_connection_nor_its_place_in_the_window_taken(sandbox):
    hs = HubSpot(sandbox.token, base_url=sandbox.url, limits=Limits(search_per_second=1))
    hs.owners.list().all()
    pool = hs._sender.connections._pool

    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    pool.client.send = interrupted
    with pytest.raises(KeyboardInterrupt):
        hs.contacts.search(query="x").all()
    assert pool.users == 0
    assert hs._pacer._lanes["search"].window.under_way == 0
    hs.close()
