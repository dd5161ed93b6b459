"""`deadline=`: an operation, or a page of a listing, is over when it passes, whatever the server does."""

import time

import pytest
from hubspot_openapi.v2026_03.crm.objects import operations

from hubspot_facade import ConfigurationError, RetryPolicy, errors
from hubspot_facade.config import configure
from hubspot_facade.transport.pacing import Limits
from tests.facade.either import either
from tests.facade.fakes import TOKEN, Client, FakeHubSpot, error, page, record
from tests.http_library import httpx
from tests.transport import hostile
from tests.transport.hostile import Hostile

DEADLINE = 0.2


@pytest.fixture(params=["sync", "async"])
def colour(request):
    return request.param


def get(hs):
    return hs.contacts.get(1)


def create(hs):
    return hs.contacts.create({"email": "a@b.c"})


@pytest.mark.parametrize("act", [get, create])
@pytest.mark.parametrize(
    "answer",
    [
        hostile.trickling_body,
        hostile.trickling_chunks,
        hostile.trickling_headers,
        hostile.endless_continue,
        hostile.silence,
    ],
)
def test_no_server_outlives_it(colour, answer, act):
    with Hostile(answer) as server:
        hs, close = either(colour, access_token=TOKEN, base_url=server.url, deadline=DEADLINE)
        began = time.monotonic()
        with pytest.raises(errors.DeadlineError, match="deadline") as caught:
            act(hs)
        assert time.monotonic() - began < 15 * DEADLINE  # the machine may be slow, and would be so for ever without it
        assert (caught.value.sent, caught.value.in_doubt) == (True, act is create)
        close()
        assert server.requests == 1


def test_it_is_kept_over_many_attempts(colour):
    with Hostile(hostile.silence) as server:
        hs, close = either(
            colour, access_token=TOKEN, base_url=server.url, deadline=1, timeout=0.05, retries=RetryPolicy(99, 0.01)
        )
        with pytest.raises(errors.DeadlineError, match="the deadline passed; the last attempt gave") as caught:
            hs.contacts.update(1, {"city": "Graz"})
        close()
        assert server.requests > 2
        assert caught.value.in_doubt


def test_it_is_kept_over_the_requests_of_one_operation(colour, fake_clock):
    def slow(request):
        fake_clock.time += 4
        return httpx.Response(200, json=record("1"))

    def plan():
        for _ in range(9):
            yield from operations.get_by_id("contacts", "1")

    hubspot = FakeHubSpot(slow)
    with pytest.raises(errors.DeadlineError, match="before the request could be sent"):
        Client(colour, hubspot, fake_clock, deadline=10).do(lambda hs: hs.run(plan()))
    assert len(hubspot.seen) == 3


def test_a_listing_has_it_for_each_page(colour, fake_clock):
    def slow(request):
        fake_clock.time += 4
        after = request.url.params.get("after", "0")
        return page(record(after), after=str(int(after) + 1) if after != "5" else None)

    client = Client(colour, FakeHubSpot(slow), fake_clock, deadline=5)
    assert len(client.do(lambda hs: hs.contacts.list())) == 6
    assert fake_clock.time >= 124


def test_a_retry_that_it_leaves_no_time_for_is_not_waited_for(colour, fake_clock):
    client = Client(colour, FakeHubSpot(error(429, policyName="TEN_SECONDLY_ROLLING")), fake_clock, deadline=9)
    with pytest.raises(errors.DeadlineError, match="status 429") as caught:
        client.do(create)
    assert (fake_clock.slept, caught.value.in_doubt, caught.value.attempts) == ([], False, 1)


def test_retries_go_on_while_there_is_time(colour, fake_clock):
    client = Client(colour, FakeHubSpot(error(503)), fake_clock, deadline=1, retries=99)
    with pytest.raises(errors.DeadlineError, match="status 503"):
        client.do(get)
    assert fake_clock.slept == [0.25, 0.5]


def test_pacing_counts(colour, fake_clock):
    client = Client(colour, FakeHubSpot(page()), fake_clock, deadline=5, limits=Limits(per_ten_seconds=1))
    client.do(lambda hs: hs.contacts.list())
    with pytest.raises(errors.DeadlineError, match="before the request could be sent") as caught:
        client.do(create)
    assert (caught.value.sent, caught.value.in_doubt, fake_clock.slept) == (False, False, [])


def test_what_was_in_doubt_before_stays_so(colour, fake_clock):
    client = Client(colour, FakeHubSpot(httpx.ReadError("reset")), fake_clock, deadline=0.1)
    with pytest.raises(errors.DeadlineError, match="reset") as caught:
        client.do(lambda hs: hs.contacts.update(1, {"city": "Graz"}))
    assert caught.value.in_doubt


def test_without_one_only_the_timeout_counts(colour, fake_clock):
    client = Client(colour, FakeHubSpot(error(503), error(503), page()), fake_clock)
    assert client.do(lambda hs: hs.contacts.list()) == []


@pytest.mark.parametrize("deadline", [0, -1, float("nan"), float("inf")])
def test_what_is_no_deadline_is_refused(deadline):
    with pytest.raises(ConfigurationError, match="deadline"):
        configure(TOKEN, deadline=deadline, environ={})
