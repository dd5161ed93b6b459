"""A client that has just been made, against a sandbox that enforces limits, in real time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from hubspot_facade import AsyncHubSpot, HubSpot
from hubspot_facade.sandbox import Sandbox

SEARCHES = 7  # two more than a second takes


def one_after_the_other(options):
    with HubSpot(**options) as hs:
        for _ in range(SEARCHES):
            hs.contacts.search(query="x").all()


def in_threads(options):
    with HubSpot(**options) as hs, ThreadPoolExecutor(SEARCHES) as pool:
        list(pool.map(lambda _: hs.contacts.search(query="x").all(), range(SEARCHES)))


def in_tasks(options):
    async def go():
        async with AsyncHubSpot(**options) as hs:
            await asyncio.gather(*(hs.contacts.search(query="x").all() for _ in range(SEARCHES)))

    asyncio.run(go())


@pytest.mark.parametrize("act", [one_after_the_other, in_threads, in_tasks])
def test_searches_in_a_row_are_never_refused(act):
    with Sandbox(tier="pro") as sandbox:
        act({"access_token": sandbox.token, "base_url": sandbox.url})
        assert [request.status for request in sandbox.requests] == [200] * SEARCHES
