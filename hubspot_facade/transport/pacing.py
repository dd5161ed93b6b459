"""How long to wait before the next request, so that HubSpot need not refuse it.

A lane is one of HubSpot's counters:

* ``general``: everything that is not exempt, 100 in 10 s until the answers' headers tell the account's real limit;
* ``search``: object search, 5 in 1 s for the account, outside the general window and without headers;
* ``burst``: calls that their document exempts from the ten-secondly limit and that have one of their own size;
* ``free``: calls exempt from the daily limit too (event send and the like), which are not paced.

The counting is pyrate-limiter's; waiting is left to the caller, so that no thread and no sleep hides here.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyrate_limiter import InMemoryBucket, Rate

GENERAL, SEARCH, BURST, FREE = "general", "search", "burst", "free"


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast and how wide the client goes.

    Requests per window of HubSpot's; `per_ten_seconds` None starts at 100 and follows what HubSpot's headers say, a
    number is never exceeded. `concurrency` bounds the calls of one operation that an async client has under way.
    """

    per_ten_seconds: int | None = None
    search_per_second: int = 5
    burst_per_ten_seconds: int = 100
    concurrency: int = 8


def lane_of(path: str, exemptions: Iterable[str]) -> str:
    """The counter that a call counts against, from its path and the exemptions in its document."""
    if path.endswith("/search") and "/objects/" in path:
        return SEARCH
    if "ten-secondly" not in exemptions:
        return GENERAL
    return FREE if "daily" in exemptions else BURST


class Pacer:
    """The lanes of one client, shared by its threads and tasks."""

    def __init__(self, limits: Limits, now: Callable[[], float]) -> None:
        self._limits = limits
        self._now = now
        self._lock = threading.Lock()
        self._buckets: dict[str, InMemoryBucket] = {}
        self._closed_until: dict[str, float] = {}
        self._windows = {
            GENERAL: (limits.per_ten_seconds or 100, 10_000),
            SEARCH: (limits.search_per_second, 1_000),
            BURST: (limits.burst_per_ten_seconds, 10_000),
        }

    def reserve(self, lane: str) -> float:
        """0 when the request may go now, and is counted; else the seconds after which to ask again."""
        if lane not in self._windows:
            return 0.0
        from pyrate_limiter import RateItem  # its import costs as much as a request, hence not before the first

        with self._lock:
            now = self._now()
            closed = self._closed_until.get(lane, 0.0) - now
            if closed > 0:
                return closed
            bucket = self._bucket(lane)
            item = RateItem(lane, int(now * 1000))
            bucket.leak(item.timestamp)
            if bucket.put(item):
                return 0.0
            wait = bucket.waiting(item)
            assert isinstance(wait, int)  # noqa: S101 # only buckets elsewhere than in memory answer awaitables
            return max(wait, 1) / 1000

    def pause(self, lane: str, seconds: float) -> None:
        """Nothing goes in this lane for so long: HubSpot has just refused a request in it."""
        with self._lock:
            until = self._now() + seconds
            self._closed_until[lane] = max(until, self._closed_until.get(lane, 0.0))

    def observe(self, lane: str, headers: Mapping[str, str]) -> None:
        """Correct the general lane by what an answer's headers say of the account's real limit and use."""
        if lane != GENERAL:
            return
        limit, interval = (_number(headers, f"x-hubspot-ratelimit-{name}") for name in ("max", "interval-milliseconds"))
        remaining = _number(headers, "x-hubspot-ratelimit-remaining")
        if not limit:
            return
        own = self._limits.per_ten_seconds
        window = (min(limit, own) if own else limit, interval or 10_000)
        with self._lock:
            bucket = self._bucket(lane)
            if window != self._windows[lane]:
                self._windows[lane] = window
                bucket.rates = [self._rate(*window)]
            if remaining is None:
                return
            # Other programs use the same account: count their requests as made now.
            from pyrate_limiter import RateItem

            now = int(self._now() * 1000)
            bucket.leak(now)
            unseen = (limit - remaining) - bucket.count()
            room = window[0] - bucket.count()
            if unseen > 0 and room > 0:
                bucket.put(RateItem(lane, now, weight=min(unseen, room)))

    def _bucket(self, lane: str) -> InMemoryBucket:
        bucket = self._buckets.get(lane)
        if bucket is None:
            from pyrate_limiter import InMemoryBucket

            bucket = self._buckets[lane] = InMemoryBucket([self._rate(*self._windows[lane])])
        return bucket

    @staticmethod
    def _rate(limit: int, interval: int) -> Rate:
        from pyrate_limiter import Rate

        return Rate(limit, interval)


def _number(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(name, "")
    return int(text) if text.isdecimal() else None
