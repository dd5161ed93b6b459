"""What the sandbox does to a client on purpose, and how the client takes it; nothing is waited for."""

import pytest

from hubspot_facade import HubSpotError, RateLimited, ServerError, TransportError, Unauthorized
from tests.facade.either import either
from tests.facade.fakes import FakeClock


@pytest.fixture
def time():
    return FakeClock()


@pytest.fixture
def hs(sandbox, colour, time):
    client, close = either(colour, base_url=sandbox.url, access_token=sandbox.token, clock=time.clock())
    yield client
    close()


@pytest.fixture
def plan(sandbox):
    def plan(fault, times=1, **more):
        sandbox.application.faults.plan({"fault": fault, "match": {"path": "/crm/*"}, "times": times, **more})

    yield plan
    sandbox.application.faults.clear()


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        ("429", 10.0),
        ("429-search", 1.0),
        ("423", 2.0),
        ("477", 1.0),
        ("500", 0.25),
        ("503", 0.25),
        ("521", 0.25),
        ("drop", 0.25),
    ],
)
def test_a_read_survives(hs, plan, time, fault, waited, paths):
    plan(fault)
    assert hs.contacts.list() == []
    assert sum(time.slept) == pytest.approx(waited)


@pytest.mark.parametrize("fault", ["429", "423", "477"])
def test_a_create_survives_what_refuses_it_beforehand(hs, plan, fault):
    plan(fault)
    hs.contacts.create({"email": "a@example.com"})
    assert len(hs.contacts.list()) == 1


@pytest.mark.parametrize("fault", ["502-after-write", "504-after-write", "drop-after-write", "truncate"])
def test_a_create_that_may_have_been_done_is_not_done_twice(hs, plan, fault):
    plan(fault)
    with pytest.raises((ServerError, TransportError)):
        hs.companies.create({"name": "once"})
    assert len(hs.companies.list()) == 1


def test_an_update_is_repeated_after_a_lost_answer(hs, plan):
    made = hs.companies.create({"name": "a"})
    plan("drop-after-write")
    assert hs.companies.update(made.id, {"name": "b"}).properties["name"] == "b"


def test_the_daily_limit_is_told_at_once(hs, plan, time):
    plan("429-daily", times=-1)
    with pytest.raises(RateLimited) as caught:
        hs.contacts.list()
    assert caught.value.policy == "DAILY"
    assert "midnight" in str(caught.value)
    assert time.slept == []


def test_half_an_answer_is_an_error_of_the_family(hs, plan):
    plan("invalid-json", times=-1)
    with pytest.raises(HubSpotError):
        hs.contacts.list()


def test_an_unknown_token_is_told(hs, plan):
    plan("401", times=-1)
    with pytest.raises(Unauthorized) as caught:
        hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(250)])
    assert caught.value.category == "INVALID_AUTHENTICATION"


def test_retry_after_is_honoured(hs, plan, time):
    plan("429", retryAfter=3)
    hs.contacts.list()
    assert time.slept == [3.0]
