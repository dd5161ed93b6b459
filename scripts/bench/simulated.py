"""Processes that share HubSpot's limit, in virtual time: what their pacers reach, and what HubSpot refuses.

HubSpot counts arrivals in a rolling window, to the millisecond. A minute takes a moment and comes out the same each
time, whatever else the machine does.
"""

from __future__ import annotations

import heapq
import random
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from hubspot_facade.transport.pacing import GENERAL, Limits, Pacer
from hubspot_facade.transport.window import Turn

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT, INTERVAL = 190, 10.0


@dataclass
class HubSpot:
    """The window of one app: a rolling one, or, if `fixed`, one that begins anew every ten seconds."""

    limit: int = LIMIT
    fixed: bool = False
    admitted: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    _recent: deque[int] = field(default_factory=deque)

    def arrive(self, now: float) -> tuple[int, dict[str, str]]:
        """The status of a request that arrives now, and the answer's headers."""
        moment = int(now * 1000)
        since = moment // 10_000 * 10_000 if self.fixed else moment - INTERVAL * 1000 + 1
        while self._recent and self._recent[0] < since:
            self._recent.popleft()
        status = 200 if len(self._recent) < self.limit else 429
        if status == 200:
            self._recent.append(moment)
            self.admitted.append(now)
        else:
            self.refused.append(now)
        return status, {
            "x-hubspot-ratelimit-max": str(self.limit),
            "x-hubspot-ratelimit-remaining": str(self.limit - len(self._recent)),
            "x-hubspot-ratelimit-interval-milliseconds": "10000",
        }

    def share(self, begin: float, end: float) -> float:
        """The part of the limit that was used between two moments."""
        return sum(begin <= moment < end for moment in self.admitted) / (self.limit * (end - begin) / INTERVAL)


@dataclass
class Process:
    """A process with so many threads, which send one request after the other from `starts` to `ends`."""

    threads: int = 32
    starts: float = 0.0
    ends: float = 1e9
    pacer: Any = None
    sent: list[float] = field(default_factory=list)


class World:
    """The clock, HubSpot, and the way to it and back: seconds, of each request."""

    def __init__(
        self,
        there: Callable[[], float],
        back: Callable[[], float],
        *,
        limit: int = LIMIT,
        seed: int = 1,
        fixed: bool = False,
    ) -> None:
        self.now = 0.0
        self.hubspot = HubSpot(limit, fixed)
        self.random = random.Random(seed)  # noqa: S311 # not for secrets
        self._there, self._back = there, back
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def at(self, moment: float, act: Callable[[], None]) -> None:
        """Do something at a moment."""
        heapq.heappush(self._events, (moment, next(self._order), act))

    def run(self, processes: list[Process], until: float) -> None:
        """Let the processes work."""
        for process in processes:
            if process.pacer is None:
                process.pacer = Pacer(Limits(), lambda: self.now, chance=self.random.random)
            for _ in range(process.threads):
                self.at(process.starts + self.random.random() * 0.001, lambda process=process: self._ask(process))  # type: ignore[misc] # bound here
        while self._events and self._events[0][0] <= until:
            self.now, _, act = heapq.heappop(self._events)
            act()

    def _ask(self, process: Process) -> None:
        if self.now >= process.ends:
            return
        turn = process.pacer.reserve(GENERAL)
        if not isinstance(turn, Turn):
            # a sleeper wakes a little late
            self.at(self.now + turn + self.random.random() * 0.001, lambda: self._ask(process))
            return
        process.sent.append(self.now)
        self.at(self.now + self._there(), lambda: self._arrive(process, turn))

    def _arrive(self, process: Process, turn: Turn) -> None:
        status, headers = self.hubspot.arrive(self.now)
        self.at(self.now + self._back(), lambda: self._answer(process, turn, status, headers))

    def _answer(self, process: Process, turn: Turn, status: int, headers: dict[str, str]) -> None:
        process.pacer.answered(turn)
        process.pacer.observe(turn, headers)
        wait = 0.0
        if status == 429:
            wait = INTERVAL * (1 + self.random.random() * 0.05)
            process.pacer.pause(turn, wait)
        self.at(self.now + wait, lambda: self._ask(process))
