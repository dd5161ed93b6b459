"""Whether to try again, and when: a pure decision about one outcome.

| outcome | again? | wait |
|---|---|---|
| 429 TEN_SECONDLY_ROLLING | any method | Retry-After, else 10 s |
| 429 SECONDLY (search) | any method | Retry-After, else 1 s |
| 429 DAILY | never: the counter resets at the account's midnight | |
| 429 of an unknown policy | any method | Retry-After, else backoff from 1 s |
| 423 locked | any method | Retry-After, else backoff from 2 s |
| 477 account moving | any method | Retry-After (up to a day, hence mostly beyond `max_wait`) |
| 500 | repeatable calls, once | backoff |
| 408 502 503 504 521 523 524 | repeatable calls | Retry-After, else backoff |
| 522 525 526 and other 5xx | never: they do not recover by themselves | |
| not connected | any method | backoff |
| refused by this machine, where nothing listens | any method, once | backoff |
| no https there, or a certificate that is not trusted | never: it does not change by itself | |
| connection broke, timeout | repeatable calls | backoff |

A Retry-After of zero or less, or in the past, is ignored, and no 429 is repeated within a second.

429, 423 and 477 refuse a request before it is processed, hence any method may be sent again. The other repeatable
calls are listed in `repeatable`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hubspot_facade.basic_errors import TransportError
from hubspot_facade.light_dataclasses import dataclass
from hubspot_facade.transport.checks import count, seconds

if TYPE_CHECKING:
    from hubspot_facade.transport.request import Answer

DAY_IS_OVER = "the daily limit is used up; it resets at midnight in the account's time zone"
# HubSpot has no shorter window, so retrying sooner is useless.
_SHORTEST = 1.0
_WINDOWS = {"TEN_SECONDLY_ROLLING": 10.0, "SECONDLY": 1.0}
_TRANSIENT = frozenset((408, 500, 502, 503, 504, 521, 523, 524))


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how long to retry: attempts after the first, and seconds.

    `retries` 0 never repeats. `max_wait` bounds a single wait: if HubSpot asks for a longer one, the error is raised
    at once and says so. Raises ConfigurationError.
    """

    retries: int = 5
    backoff: float = 0.5
    max_backoff: float = 30.0
    max_wait: float = 60.0

    def __post_init__(self) -> None:
        count("retries", self.retries, least=0)
        for name in ("backoff", "max_backoff", "max_wait"):
            seconds(name, getattr(self, name), zero=True)


@dataclass(frozen=True)
class Retry:
    """Try again after so many seconds."""

    after: float


@dataclass(frozen=True)
class GiveUp:
    """Raise the error; `reason` is None if the outcome is simply final."""

    reason: str | None = None


def decide(
    policy: RetryPolicy,
    attempt: int,
    outcome: Answer | TransportError,
    *,
    repeatable: bool,
    jitter: float,
    now: float,
) -> Retry | GiveUp:
    """The decision after attempt number `attempt` (from 1).

    `jitter` is a random number in [0, 1), `now` the wall clock for Retry-After dates.
    """
    wait = _wait(policy, attempt, outcome, repeatable=repeatable, jitter=jitter, now=now)
    if isinstance(wait, GiveUp):
        return wait
    if attempt > policy.retries:
        return GiveUp(f"gave up after {attempt} attempts" if attempt > 1 else None)
    if wait > policy.max_wait:
        return GiveUp(f"HubSpot asks to wait {wait:.0f} s, more than max_wait={policy.max_wait:.0f} s")
    return Retry(wait)


def _wait(
    policy: RetryPolicy,
    attempt: int,
    outcome: Answer | TransportError,
    *,
    repeatable: bool,
    jitter: float,
    now: float,
) -> float | GiveUp:
    if isinstance(outcome, TransportError):
        if outcome.final:
            return GiveUp()
        if outcome.sent and not repeatable:
            return GiveUp("not repeated")
        if outcome.refused and attempt > 1:
            return GiveUp(f"gave up after {attempt} attempts")
        return _backoff(policy, attempt, jitter)
    status = outcome.status
    asked = retry_after(outcome, now)
    if status == 429:
        name = limit_policy(outcome)
        if name == "DAILY":
            return GiveUp(DAY_IS_OVER)
        if asked is not None:
            return max(asked, _SHORTEST)
        if name in _WINDOWS:
            # A little more than the window, and not for all clients at the same instant.
            return _WINDOWS[name] * (1 + jitter * 0.05)
        return _backoff(policy, attempt, jitter, floor=1.0)
    if status == 423:
        return max(2.0, asked) if asked is not None else _backoff(policy, attempt, jitter, floor=2.0)
    if status == 477:
        return asked if asked is not None else GiveUp("the account is moving to another data centre")
    if status in _TRANSIENT:
        if not repeatable:
            return GiveUp("not repeated")
        if status == 500 and attempt > 1:
            return GiveUp(f"gave up after {attempt} attempts")
        return asked if asked is not None else _backoff(policy, attempt, jitter)
    return GiveUp()


def _backoff(policy: RetryPolicy, attempt: int, jitter: float, floor: float = 0.0) -> float:
    """Doubling from `backoff` (or `floor`), half of it random to spread clients out; never below `floor`."""
    ceiling = min(policy.max_backoff, max(policy.backoff, floor) * 2.0 ** (attempt - 1))
    return max(floor, ceiling * (0.5 + 0.5 * jitter))


def retry_after(answer: Answer, now: float) -> float | None:
    """The seconds that the Retry-After header asks for, as a number or a date; None unless they are in the future.

    Zero, less, a past date and anything that is not a number do not say when to retry.
    """
    text = answer.headers.get("retry-after")
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        from hubspot_facade.wire.dates import seconds_of_header  # few answers give a date

        date = seconds_of_header(text)
        if date is None:
            return None
        seconds = date - now
    return seconds if 0 < seconds < math.inf else None


def limit_policy(answer: Answer) -> str | None:
    """The name of the limit that a 429 hit; older bodies give it only in their message."""
    body = answer.json()
    if not isinstance(body, dict):
        return None
    name = str(body.get("policyName") or "").upper()  # pyright: ignore[reportUnknownArgumentType,reportUnknownMemberType] # decoded JSON
    if name:
        return name
    message = str(body.get("message") or "").upper()  # pyright: ignore[reportUnknownArgumentType,reportUnknownMemberType] # decoded JSON
    for known in ("TEN_SECONDLY_ROLLING", "DAILY", "SECONDLY"):
        if known in message:
            return known
    return None
