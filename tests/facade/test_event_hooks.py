"""`event_hooks=`: what a program sees of every request, answer and retry."""

import asyncio
import dataclasses
import pickle

import httpx
import pytest

from hubspot_facade import (
    AsyncHubSpot,
    ConfigurationError,
    HubSpot,
    Limits,
    NetworkError,
    NotFound,
    RequestEvent,
    ResponseEvent,
    RetryEvent,
    ServerError,
)
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.facade.fakes import TOKEN, Client, FakeHubSpot, batch, error, page, record


def hooks_of(colour, function):
    """Hooks for every event; on the asynchronous client the second of each awaits."""

    async def awaits(event):
        await asyncio.sleep(0)
        function(event)

    second = function if colour == "sync" else awaits
    return {name: [function, second] for name in ("request", "response", "retry")}


def get(hs):
    return hs.contacts.get(1)


def test_each_attempt_answer_and_retry_is_told_in_order(colour, fake_clock):
    def slow(_):
        fake_clock.time += 2
        return error(503, headers={"X-HubSpot-Correlation-Id": "c-1"})

    events = []
    hubspot = FakeHubSpot(slow, httpx.ConnectError("refused"), httpx.Response(200, json=record("1")))
    client = Client(
        colour, hubspot, fake_clock, event_hooks={n: [events.append] for n in ("request", "response", "retry")}
    )
    client.do(get)
    url = str(hubspot.seen[0].url)
    assert [type(each) for each in events] == [RequestEvent, ResponseEvent, RetryEvent] * 2 + [
        RequestEvent,
        ResponseEvent,
    ]
    assert {(each.method, each.url) for each in events} == {("GET", url)}
    assert [each.attempt for each in events] == [1, 1, 1, 2, 2, 2, 3, 3]
    first, failed, last = (each for each in events if isinstance(each, ResponseEvent))
    assert (first.status, first.elapsed, first.correlation_id, first.error) == (503, 2, "c-1", None)
    assert (failed.status, type(failed.error), failed.correlation_id) == (None, NetworkError, None)
    assert (last.status, last.error) == (200, None)
    again, later = (each for each in events if isinstance(each, RetryEvent))
    assert (again.status, later.status, type(later.error)) == (503, None, NetworkError)
    assert [again.after, later.after] == fake_clock.slept


def test_every_hook_of_an_event_is_called_and_awaited(colour, fake_clock):
    events = []
    hubspot = FakeHubSpot(error(503), httpx.Response(200, json=record("1")))
    Client(colour, hubspot, fake_clock, event_hooks=hooks_of(colour, events.append)).do(get)
    assert len(events) == 2 * 5
    assert all(one is other for one, other in zip(events[::2], events[1::2], strict=True))


def test_events_come_of_every_way_to_send(colour):
    events = []
    with Sandbox() as sandbox:
        hooks = {"request": [events.append]}
        hs, close = either(colour, base_url=sandbox.url, access_token=sandbox.token, event_hooks=hooks)
        hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(150)])
        hs.contacts.list(page_size=100)
        hs.raw("GET", "/crm/v3/owners")
        hs.operations.run("List owners")
        hs.with_options(timeout=5).owners.list()
        hs.owners.with_raw_response.list()
        close()
        assert len(events) == len(sandbox.requests)
        assert [each.url.partition("?")[0] for each in events] == [
            f"{sandbox.url}{each.path}" for each in sandbox.requests
        ]


def test_no_event_holds_a_secret(colour, fake_clock):
    events = []
    secret = "s3same-open"
    hubspot = FakeHubSpot(
        error(503, headers={"x-echo": f"{secret} Bearer {TOKEN}", "set-cookie": "a=b"}),
        httpx.ConnectError(f"cannot send {TOKEN} or {secret}"),
        httpx.Response(200, json={}),
    )
    hooks = {name: [events.append] for name in ("request", "response", "retry")}
    client = Client(colour, hubspot, fake_clock, event_hooks=hooks, headers={"x-api-key": secret, "x-run": "9"})
    client.do(lambda hs: hs.raw("GET", f"/oauth/v1/access-tokens/{secret}", query={"hapikey": secret}))
    assert secret in str(hubspot.seen[0].url)
    for each in events:
        shown = repr([getattr(each, field.name) for field in dataclasses.fields(each)])
        assert secret not in shown
        assert TOKEN not in shown
        assert "a=b" not in shown
    assert events[0].headers == {"x-api-key": "***", "x-run": "9"}


class MistakeError(Exception):
    """Of the caller's hook."""


