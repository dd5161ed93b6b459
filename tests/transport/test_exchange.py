"""One call as a generator: what it waits for, and what others of its lane then wait for."""

import json

from hubspot_facade.transport.clock import Clock
from hubspot_facade.transport.exchange import exchange
from hubspot_facade.transport.pacing import GENERAL, SEARCH, Limits, Pacer
from hubspot_facade.transport.policy import RetryPolicy
from hubspot_facade.transport.request import Answer, Request


class Hands:
    """A clock that is moved by hand."""

    def __init__(self):
        self.time = 0.0

    def clock(self):
        return Clock(
            monotonic=lambda: self.time,
            wall=lambda: self.time,
            sleep=lambda seconds: None,
            sleep_async=None,
            random=lambda: 0.0,
        )


def refused(seconds):
    body = json.dumps({"policyName": "TEN_SECONDLY_ROLLING"}).encode()
    return Answer(status=429, headers={"retry-after": str(seconds)}, content=body)


def begun(pacer, hands, lane=GENERAL):
    steps = exchange(
        Request("GET", "/x", lane=lane), base_url="https://x", pacer=pacer, policy=RetryPolicy(), clock=hands.clock()
    )
    return steps, next(steps)


def test_a_refusal_holds_back_the_others_of_its_lane():
    hands = Hands()
    pacer = Pacer(Limits(), now=lambda: hands.time)
    one, first = begun(pacer, hands)
    assert first is None  # send now
    assert one.send(refused(7)) == 7.0
    _, wait = begun(pacer, hands)
    assert wait == 7.0
    assert begun(pacer, hands, SEARCH)[1] is None
    hands.time = 7.0
    assert begun(pacer, hands)[1] is None


def test_another_failure_holds_back_nobody():
    hands = Hands()
    pacer = Pacer(Limits(), now=lambda: hands.time)
    request = Request("GET", "/x", repeatable=True)
    steps = exchange(request, base_url="https://x", pacer=pacer, policy=RetryPolicy(), clock=hands.clock())
    assert next(steps) is None
    assert steps.send(Answer(status=503, headers={"retry-after": "7"}, content=b"")) == 7.0
    assert begun(pacer, hands)[1] is None
