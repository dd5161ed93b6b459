"""Counts of requests in a rolling window, by when HubSpot can have counted them.

HubSpot counts a request when it arrives, which the client does not see: it is after sending (a request may wait for a
connection, a handshake or the network) and before the answer. So a request counts from when it is sent until the window
has passed since the latest moment at which it can have arrived. That is the answer's, less half of the shortest round
trip of late: the way back, with HubSpot's work on the request, takes at least as long. The less alike the round trips
are, the less is taken off, since they then show nothing about the shortest way back.
"""

from __future__ import annotations

from collections import deque
from math import inf

_MOST = 0.05  # of the window: how much longer than HubSpot's it may become
_TRIPS = 20  # before which the shortest one is not known
_FIRST_POLL, _SHORTEST_POLL = 0.002, 0.002  # seconds after which to look again for an answer


class Turn:
    """A request of a lane may go, `wait` seconds from now.

    Of its process, when the turn was given: the moment, how many requests counted (this one included), how many others
    were in progress, and how many had been sent ever. `ticket` is its name where several processes share a budget.
    """

    __slots__ = ("counted", "lane", "number", "ticket", "under_way", "wait", "when")

    def __init__(self, lane: str, when: float, counted: int = 0, under_way: int = 0, number: int = 0) -> None:
        self.lane, self.when = lane, when
        self.counted, self.under_way, self.number = counted, under_way, number
        self.wait = 0.0
        self.ticket = ""


class Window:
    """At most `limit` requests in `interval` seconds; moments are seconds of one clock. Not thread-safe.

    `margin` is how many seconds longer than HubSpot's the window is.
    """

    def __init__(self, limit: int, interval: float, margin: float) -> None:
        self.limit = limit
        self.interval = interval
        self.sent = 0
        """How many requests have ever been sent."""
        self.under_way = 0
        self._trips = 0
        self.trip = 0.0
        """What a round trip takes, on average of late."""
        self.credit = 0.0
        """The seconds by which a request arrives before its answer, at least."""
        self._least = self._margin = margin
        self._shortest = self._before = inf
        self._epoch = -inf
        self._arrived: deque[float] = deque()  # at the latest

    def __len__(self) -> int:
        """How many requests count; `take` has let go of those that no longer do."""
        return self.under_way + len(self._arrived)

    @property
    def span(self) -> float:
        """The seconds for which a request counts after it arrived."""
        return self.interval + self._margin

    @property
    def poll(self) -> float:
        """The seconds after which to look whether an answer has come, whose time is unknown."""
        expected = self.trip / 4 if self.trip else _FIRST_POLL
        return min(max(expected, _SHORTEST_POLL), self.interval / 20)

    def take(self, now: float, limit: int | None = None) -> float:
        """0 if a request may go now, which is then counted until after `answer`; else seconds until one may.

        `limit` is a smaller one that holds for now.
        """
        arrived = self._arrived
        span = self.interval + self._margin
        while arrived and arrived[0] <= now - span:
            arrived.popleft()
        over = self.under_way + len(arrived) - (self.limit if limit is None else limit)
        if over < 0:
            self.note()
            return 0.0
        if over < len(arrived):
            return max(arrived[over] + span - now, 1e-6)
        return self.poll

    def note(self) -> None:
        """Count a request that goes now, whatever the limit."""
        self.under_way += 1
        self.sent += 1

    def answer(self, sent: float, now: float) -> float:
        """The moment at which a request that was allowed to go arrived, at the latest: it is over now."""
        if now >= self._epoch + self.interval:
            self._epoch, self._before, self._shortest = now, self._shortest, inf
            self._margin = max(self._least, self._margin * 0.98)
        trip = now - sent if now > sent else 0.0
        if trip < self._shortest:
            self._shortest = trip
        self._trips += 1
        self.trip += (trip - self.trip) / 16 if self.trip else trip
        shortest = self._shortest if self._shortest < self._before else self._before
        spread = shortest / 2 - (self.trip - shortest) / 4
        self.credit = spread if spread > 0 and self._trips >= _TRIPS else 0.0
        return self._over(now - self.credit)

    def drop(self, now: float) -> float:
        """As `answer`, of a request that will have none: nobody knows when it arrived, or whether it did."""
        return self._over(now)

    def withdraw(self) -> None:
        """Forget a request that was not sent after all."""
        self.under_way -= 1

    def _over(self, arrived: float) -> float:
        self.under_way -= 1
        before = self._arrived
        if before and arrived < before[-1]:
            arrived = before[-1]  # in order, at the price of some milliseconds
        before.append(arrived)
        return arrived

    def latest(self) -> list[float]:
        """When the requests that are over arrived, at the latest."""
        return list(self._arrived)

    def is_empty(self, now: float) -> bool:
        """Whether nothing counts any longer."""
        return not self.under_way and not any(moment > now - self.span for moment in self._arrived)

    def distrust(self) -> None:
        """Count for longer: HubSpot refused a request that should have fitted in."""
        self._margin = min(max(2 * self._margin, self.interval / 100), self.interval * _MOST)
        self._trips, self.credit = 0, 0.0

    def abandon(self, now: float) -> None:
        """Assume that the answers to requests in progress will not be reported."""
        while self.under_way:
            self._over(now)
