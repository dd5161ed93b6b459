"""Access tokens that are renewed, on a sandbox whose refresh tokens rotate."""

import asyncio
import copy
import logging
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import trio

from hubspot_facade import (
    APIError,
    AsyncHubSpot,
    ConfigurationError,
    DeadlineError,
    HubSpot,
    InputError,
    MemoryStore,
    NetworkError,
    OAuthCredentials,
    RefreshRefused,
    SQLiteStore,
    Tokens,
    Unauthorized,
)
from hubspot_facade.oauth.token import Token
from tests.auth.conftest import APP, FAST, authorize, refreshes
from tests.facade.either import either
from tests.facade.fakes import FakeClock, FakeHubSpot, page, settled

COLOURS = ["sync", "async"]
PAGES = 1000


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path):
    return MemoryStore() if request.param == "memory" else SQLiteStore(tmp_path / "tokens.db")


ANY_STORE = pytest.mark.parametrize("store", ["memory"], indirect=True)  # where the store makes no difference


@pytest.fixture
def app(store, token):
    credentials = OAuthCredentials(*APP, store=store)
    credentials.add(token)
    return credentials


@pytest.fixture(params=COLOURS)
def hs(request, sandbox, app, token):
    client, close = either(request.param, access_token=app.portal(token.hub_id), base_url=sandbox.url, limits=FAST)
    yield client
    close()


def fill(sandbox, count):
    with HubSpot(sandbox.token, base_url=sandbox.url, limits=FAST) as hs:
        hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(count)])


@ANY_STORE
def test_a_token_that_expires_amid_a_thousand_pages_is_renewed_once_and_no_page_is_lost(hs, sandbox):
    fill(sandbox, PAGES)
    fault = sandbox.fail("GET", "/crm/*/contacts", fault="clock=3600", skip=PAGES // 2, times=1)
    found = hs.contacts.list(page_size=1, properties=["email"])
    assert len({each.id for each in found}) == PAGES
    assert fault.hits == 1
    assert refreshes(sandbox) == 1


@ANY_STORE
def test_a_batch_of_many_requests_goes_on_when_its_token_expires(hs, sandbox):
    fault = sandbox.fail("POST", "/crm/*/contacts/batch/create", fault="clock=3600", skip=5, times=1)
    batch = hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(1000)])
    assert len(batch.results) == 1000
    assert fault.hits == 1
    assert refreshes(sandbox) == 1


@ANY_STORE
def test_tokens_are_renewed_before_they_expire_and_no_request_is_refused(sandbox, token, store):
    clock = FakeClock()
    hubspot = FakeHubSpot(
        lambda request: (
            httpx.Response(200, json={"access_token": "new", "expires_in": 1800})
            if "/oauth/" in request.url.path
            else page()
        )
    )
    app = OAuthCredentials(*APP, store=store)
    wall = clock.clock().wall
    store.save(f"{APP[0]}/1", Tokens("refresh", "old", issued_at=wall(), expires_at=wall() + 1800))
    hs = HubSpot(app.portal(1), http_client=httpx.Client(transport=httpx.MockTransport(hubspot)), clock=clock.clock())
    for passed, expected in ((0, "old"), (1735, "old"), (10, "new"), (1700, "new")):
        clock.time += passed
        hs.contacts.list(limit=1).all()
        assert hubspot.seen[-1].headers["authorization"] == f"Bearer {expected}"
    assert sum("/oauth/" in each.url.path for each in hubspot.seen) == 1


def test_eight_threads_with_an_expired_token_refresh_once(sandbox, app, token):
    sandbox.advance(3600)
    with HubSpot(app.portal(token.hub_id), base_url=sandbox.url, limits=FAST) as hs, ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: hs.contacts.list(limit=1).all(), range(8)))
    assert refreshes(sandbox) == 1


def test_fifty_tasks_with_an_expired_token_refresh_once(sandbox, app, token):
    sandbox.advance(3600)

    async def main():
        async with AsyncHubSpot(app.portal(token.hub_id), base_url=sandbox.url, limits=FAST) as hs:
            await asyncio.gather(*(hs.contacts.list(limit=1).all() for _ in range(50)))

    asyncio.run(main())
    assert refreshes(sandbox) == 1


def test_clients_of_both_colours_with_credentials_of_their_own_refresh_once_for_a_store(sandbox, app, token, store):
    sandbox.advance(3600)

    def one(number):
        credentials = OAuthCredentials(*APP, store=store, portal_id=token.hub_id)
        client, close = either(COLOURS[number % 2], access_token=credentials, base_url=sandbox.url, limits=FAST)
        client.contacts.list(limit=1)
        close()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(one, range(6)))
    assert refreshes(sandbox) == 1


