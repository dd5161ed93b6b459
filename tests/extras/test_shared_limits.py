"""One budget for many processes, with a real Redis server."""

import asyncio
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import redis
import trio

from hubspot_facade import AsyncHubSpot, ConfigurationError, HubSpot, Limits, OAuthCredentials, RateLimited
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.transport.pacing import ASSOCIATIONS, GENERAL, SEARCH
from hubspot_facade.transport.shared import SharedPacer, _client
from hubspot_facade.transport.window import Turn
from tests.auth.conftest import APP, authorize
from tests.extras.redis_server import RedisServer
from tests.facade.either import either

TOKEN = "pat-na1-0123456789"  # of nobody


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = RedisServer(tmp_path_factory.mktemp("redis"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def empty(server):
    if server.process is None:
        server.start()
    redis.Redis.from_url(server.url).flushall()
    return server


class Hands:
    """The clock of one process; Redis has its own."""

    def __init__(self):
        self.ahead = 0.0

    def __call__(self):
        return time.monotonic() + self.ahead


def pacer(server, clock=None, app="app", **limits):
    return SharedPacer(Limits(shared=server.url, **limits), clock or Hands(), 60.0, app, app)


def asked(pacer, lane):
    """A turn or a wait, as an exchange gets it."""
    given = pacer.reserve(lane)
    if isinstance(given, Turn | float):
        return given
    given.run()
    return given.given


def headers(limit, left):
    return {"x-hubspot-ratelimit-max": str(limit), "x-hubspot-ratelimit-remaining": str(left)}


def sent(pacer, lane, said=None):
    """Whether a request may go at once; it is answered at once."""
    turn = asked(pacer, lane)
    if not isinstance(turn, Turn):
        return False
    if turn.wait:
        pacer.withdrawn(turn)
        return False
    pacer.answered(turn)
    pacer.observe(turn, said or {})
    return True


def test_processes_share_each_lane(empty):
    for lane, limit in ((SEARCH, 5), ("burst", 100), (GENERAL, 100), (ASSOCIATIONS, 100)):
        workers = [pacer(empty) for _ in range(4)]
        assert sum(sent(workers[number % 4], lane) for number in range(120)) == limit, lane
    assert sum(sent(pacer(empty, app="another"), SEARCH) for _ in range(9)) == 5


def test_a_place_that_will_be_free_is_given_away_in_advance(empty):
    one, other = pacer(empty, search_per_second=2), pacer(empty, search_per_second=2)
    assert sent(one, SEARCH)
    assert sent(one, SEARCH)
    first, second = asked(other, SEARCH), asked(one, SEARCH)
    assert 0.9 < first.wait <= 1.07
    assert first.wait <= second.wait + 0.05 <= 1.2
    assert asked(one, SEARCH) == 0.05  # all are reserved: nobody knows when these will have arrived
    other.withdrawn(first)
    third = asked(other, SEARCH)
    assert isinstance(third, Turn)  # the place that was given back


def test_the_limit_of_the_headers_holds_for_all(empty):
    one, other = pacer(empty), pacer(empty)
    assert sent(one, GENERAL, headers(30, 29))
    assert sum(sent(each, GENERAL, {}) for _ in range(30) for each in (one, other)) == 29


def test_before_the_first_answer_one_request_asks_for_all(empty):
    one, other = pacer(empty), pacer(empty)
    turn = asked(one, GENERAL)
    assert isinstance(turn, Turn)
    assert asked(other, GENERAL) == 0.02
    one.answered(turn)
    one.observe(turn, headers(190, 189))
    assert not isinstance(asked(other, GENERAL), Turn)
    assert isinstance(asked(one, GENERAL), Turn)  # brings what the headers said
    assert isinstance(asked(other, GENERAL), Turn)


def test_somebody_else_who_takes_half_is_noticed(empty):
    one, other = pacer(empty), pacer(empty)
    assert sent(one, GENERAL, headers(100, 49))
    assert sum(sent(each, GENERAL) for _ in range(60) for each in (one, other)) == 49


def test_a_refusal_stops_all(empty):
    one, other = pacer(empty), pacer(empty)
    assert sent(one, SEARCH)
    assert sent(other, SEARCH)
    turn = asked(one, SEARCH)
    one.answered(turn)
    one.pause(turn, 30.0)
    assert isinstance(asked(one, SEARCH), float)  # brings it
    assert 29 < asked(other, SEARCH) <= 30
    assert 29 < other.reserve(SEARCH) <= 30  # without asking again


def test_the_clocks_of_the_machines_do_not_matter(empty):
    ahead, behind = Hands(), Hands()
    ahead.ahead, behind.ahead = 86_400.0, -86_400.0
    workers = [pacer(empty, clock) for clock in (ahead, behind)]
    assert sum(sent(workers[number % 2], SEARCH) for number in range(20)) == 5
    assert 0.9 < asked(workers[0], SEARCH).wait < 1.1


def test_what_a_killed_process_held_comes_free(empty, monkeypatch):
    monkeypatch.setattr("hubspot_facade.transport.shared._SLACK", 0.2)
    killed = pacer(empty)
    assert all(isinstance(asked(killed, SEARCH), Turn) for _ in range(5))
    other = pacer(empty)
    assert not sent(other, SEARCH)
    until = time.monotonic() + 5
    while not sent(other, SEARCH):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_keys_expire(empty):
    assert sent(pacer(empty), GENERAL)
    client = redis.Redis.from_url(empty.url)
    assert all(0 < client.ttl(key) <= 3600 for key in client.scan_iter())


def test_scripts_that_redis_forgot_are_loaded_again(empty):
    one = pacer(empty)
    assert sent(one, SEARCH)
    redis.Redis.from_url(empty.url).script_flush()
    assert sum(sent(one, SEARCH) for _ in range(9)) == 4


def test_without_redis_a_process_goes_on_alone_says_so_once_and_comes_back(empty, caplog):
    clock = Hands()
    one = pacer(empty, clock)
    for number in range(10):
        assert sent(one, GENERAL, headers(100, 99 - 4 * number))  # others have most of it
    empty.stop()
    began = time.monotonic()
    with caplog.at_level(logging.WARNING, "hubspot_facade"):
        alone = sum(sent(one, GENERAL, headers(100, max(56 - 4 * number, 0))) for number in range(100))
        assert time.monotonic() - began < 1.0
        assert 1 <= alone <= 14  # its share, not the 90 that its own count would allow
        assert len(caplog.records) == 1
        assert "cannot be reached" in caplog.text
        assert str(empty.port) not in caplog.text
        empty.start()
        clock.ahead += 1.1
        asked(one, GENERAL)
        assert len(caplog.records) == 2
    other = pacer(empty)
    sent(one, GENERAL, headers(100, 49))
    asked(one, GENERAL)
    counted = redis.Redis.from_url(empty.url).zcard("hubspot:{app}:app:general:sent")
    assert counted >= 50  # what it had sent, and what others have, though Redis had lost everything
    assert isinstance(asked(other, GENERAL), Turn)


def test_a_redis_that_hangs_is_like_none(empty, caplog):
    one = pacer(empty)
    assert sent(one, SEARCH)
    empty.process.send_signal(19)  # SIGSTOP
    try:
        began = time.monotonic()
        assert sent(one, SEARCH)
        assert time.monotonic() - began < 1.0
        began = time.monotonic()
        assert sent(one, SEARCH)  # nobody waits for it twice
        assert time.monotonic() - began < 0.1
    finally:
        empty.process.send_signal(18)
    assert "TimeoutError" in caplog.text


def test_passwords_are_used_and_never_shown(tmp_path, caplog):
    server = RedisServer(tmp_path, "--requirepass", "open-sesame")
    server.start()
    try:
        right = Limits(shared=f"redis://:open-sesame@127.0.0.1:{server.port}/0")
        hs = HubSpot(TOKEN, limits=right)
        assert "sesame" not in repr(right) + repr(hs) + repr(hs.configuration)
        assert isinstance(asked(hs._pacer, SEARCH), Turn)
        assert not caplog.records
        keys = redis.Redis.from_url(right.shared).keys()
        assert keys
        assert not any(TOKEN.encode() in key for key in keys)
        wrong = HubSpot(TOKEN, limits=Limits(shared=f"redis://:swordfish@127.0.0.1:{server.port}/0"))
        assert isinstance(asked(wrong._pacer, SEARCH), Turn)
        assert "AuthenticationError" in caplog.text
        assert "swordfish" not in caplog.text
    finally:
        server.stop()


def test_tls_urls_are_taken():
    settings = _client("rediss://:secret@redis.example:6380/1", -1).connection_pool
    assert settings.connection_class is redis.SSLConnection


@pytest.mark.parametrize("url", ["redis.example:6379", "http://x", 5, "redis://localhost:port/0", ""])
def test_a_bad_url_is_an_error_that_does_not_repeat_it(url):
    with pytest.raises(ConfigurationError) as caught:
        HubSpot(TOKEN, limits=Limits(shared=url))
    assert not url or str(url) not in str(caught.value)


def test_names_of_budgets(empty):
    def keys(token, **more):
        return HubSpot(token, limits=Limits(shared=empty.url, **more))._pacer

    one, same, other = keys(TOKEN), keys(TOKEN), keys("pat-na1-another")
    assert one._keys(GENERAL) == same._keys(GENERAL) != other._keys(GENERAL)
    assert keys(TOKEN, portal=7)._keys(SEARCH) == keys("pat-na1-another", portal=7)._keys(SEARCH)
    assert keys(TOKEN, portal=7)._keys(GENERAL) != keys("pat-na1-another", portal=7)._keys(GENERAL)
    credentials = [OAuthCredentials("app", "secret", refresh_token=each, portal_id=5) for each in ("a", "b")]
    assert keys(credentials[0])._keys(GENERAL) == keys(credentials[1])._keys(GENERAL)
    ours, private = keys(credentials[0].portal(5), portal=7), keys(TOKEN, portal=7)
    assert ours._keys(SEARCH) == private._keys(SEARCH)[:2]  # one search, and no day
    with pytest.raises(ConfigurationError, match="app="):
        keys(lambda: TOKEN)
    assert keys(lambda: TOKEN, app="sync")._keys(GENERAL)


# -- clients --------------------------------------------------------------------------------------------------


@pytest.fixture
def options(empty):
    with Sandbox(tier="pro") as sandbox:
        yield (
            sandbox,
            {
                "access_token": sandbox.token,
                "base_url": sandbox.url,
                "limits": Limits(shared=empty.url),
                "retries": 0,
            },
        )


SEARCHES = 9


def threads_of_two_clients(options):
    clients = [HubSpot(**options) for _ in "12"]
    with ThreadPoolExecutor(SEARCHES) as pool:
        list(pool.map(lambda number: clients[number % 2].contacts.search(query="x").all(), range(SEARCHES)))
    for each in clients:
        each.close()


async def _tasks(options, searches):
    async with AsyncHubSpot(**options) as hs, httpx.AsyncClient():
        for _ in range(searches):
            await hs.contacts.search(query="x").all()


def two_event_loops(options):
    hs = AsyncHubSpot(**options)

    async def go():
        await asyncio.gather(*(hs.contacts.search(query="x").all() for _ in range(SEARCHES // 2)))
        await hs.close()

    loops = [threading.Thread(target=asyncio.run, args=(go(),)) for _ in "12"]
    for each in loops:
        each.start()
    for each in loops:
        each.join()
    asyncio.run(_tasks(options, SEARCHES - 2 * (SEARCHES // 2)))


def trio_tasks(options):
    trio.run(_tasks, options, SEARCHES)


def pickled_clients(options):
    first = HubSpot(**options)
    for hs in (first, pickle.loads(pickle.dumps(first))):  # noqa: S301 # our own bytes
        for _ in range(SEARCHES // 2 + (hs is first)):
            hs.contacts.search(query="x").all()
        hs.close()


@pytest.mark.parametrize("act", [threads_of_two_clients, two_event_loops, trio_tasks, pickled_clients])
def test_clients_share_a_budget(options, act):
    sandbox, settings = options
    act(settings)
    assert [each.status for each in sandbox.requests if each.path.endswith("/search")] == [200] * SEARCHES


PROGRAM = """
import os, sys
from hubspot_facade import HubSpot, Limits
url, token, shared = sys.argv[1:]
hs = HubSpot(token, base_url=url, limits=Limits(shared=shared), retries=0)
hs.contacts.search(query="x").all()
children = []
for _ in range(3):
    child = os.fork()
    if not child:
        for _ in range(4):
            hs.contacts.search(query="x").all()
        os._exit(0)
    children.append(child)
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


def test_forked_processes_share_a_budget(options):
    sandbox, settings = options
    arguments = [sandbox.url, sandbox.token, settings["limits"].shared]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [each.status for each in sandbox.requests] == [200] * 13


def test_a_deadline_gives_the_reserved_place_back(options):
    sandbox, settings = options
    hs = HubSpot(**settings)
    for _ in range(5):
        hs.contacts.search(query="x").all()
    with pytest.raises(Exception, match="deadline"):
        hs.with_options(deadline=0.3).contacts.search(query="x").all()
    assert hs._pacer._lanes[SEARCH].window.under_way == 0
    hs.contacts.search(query="x").all()
    hs.close()
    assert len(sandbox.requests) == 6


# -- the day -------------------------------------------------------------------------------------------------


def today(limit, left_today):
    return {**headers(limit, limit), "x-hubspot-ratelimit-daily-remaining": str(left_today)}


def is_refused(given):
    return isinstance(given, RateLimited) and given.policy == "DAILY" and given.attempts == 0


def test_what_one_process_learns_of_the_day_all_know_in_every_lane(empty):
    one, other = pacer(empty), pacer(empty)
    assert sent(one, GENERAL, today(100, 0))
    assert is_refused(asked(one, GENERAL))  # brings it
    for lane in (GENERAL, SEARCH, "burst"):
        assert is_refused(asked(other, lane))
    assert isinstance(asked(other, ASSOCIATIONS), Turn)  # has a daily limit of its own
    assert sent(pacer(empty, app="another"), GENERAL)


def test_a_refusal_for_the_day_is_known_to_all(empty):
    one, other = pacer(empty), pacer(empty)
    turn = asked(one, ASSOCIATIONS)
    one.answered(turn)
    one.used_up(turn)
    assert is_refused(asked(one, ASSOCIATIONS))
    assert is_refused(asked(other, ASSOCIATIONS))
    assert sent(other, GENERAL)


def test_apps_of_one_account_share_its_day(empty):
    one, other = (
        SharedPacer(Limits(shared=empty.url), Hands(), 60.0, name, "portal-7") for name in ("one app", "another")
    )
    assert sent(one, SEARCH, today(100, 0))
    assert is_refused(asked(one, SEARCH))
    assert is_refused(asked(other, GENERAL))


def test_no_more_are_under_way_than_the_day_has_left(empty):
    workers = [pacer(empty) for _ in range(3)]
    assert sent(workers[0], GENERAL, today(100, 5))
    given = [(each, asked(each, GENERAL)) for _ in range(4) for each in workers]
    turns = [(each, turn) for each, turn in given if isinstance(turn, Turn)]
    assert len(turns) == 5
    assert {wait for _, wait in given if not isinstance(wait, Turn)} == {0.05}
    for number, (each, turn) in enumerate(turns, 1):
        each.answered(turn)
        each.observe(turn, today(100, 5 - number))
    assert is_refused([asked(each, GENERAL) for each in workers][-1])


def test_one_request_finds_out_whether_it_is_another_day(empty):
    one, other = pacer(empty), pacer(empty)
    assert sent(one, GENERAL, today(100, 0))
    assert is_refused(asked(one, GENERAL))
    refused = asked(other, GENERAL)
    assert 0 < refused.retry_after <= 910  # the next quarter of an hour
    client = redis.Redis.from_url(empty.url)
    client.hincrbyfloat("hubspot:{app}:day", "seen", -1_000_000)  # as if it had been then
    turn = asked(other, GENERAL)
    assert isinstance(turn, Turn)
    assert asked(one, GENERAL) == 0.05
    other.answered(turn)
    other.observe(turn, today(100, 0))
    assert is_refused(asked(other, GENERAL))  # not yet
    assert is_refused(asked(one, GENERAL))
    client.hincrbyfloat("hubspot:{app}:day", "seen", -1_000_000)
    turn = asked(one, GENERAL)
    one.answered(turn)
    one.observe(turn, today(100, 5000))
    assert sent(one, GENERAL)
    assert all(isinstance(asked(other, GENERAL), Turn) for _ in range(9))


def use_up(options, left):
    """Of the day's limit so many are left."""
    sandbox, settings = options
    with HubSpot(**{**settings, "limits": Limits()}) as hs:
        hs.contacts.list(limit=1).all()  # since its day begins with the first request
    sandbox.application.limits.today = 625_000 - left


def used_up_by_threads(options):
    clients = [HubSpot(**options) for _ in "123"]

    def work(hs):
        try:
            while True:
                hs.contacts.list(limit=1).all()
        except RateLimited as error:
            return error

    with ThreadPoolExecutor(6) as pool:
        found = [*pool.map(work, clients * 2)]
    for each in clients:
        each.close()
    return found


def used_up_by_tasks(options):
    async def work(hs, found):
        try:
            while True:
                await hs.contacts.list(limit=1).all()
        except RateLimited as error:
            found.append(error)

    async def main():
        found = []
        async with AsyncHubSpot(**options) as one, AsyncHubSpot(**options) as other:
            await asyncio.gather(*(work(each, found) for each in (one, other) * 3))
        return found

    return asyncio.run(main())


@pytest.mark.parametrize("act", [used_up_by_threads, used_up_by_tasks])
def test_clients_end_with_the_day_and_none_is_refused_by_hubspot(options, act):
    sandbox, settings = options
    use_up(options, 40)
    found = act(settings)
    assert len(found) == 6
    for error in found:
        assert (error.status, error.policy, error.in_doubt) == (429, "DAILY", False)
        assert error.method == "GET"
        assert "resets at midnight" in str(error)
    assert [each.status for each in sandbox.requests] == [200] * 41


def test_a_client_that_is_refused_for_the_day_ends_the_others(options):
    sandbox, settings = options
    use_up(options, 0)
    one, other = HubSpot(**settings), HubSpot(**settings)
    for hs in (one, one, other):
        with pytest.raises(RateLimited, match="daily limit"):
            hs.contacts.list(limit=1).all()
    assert [each.status for each in sandbox.requests] == [200, 429]


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_an_app_of_oauth_has_no_day_that_others_use_up(empty, colour):
    with Sandbox(tier="free") as sandbox:
        granted = authorize(sandbox)
        limits = Limits(shared=empty.url, portal=granted.hub_id)
        installed = OAuthCredentials(*APP, refresh_token=granted.refresh_token, portal_id=granted.hub_id)
        tokens = (sandbox.token, sandbox.new_token(), installed)
        clients = [either(colour, access_token=each, base_url=sandbox.url, limits=limits, retries=0) for each in tokens]
        private, another, app = (hs for hs, _ in clients)
        ada = private.contacts.create({"firstname": "Ada"})
        app.contacts.get(ada.id)  # with an access token from now on
        sandbox.application.limits.today = 250_000
        for hs in (private, private, another):
            with pytest.raises(RateLimited, match="daily limit"):
                hs.contacts.list(limit=1)
        for _ in range(2):
            assert app.contacts.get(ada.id).id == ada.id
            assert app.contacts.search(query="x") == []
            assert app.associations.list("contacts", ada.id, "companies") == []
        for _, close in clients:
            close()


def test_a_refusal_for_the_day_stops_no_app_of_oauth(empty):
    one = SharedPacer(Limits(shared=empty.url), Hands(), 60.0, "app", "portal-7", has_day=False)
    private = SharedPacer(Limits(shared=empty.url), Hands(), 60.0, "private", "portal-7")
    for each in (one, pickle.loads(pickle.dumps(one))):  # noqa: S301 # our own bytes
        for lane in (GENERAL, ASSOCIATIONS):
            turn = asked(each, lane)
            each.answered(turn)
            each.observe(turn, today(100, 0))
            each.used_up(turn)
            assert sent(each, lane)
    assert sent(private, GENERAL)
    assert sent(private, ASSOCIATIONS)
