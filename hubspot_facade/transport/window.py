"""Counts of requests in a rolling window.

HubSpot counts a request when it arrives. The client cannot know when that is, only that it is between sending and
the answer: the request may wait for a connection, a handshake or the server. So a request counts from when it is sent
until the window has passed after its answer, and no more than the limit can arrive in any window, even after a
cold start.
"""

from __future__ import annotations

from collections import deque


def _stretched(interval: int) -> int:
    # Clocks differ, and HubSpot's counters do not all see a request at the same moment.
    return interval + interval // 50 + 50


class Window:
    """At most `limit` requests in `interval` milliseconds; moments are milliseconds of one clock. Not thread-safe."""

    def __init__(self, limit: int, interval: int) -> None:
        self.limit = limit
        self.interval = interval
        self._under_way = 0
        self._answered: deque[int] = deque()

    def take(self, now: int) -> float:
        """0 if a request may go now, which is then counted until after `answer`; else seconds until one may."""
        answered = self._answered
        span = _stretched(self.interval)
        while answered and answered[0] <= now - span:
            answered.popleft()
        over = self._under_way + len(answered) - self.limit
        if over < 0:
            self._under_way += 1
            return 0.0
        if over < len(answered):
            return (answered[over] + span - now) / 1000
        return self.interval / 20_000  # an answer must come first, and its time is unknown

    def answer(self, now: int) -> None:
        """Note that a request that was allowed to go has its answer, or will have none."""
        self._under_way -= 1
        self._answered.append(now)

    def is_empty(self, now: int) -> bool:
        """Whether nothing counts any longer."""
        span = _stretched(self.interval)
        return not self._under_way and not any(moment > now - span for moment in self._answered)

    def resize(self, limit: int, interval: int) -> None:
        """Change the limit; earlier counts stay."""
        self.limit, self.interval = limit, interval

    def at_least(self, used: int, now: int) -> None:
        """Count requests of others as made now, so that `used` (or the limit) are counted."""
        unseen = min(used, self.limit) - self._under_way - len(self._answered)
        self._answered.extend([now] * max(0, unseen))

    def abandon(self, now: int) -> None:
        """Assume that the answers to requests in progress will not be reported."""
        self._answered.extend([now] * self._under_way)
        self._under_way = 0