def test_a_rotated_refresh_token_is_kept(hs, sandbox, store, token, app):
    seen = {token.refresh_token}
    for _ in range(3):
        sandbox.advance(3600)
        hs.contacts.list(limit=1)
        seen.add(store.load(f"{APP[0]}/{token.hub_id}").refresh_token)
    assert len(seen) == 4


@ANY_STORE
def test_portals_have_tokens_of_their_own(sandbox, app, token):
    sandbox.portals.open(777)
    sandbox.grants.append(1)
    assert app.add(authorize(sandbox, 777)) == 777
    sandbox.advance(3600)
    for portal in (token.hub_id, 777):
        with HubSpot(app.portal(portal), base_url=sandbox.url) as hs:
            assert hs.account.get().portal_id == portal


def test_a_refresh_token_alone_is_enough(sandbox, token):
    with HubSpot(OAuthCredentials(*APP, refresh_token=token.refresh_token), base_url=sandbox.url) as hs:
        assert hs.account.get().portal_id == token.hub_id
        sandbox.advance(3600)
        assert hs.account.get().portal_id == token.hub_id


def test_a_stores_rotated_token_wins_over_the_one_that_it_began_with_and_a_new_one_over_both(sandbox, token, store):
    def get(refresh_token):
        app = OAuthCredentials(*APP, refresh_token=refresh_token, store=store, portal_id=token.hub_id)
        with HubSpot(app, base_url=sandbox.url) as hs:
            hs.contacts.list(limit=1).all()

    for _ in range(3):  # a program that starts again and again with what its environment says
        get(token.refresh_token)
        sandbox.advance(3600)
    sandbox.grants.append(1)
    other = authorize(sandbox)
    get(other.refresh_token)
    assert store.load(f"{APP[0]}/{token.hub_id}").origin != token.refresh_token
    get(other.refresh_token)


def revoke(sandbox, app, token, store):
    refresh = store.load(f"{APP[0]}/{token.hub_id}").refresh_token
    with HubSpot(base_url=sandbox.url, require_token=False) as plain:
        plain.oauth.revoke(*APP, token=refresh)
    sandbox.advance(3600)


def test_a_refused_refresh_token_is_asked_once_and_the_error_says_to_authorize_again(hs, sandbox, app, token, store):
    revoke(sandbox, app, token, store)
    before = refreshes(sandbox)
    for _ in range(3):
        with pytest.raises(RefreshRefused, match="authorize again") as caught:
            hs.contacts.get(1)
    assert isinstance(caught.value, Unauthorized)
    assert refreshes(sandbox) == before + 1
    other = OAuthCredentials(*APP, store=store, portal_id=token.hub_id)  # another process
    with pytest.raises(RefreshRefused, match=str(token.hub_id)), HubSpot(other, base_url=sandbox.url) as again:
        again.contacts.get(1)
    assert refreshes(sandbox) == before + 1
    sandbox.grants.append(1)
    app.add(authorize(sandbox))
    hs.contacts.list(limit=1)


@ANY_STORE
def test_in_a_batch_it_fails_the_call_and_not_each_input(hs, sandbox, app, token, store):
    revoke(sandbox, app, token, store)
    before = refreshes(sandbox)
    with pytest.raises(RefreshRefused):
        hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(500)])
    assert refreshes(sandbox) == before + 1


def test_a_wrong_secret_is_said_and_not_hammered(sandbox, token):
    app = OAuthCredentials(APP[0], "another-secret", refresh_token=token.refresh_token)
    with HubSpot(app, base_url=sandbox.url) as hs:
        for _ in range(3):
            with pytest.raises(APIError, match="client secret") as caught:
                hs.contacts.get(1)
    assert not isinstance(caught.value, RefreshRefused)
    assert refreshes(sandbox) == 1