@pytest.mark.parametrize("event", ["request", "response", "retry"])
@pytest.mark.parametrize("awaits", [False, True])
def test_what_a_hook_raises_goes_to_the_caller(colour, fake_clock, event, awaits):
    def fails(_):
        raise MistakeError

    async def fails_later(_):
        raise MistakeError

    hubspot = FakeHubSpot(error(503), batch(record("1")))
    hook = fails_later if awaits and colour == "async" else fails
    client = Client(colour, hubspot, fake_clock, event_hooks={event: [hook]}, limits=Limits(per_ten_seconds=1))
    for act in (get, lambda hs: hs.contacts.batch_update({1: {"city": "Graz"}}), lambda hs: hs.contacts.list()):
        hubspot.replies = [error(503), batch(record("1"))]
        with pytest.raises(MistakeError):
            client.do(act)
    assert len(hubspot.seen) == (0 if event == "request" else 3)


@pytest.mark.parametrize("event", ["request", "response", "retry"])
@pytest.mark.parametrize("mistake", [NotFound("no", status=404), StopIteration(), StopAsyncIteration()])
def test_what_a_hook_raises_is_never_taken_for_an_answer(colour, fake_clock, event, mistake):
    """`exists` takes NotFound for its answer, and generators take StopIteration for their end."""

    def fails(_):
        raise mistake

    hubspot = FakeHubSpot(error(503), httpx.Response(200, json=record("1")))
    client = Client(colour, hubspot, fake_clock, event_hooks={event: [fails]})
    with pytest.raises((RuntimeError, StopAsyncIteration)) as caught:
        client.do(lambda hs: hs.contacts.exists("a@example.com"))
    assert caught.value is mistake or caught.value.__cause__ is mistake


def test_a_failed_hook_gives_its_place_in_the_pace_back(colour, fake_clock):
    turns = iter([MistakeError()])

    def fails_once(_):
        for mistake in turns:
            raise mistake

    client = Client(colour, FakeHubSpot(page()), fake_clock, event_hooks={"request": [fails_once]})
    with pytest.raises(MistakeError):
        client.do(get)
    window = client.client._pacer._lanes["general"].window
    client.do(lambda hs: hs.contacts.list())
    fake_clock.time += 60
    assert window.take(fake_clock.time) == 0


class Later:
    async def __call__(self, event):
        raise AssertionError(event)


async def later(event):
    raise AssertionError(event)


@pytest.mark.parametrize("hook", [later, Later()])
def test_the_synchronous_client_refuses_asynchronous_hooks_at_once(hook):
    with pytest.raises(ConfigurationError, match=r"response has an asynchronous function, which only AsyncHubSpot"):
        HubSpot(TOKEN, event_hooks={"response": [hook]})
    configuration = AsyncHubSpot(TOKEN, event_hooks={"response": [hook]}).configuration
    with pytest.raises(ConfigurationError, match="asynchronous"):
        HubSpot(configuration=configuration)


def test_what_turns_out_to_be_asynchronous_is_refused_then(fake_clock):
    client = Client("sync", FakeHubSpot(page()), fake_clock, event_hooks={"request": [lambda event: later(event)]})
    with pytest.raises(ConfigurationError, match="request has an asynchronous function"):
        client.do(get)
    assert client.hubspot.seen == []


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
@pytest.mark.parametrize(
    ("hooks", "says"),
    [
        ([print], "events with lists of functions, not list"),
        ({"requests": [print]}, "'requests' is not one of request, response, retry"),
        ({1: [print]}, "'1' is not one of"),
        ({"request": print}, "request must be a list of functions"),
        ({"retry": [1]}, "retry must be a list of functions"),
    ],
)
def test_bad_hooks_are_refused_at_once(make, hooks, says):
    with pytest.raises(ConfigurationError, match=says):
        make(TOKEN, event_hooks=hooks)


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
def test_hooks_go_along_with_pickled_clients(make):
    hs = make(TOKEN, event_hooks={"request": [print]})
    assert pickle.loads(pickle.dumps(hs)).configuration.event_hooks == {"request": (print,)}  # noqa: S301 # our own
    assert hash(hs.configuration)


def test_the_last_failure_is_told_and_raised(colour, fake_clock):
    events = []
    hooks = {"response": [events.append], "retry": [events.append]}
    client = Client(colour, FakeHubSpot(error(503)), fake_clock, event_hooks=hooks, retries=1)
    with pytest.raises(ServerError):
        client.do(get)
    assert [type(each) for each in events] == [ResponseEvent, RetryEvent, ResponseEvent]
