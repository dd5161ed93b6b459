"""The retry policy, row by row of its table."""

import json
from email.utils import formatdate

import pytest

from hubspot_facade.errors import DeadlineError, NetworkError
from hubspot_facade.transport.policy import GiveUp, Retry, RetryPolicy, decide, limit_policy, retry_after
from hubspot_facade.transport.request import Answer

NOW = 1_700_000_000.0
POLICY = RetryPolicy(retries=3)


def answer(status, body=None, **headers):
    content = b"" if body is None else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


def limited(policy=None, **headers):
    body = {"status": "error", "message": "You have reached a limit.", "errorType": "RATE_LIMIT"}
    return answer(429, body | ({"policyName": policy} if policy else {}), **headers)


def broken(sent=True):
    return NetworkError("reset", method="POST", url="u", sent=sent)


def wait(outcome, attempt=1, repeatable=False, jitter=0.0, policy=POLICY):
    decision = decide(policy, attempt, outcome, repeatable=repeatable, jitter=jitter, now=NOW)
    return decision.after if isinstance(decision, Retry) else None


@pytest.mark.parametrize(
    ("outcome", "repeatable", "expected"),
    [
        (limited("TEN_SECONDLY_ROLLING"), False, 10.0),
        (limited("SECONDLY"), False, 1.0),
        (limited("DAILY"), True, None),
        (limited("DAILY", retry_after="1"), True, None),
        (limited(), False, 1.0),
        (limited("TEN_SECONDLY_ROLLING", retry_after="3"), False, 3.0),
        (limited("SECONDLY", retry_after=formatdate(NOW + 7, usegmt=True)), False, 7.0),
        (limited("SECONDLY", retry_after=formatdate(NOW + 7)), False, 7.0),  # "-0000", which is no zone
        (limited("SECONDLY", retry_after="Wed, 21 Oct 99999999999999999999 07:28:00 GMT"), False, 1.0),
        (answer(429, {"message": "You have reached your ten_secondly_rolling limit."}), False, 10.0),
        (answer(429, {"message": "You have reached your secondly limit.", "category": "RATE_LIMITS"}), False, 1.0),
        (answer(429, {"message": "You have reached your daily limit."}), False, None),
        (answer(423), False, 2.0),
        (answer(423, retry_after="1"), False, 2.0),
        (answer(423, retry_after="5"), False, 5.0),
        (answer(477, retry_after="30"), False, 30.0),
        (answer(477, retry_after="86400"), False, None),
        (answer(477), False, None),
        (answer(500), True, 0.25),
        (answer(500), False, None),
        (answer(408), True, 0.25),
        (answer(502), True, 0.25),
        (answer(503), True, 0.25),
        (answer(503, retry_after="4"), True, 4.0),
        (answer(503), False, None),
        (answer(504), True, 0.25),
        (answer(521), True, 0.25),
        (answer(522), True, None),
        (answer(523), True, 0.25),
        (answer(524), True, 0.25),
        (answer(525), True, None),
        (answer(526), True, None),
        (answer(400), True, None),
        (answer(404), True, None),
        (answer(409), True, None),
        (broken(sent=False), False, 0.25),
        (broken(), True, 0.25),
        (broken(), False, None),
        (DeadlineError("slow", method="GET", url="u"), True, 0.25),
        (DeadlineError("slow", method="POST", url="u"), False, None),
    ],
)
def test_first_attempt(outcome, repeatable, expected):
    assert wait(outcome, repeatable=repeatable) == expected


def test_attempts_end_after_the_number_asked_for():
    assert [wait(answer(503), attempt, repeatable=True) for attempt in (1, 2, 3, 4)] == [0.25, 0.5, 1.0, None]


def test_no_retries_means_none():
    assert wait(limited("SECONDLY"), policy=RetryPolicy(retries=0)) is None


def test_500_is_repeated_once_because_it_mostly_stays():
    assert wait(answer(500), 1, repeatable=True) is not None
    assert wait(answer(500), 2, repeatable=True) is None


def test_jitter_stretches_the_backoff_up_to_double_and_the_window_a_little():
    assert wait(answer(503), repeatable=True, jitter=0.999) == pytest.approx(0.5, abs=0.001)
    assert 10.0 < wait(limited("TEN_SECONDLY_ROLLING"), jitter=0.999) < 10.5


def test_backoff_is_bounded():
    assert wait(answer(503), 30, repeatable=True, policy=RetryPolicy(retries=99, max_backoff=8)) == 4.0


def test_a_longer_wait_than_allowed_gives_up_and_says_why():
    decision = decide(POLICY, 1, answer(477, retry_after="7200"), repeatable=False, jitter=0, now=NOW)
    assert decision == GiveUp("HubSpot asks to wait 7200 s, more than max_wait=60 s")


def test_a_final_answer_needs_no_reason():
    assert decide(POLICY, 1, answer(404), repeatable=True, jitter=0, now=NOW) == GiveUp(None)


def test_unreadable_retry_after_counts_as_none():
    assert retry_after(answer(503, retry_after="soon"), NOW) is None


SENSELESS = ["0", "0.0", "-1", "-0", "nan", "inf", "-inf", "1e999", "9" * 5000, formatdate(NOW - 5), "Mon, 99", "1\x00"]
SENSELESS += ["Mon, 01 Jan 0001 00:00:00 +2359", "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"]


@pytest.mark.parametrize("text", SENSELESS)
@pytest.mark.parametrize(
    ("outcome", "floor"),
    [
        (limited("TEN_SECONDLY_ROLLING"), 10.0),
        (limited("SECONDLY"), 1.0),
        (limited(), 1.0),
        (answer(423), 2.0),
        (answer(503), 0.25),
    ],
)
def test_a_retry_after_that_says_nothing_never_means_to_hammer_on(text, outcome, floor):
    asked = Answer(outcome.status, {"retry-after": text}, outcome.content)
    assert retry_after(asked, NOW) is None
    assert wait(asked, repeatable=True) == floor


def test_no_limit_is_met_again_within_its_shortest_window():
    assert wait(limited("TEN_SECONDLY_ROLLING", retry_after="0.001")) == 1.0


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'{"policyName": null}'])
def test_a_429_without_a_policy_has_none(content):
    assert limit_policy(Answer(429, {}, content)) is None