class Offline:
    """A HubSpot whose token endpoint can be cut off."""

    def __init__(self, reply):
        self.reply = reply
        self.tried = 0

    def __call__(self, request):
        if "/oauth/" not in request.url.path:
            return page()
        self.tried += 1
        if isinstance(self.reply, Exception):
            raise self.reply
        return httpx.Response(self.reply.status_code, content=self.reply.content)


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("reply", [httpx.ConnectError("down"), httpx.Response(503), httpx.Response(200, json=[])])
def test_the_old_token_serves_while_it_is_good_and_none_can_be_had(colour, reply, store):
    clock, offline = FakeClock(), Offline(reply)
    wall = clock.clock().wall
    store.save("app/1", Tokens("refresh", "old", issued_at=wall(), expires_at=wall() + 1800))
    app = OAuthCredentials("app", "secret", store=store, portal_id=1)
    transport = httpx.MockTransport(offline)
    kind, client = (HubSpot, httpx.Client) if colour == "sync" else (AsyncHubSpot, httpx.AsyncClient)
    hs = kind(app, http_client=client(transport=transport), clock=clock.clock(), retries=0)
    act = lambda hs: hs.contacts.list(limit=1)  # noqa: E731 # short
    clock.time += 1760
    settled(act, hs)
    settled(act, hs)
    assert offline.tried == 1  # not for each request
    clock.time += 15
    settled(act, hs)
    assert offline.tried == 2
    clock.time += 100
    with pytest.raises((NetworkError, APIError)):
        settled(act, hs)
    offline.reply = httpx.Response(200, json={"access_token": "new", "expires_in": 1800})
    settled(act, hs)
    assert store.load("app/1").access_token == "new"


def test_tokens_that_the_store_would_not_take_are_used_by_nobody_and_kept_when_it_takes_them(sandbox, token):
    class Full(MemoryStore):
        full = False

        def save(self, key, tokens):
            if self.full:
                raise OSError("no space left")
            super().save(key, tokens)

    store = Full()
    app = OAuthCredentials(*APP, store=store)
    app.add(token)
    sandbox.advance(3600)
    with HubSpot(app.portal(token.hub_id), base_url=sandbox.url) as hs:
        store.full = True
        for _ in range(2):
            with pytest.raises(OSError, match="no space"):
                hs.contacts.list(limit=1).all()
        store.full = False
        hs.contacts.list(limit=1).all()
    assert refreshes(sandbox) == 1
    assert store.load(f"{APP[0]}/{token.hub_id}").refresh_token != token.refresh_token


def test_a_refresh_token_of_another_portal_is_refused(sandbox, token, store):
    app = OAuthCredentials(*APP, refresh_token=token.refresh_token, store=store, portal_id=5)
    with (
        pytest.raises(ConfigurationError, match=rf"portal 5 is of portal {token.hub_id}"),
        HubSpot(app, base_url=sandbox.url) as hs,
    ):
        hs.contacts.get(1)
    assert store.load(f"{APP[0]}/5") is None


def test_a_cancelled_task_does_not_lose_the_tokens_that_are_under_way(sandbox, app, token, store):
    sandbox.advance(3600)
    sandbox.fail("POST", "/oauth/*/token", fault="latency=0.3", times=1)

    async def main():
        async with AsyncHubSpot(app.portal(token.hub_id), base_url=sandbox.url) as hs:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(hs.contacts.list(limit=1).all(), 0.1)

    asyncio.run(main())
    with store.lock(f"{APP[0]}/{token.hub_id}", 10):  # the loop has ended, the refresh may not have
        assert store.load(f"{APP[0]}/{token.hub_id}").refresh_token != token.refresh_token


def test_who_waits_for_another_refresh_waits_until_its_deadline(sandbox, app, token, store):
    sandbox.advance(3600)
    with (
        HubSpot(app.portal(token.hub_id), base_url=sandbox.url, deadline=0.1) as hs,
        store.lock(f"{APP[0]}/{token.hub_id}", 1),
        pytest.raises(DeadlineError, match="renewed"),
    ):
        hs.contacts.list(limit=1).all()


@ANY_STORE
def test_forms_travel_with_tokens_of_the_api(sandbox, app, token):
    sandbox.advance(3600)
    elsewhere = HubSpot(app.portal(token.hub_id), base_url=sandbox.url, forms_url="https://forms.invalid")
    sender = elsewhere._forms._wire()
    assert sender._home._endpoint(sender._home._post, None).base_url == sandbox.url
    elsewhere.close()


@ANY_STORE
def test_no_secret_shows(hs, sandbox, app, token, store, caplog):
    caplog.set_level(logging.DEBUG)
    revoke(sandbox, app, token, store)
    with pytest.raises(RefreshRefused) as caught:
        hs.contacts.get(1)
    error = caught.value
    known = store.load(f"{APP[0]}/{token.hub_id}")
    shown = f"{app!r} {app.portal(1)!r} {store!r} {known!r} {error!r} {error} {error.__dict__} {caplog.text}"
    for secret in (APP[1], token.access_token, token.refresh_token, known.refresh_token):
        assert secret not in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "refresh_token=… or a store=…"),
        ({"store": {}}, "load, save, delete and lock, which dict"),
        ({"store": MemoryStore(), "refresh_token": "x"}, "portal_id"),
    ],
)
def test_credentials_without_what_they_need_are_refused(options, said):
    with pytest.raises(ConfigurationError, match=said):
        OAuthCredentials(*APP, **options)


