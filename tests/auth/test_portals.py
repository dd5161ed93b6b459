"""Clients for many portals: one pool, a budget each, bounded memory."""

import asyncio
import gc

import httpx
import pytest

from hubspot_facade import (
    AsyncHubSpot,
    AsyncPortals,
    Configuration,
    ConfigurationError,
    HubSpot,
    InputError,
    Limits,
    MemoryStore,
    OAuthCredentials,
    Portals,
    SQLiteStore,
    Tokens,
)
from tests.auth.conftest import APP, authorize, refreshes
from tests.facade.fakes import NOW, FakeClock, FakeHubSpot, page, settled

MANY = 5000


@pytest.fixture
def app():
    store = MemoryStore()
    for portal in range(1, MANY + 1):
        store.save(f"{APP[0]}/{portal}", Tokens(f"refresh-{portal}", f"access-{portal}", NOW, NOW + 1800))
    return OAuthCredentials(*APP, store=store)


@pytest.fixture
def clock():
    return FakeClock()


def portals_on(colour, app, hubspot, clock, **options):
    transport = httpx.MockTransport(hubspot)
    kind, client = (Portals, httpx.Client) if colour == "sync" else (AsyncPortals, httpx.AsyncClient)
    return kind(app, http_client=client(transport=transport), clock=clock.clock(), **options)


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_five_thousand_portals_share_one_pool_and_leave_few_clients(colour, app, clock):
    hubspot = FakeHubSpot(page())
    portals = portals_on(colour, app, hubspot, clock, keep=50)

    async def all_of_them():
        for portal in range(1, MANY + 1):
            clock.time += 0.1
            if portal % 10:
                assert portals[portal]
            elif colour == "sync":
                portals[portal].contacts.list(limit=1).all()
            else:
                await portals[portal].contacts.list(limit=1).all()

    asyncio.run(all_of_them())
    sent = [request.headers["authorization"] for request in hubspot.seen]
    assert sent == [f"Bearer access-{portal}" for portal in range(10, MANY + 1, 10)]
    gc.collect()
    alive = sum(type(each) is type(portals._home) for each in gc.get_objects())
    assert alive < 150  # those of the last seconds, whose windows count requests still, the idle ones, and no more
    assert len(app._portals) < 150


def test_each_portal_has_a_budget_of_its_own(app, clock):
    settings = Configuration(limits=Limits(per_ten_seconds=3))
    portals = portals_on("sync", app, FakeHubSpot(page()), clock, configuration=settings)
    for portal in range(1, 11):
        for _ in range(3):
            portals[portal].contacts.list(limit=1).all()
    assert clock.slept == []
    portals[1].contacts.list(limit=1).all()
    assert clock.slept


def test_a_client_that_is_dropped_takes_no_counts_along(app, clock):
    settings = Configuration(limits=Limits(per_ten_seconds=3))
    portals = portals_on("sync", app, FakeHubSpot(page()), clock, configuration=settings, keep=1)
    for _ in range(3):
        portals[1].contacts.list(limit=1).all()
        for other in range(2, 12):
            assert portals[other]
    portals[1].contacts.list(limit=1).all()
    assert clock.slept


def test_a_client_that_somebody_holds_stays_the_portals_client(app, clock):
    portals = portals_on("sync", app, FakeHubSpot(page()), clock, keep=1)
    held = portals[1]
    for other in range(2, 12):
        assert portals[other]
    assert portals["1"] is held
    assert type(held) is HubSpot


def test_clients_of_portals_use_one_connection(sandbox, token):
    store = MemoryStore()
    app = OAuthCredentials(*APP, store=store)
    app.add(token)
    sandbox.portals.open(777)
    app.add(authorize(sandbox, 777))
    with Portals(app, configuration=Configuration(base_url=sandbox.url)) as portals:
        for portal in (token.hub_id, 777):
            with portals[portal] as hs:  # closing one closes nothing of the others
                assert hs.account.get().portal_id == portal
        first, second = (portals[portal]._wire().connections for portal in (token.hub_id, 777))
        assert first is second is portals._home._wire().connections
        assert first._pool is not None


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_portals_renew_their_tokens(colour, sandbox, token, tmp_path):
    app = OAuthCredentials(*APP, store=SQLiteStore(tmp_path / "tokens.db"))
    app.add(token)
    sandbox.advance(3600)
    kind = Portals if colour == "sync" else AsyncPortals
    portals = kind(app, configuration=Configuration(base_url=sandbox.url))
    client = portals[token.hub_id]
    assert type(client) is (HubSpot if colour == "sync" else AsyncHubSpot)

    async def awaited():
        async with portals:
            return await client.account.get()

    if colour == "async":
        assert asyncio.run(awaited()).portal_id == token.hub_id
    else:
        with portals:
            assert client.account.get().portal_id == token.hub_id
    assert refreshes(sandbox) == 1


def test_the_token_of_the_environment_is_not_used(app, clock, monkeypatch):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", "pat-of-the-environment")
    hubspot = FakeHubSpot(page())
    portals = portals_on("sync", app, hubspot, clock)
    settled(lambda hs: hs.contacts.list(), portals[3])
    assert hubspot.seen[0].headers["authorization"] == "Bearer access-3"


def test_what_cannot_be_is_refused(app):
    with pytest.raises(ConfigurationError, match="OAuthCredentials, not str"):
        Portals("pat-1")
    with pytest.raises(ConfigurationError, match="keep must be 1 or more"):
        Portals(app, keep=0)
    with pytest.raises(InputError, match="portal_id"):
        Portals(app)["abc"]
    with pytest.raises(TypeError):
        list(Portals(app))
    with pytest.raises(TypeError):
        assert 1 in Portals(app)
    assert "secret" not in repr(Portals(app))
