"""Counting of requests in a rolling window.

HubSpot counts a request when it arrives. When that is nobody here can tell, only that it was between its leaving and
its answer: it may have waited for a connection, for a handshake, for the server. So a request counts from when it
leaves until the window has passed after its answer, and no more than the limit can arrive in any window, cold start or
not.
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
        """0 when a request may go now, and is counted until `answer` is told of it; else seconds until one may."""
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
        return self.interval / 20_000  # an answer must come first, and nobody knows when

    def answer(self, now: int) -> None:
        """A request that was let go has its answer, or will have none."""
        self._under_way -= 1
        self._answered.append(now)

    def is_empty(self, now: int) -> bool:
        """Whether nothing counts any longer."""
        span = _stretched(self.interval)
        return not self._under_way and not any(moment > now - span for moment in self._answered)

    def resize(self, limit: int, interval: int) -> None:
        """Another limit; what was counted stays."""
        self.limit, self.interval = limit, interval

    def at_least(self, used: int, now: int) -> None:
        """Count requests of others as made now, so that `used` (or the limit) are counted."""
        unseen = min(used, self.limit) - self._under_way - len(self._answered)
        self._answered.extend([now] * max(0, unseen))

    def abandon(self, now: int) -> None:
        """Nobody will tell of the answers to what is under way."""
        self._answered.extend([now] * self._under_way)
        self._under_way = 0
