"""Counting of requests in a rolling window.

The counting is pyrate-limiter's. Its import takes a fifth of httpx's time, so it waits until half of a window's limit
is used, which most programs and commands never come to; until then a list of moments is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyrate_limiter import InMemoryBucket


def _stretched(interval: int) -> int:
    # HubSpot counts when a request arrives, we when it leaves; the way is not always equally long.
    return interval + interval // 50 + 50


class Window:
    """At most `limit` requests in `interval` milliseconds; moments are milliseconds of one clock. Not thread-safe."""

    def __init__(self, limit: int, interval: int) -> None:
        self.limit = limit
        self.interval = interval
        self._early: list[int] = []
        self._bucket: InMemoryBucket | None = None

    def take(self, now: int) -> float:
        """0 when a request may go now, and is counted; else the seconds until one may."""
        if self._bucket is None and 2 * len(self._early) < self.limit:
            self._early.append(now)
            return 0.0
        from pyrate_limiter import RateItem

        bucket = self._loaded()
        item = RateItem("", now)
        bucket.leak(now)
        if bucket.put(item):
            return 0.0
        wait = bucket.waiting(item)
        assert isinstance(wait, int)  # noqa: S101 # buckets elsewhere than in memory answer awaitables
        return max(wait, 1) / 1000

    def resize(self, limit: int, interval: int) -> None:
        """Another limit; what was counted stays."""
        if (limit, interval) == (self.limit, self.interval):
            return
        self.limit, self.interval = limit, interval
        if self._bucket is not None:
            from pyrate_limiter import Rate

            self._bucket.rates = [Rate(limit, _stretched(interval))]

    def at_least(self, used: int, now: int) -> None:
        """Count requests of others as made now, so that `used` (or the limit) are counted."""
        if self._bucket is None and used <= len(self._early):
            return
        from pyrate_limiter import RateItem

        bucket = self._loaded()
        bucket.leak(now)
        unseen = min(used, self.limit) - bucket.count()
        if unseen > 0:
            bucket.put(RateItem("", now, weight=unseen))

    def _loaded(self) -> InMemoryBucket:
        if self._bucket is None:
            from pyrate_limiter import InMemoryBucket, Rate, RateItem

            self._bucket = InMemoryBucket([Rate(self.limit, _stretched(self.interval))])
            for moment in self._early:
                self._bucket.put(RateItem("", moment))
            self._early.clear()
        return self._bucket