@pytest.mark.parametrize(
    ("field", "options"),
    [
        ("client_id", {"client_id": ""}),
        ("client_secret", {"client_secret": None}),
        ("refresh_token", {"refresh_token": 7}),
        ("portal_id", {"portal_id": "abc"}),
    ],
)
def test_bad_arguments_are_named(field, options):
    given = {"client_id": "app", "client_secret": "secret", "refresh_token": "x"} | options
    with pytest.raises(InputError, match=field):
        OAuthCredentials(given.pop("client_id"), given.pop("client_secret"), **given)


@ANY_STORE
def test_credentials_of_many_portals_say_that_one_has_to_be_chosen(app):
    with pytest.raises(ConfigurationError, match=r"portal\(…\)"):
        HubSpot(app).contacts.get(1)


@ANY_STORE
def test_a_portal_without_tokens_is_named(app):
    with pytest.raises(ConfigurationError, match="no tokens of portal 5 for app app-1"):
        HubSpot(app.portal(5)).contacts.get(1)


def test_removed_tokens_are_gone(sandbox, app, token):
    app.remove(token.hub_id)
    with pytest.raises(ConfigurationError, match="no tokens"):
        HubSpot(app.portal(token.hub_id), base_url=sandbox.url).contacts.get(1)


@pytest.mark.parametrize(
    ("odd", "said"),
    [(Token("a", 1800, "r"), "portal_id"), (Token("a", 1800, hub_id=1), "no refresh token")],
)
@ANY_STORE
def test_tokens_that_cannot_be_kept_are_refused(app, odd, said):
    with pytest.raises(ConfigurationError, match=said):
        app.add(odd)


def test_copies_share_and_pickles_need_a_store_that_processes_share(sandbox, app, token, store):
    hs = HubSpot(app.portal(token.hub_id), base_url=sandbox.url)
    assert copy.deepcopy(hs).configuration.access_token is hs.configuration.access_token
    assert copy.copy(store) is store or isinstance(store, SQLiteStore)
    if isinstance(store, MemoryStore):
        with pytest.raises(ConfigurationError, match="SQLiteStore"):
            pickle.dumps(hs)
        return
    for each in (hs, HubSpot(OAuthCredentials(*APP, store=store, portal_id=token.hub_id), base_url=sandbox.url)):
        with pickle.loads(pickle.dumps(each)) as other:  # noqa: S301 # our own bytes
            assert other.account.get().portal_id == token.hub_id


@ANY_STORE
def test_trio_renews_tokens_too(sandbox, app, token):
    sandbox.advance(3600)

    async def main():
        async with (
            AsyncHubSpot(app.portal(token.hub_id), base_url=sandbox.url, limits=FAST) as hs,
            trio.open_nursery() as nursery,
        ):
            for _ in range(10):
                nursery.start_soon(hs.contacts.list(limit=1).all)

    trio.run(main)
    assert refreshes(sandbox) == 1


def test_who_has_a_token_loads_nothing_of_this():
    code = "import sys, hubspot_facade as h; h.HubSpot('pat-1'); print([m for m in sys.modules if '.auth' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@ANY_STORE
@pytest.mark.parametrize("colour", COLOURS)
def test_other_options_and_raw_responses_renew_through_the_same_credentials(colour, sandbox, app, token):
    sandbox.advance(3600)
    kind = HubSpot if colour == "sync" else AsyncHubSpot
    client = kind(app.portal(token.hub_id), base_url=sandbox.url).with_options(timeout=30, headers={"x-app": "1"})

    async def both():
        async with client as hs:
            return (await hs.account.get()).portal_id, (await hs.with_raw_response.account.get()).value.portal_id

    if colour == "async":
        found = asyncio.run(both())
    else:
        with client as hs:
            found = hs.account.get().portal_id, hs.with_raw_response.account.get().value.portal_id
    assert found == (token.hub_id, token.hub_id)
    assert refreshes(sandbox) == 1


@ANY_STORE
def test_asynchronous_hooks_do_not_keep_tokens_from_being_renewed(sandbox, app, token):
    sandbox.advance(3600)
    seen = []

    async def hook(event):
        seen.append(event.status)

    async def main():
        portal = app.portal(token.hub_id)
        async with AsyncHubSpot(portal, base_url=sandbox.url, event_hooks={"response": [hook]}) as hs:
            await hs.contacts.list(limit=1).all()

    asyncio.run(main())
    assert seen == [401, 200]
