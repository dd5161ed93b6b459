"""How long to wait before the next request, so that HubSpot does not have to refuse it.

A lane is one of HubSpot's counters:

* ``general``: everything that has no lane of its own, 100 in 10 s until an answer's headers give the account's limit;
* ``associations``: the association APIs, which have a limit of their own; 100 in 10 s until headers give it;
* ``search``: object search, 5 in 1 s for the account, outside the general window and without headers;
* ``burst``: calls that their document exempts from the ten-second limit and that have a limit of their own size;
* ``free``: calls exempt from the daily limit too (event send and the like), and those of OAuth, which are sent while
  another request has its turn already; they are not paced.

The caller does the waiting, so that this has no threads and no sleep.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hubspot_facade.basic_errors import ConfigurationError
from hubspot_facade.late import late_pattern
from hubspot_facade.light_dataclasses import dataclass, field
from hubspot_facade.transport.checks import count
from hubspot_facade.transport.process import PerProcess
from hubspot_facade.transport.share import Share
from hubspot_facade.transport.window import Turn, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hubspot_facade.errors import RateLimited

GENERAL, ASSOCIATIONS, SEARCH, BURST, FREE = "general", "associations", "search", "burst", "free"
_TEN_SECONDS, _SECOND = 10.0, 1.0
_STARTS_AT = 100
_ALONE = 2.0  # seconds for which others wait for the first answer: a hook of the first request may send one itself
# Seconds by which a window is longer than HubSpot's. That of search has no headers that would show a mistake.
_MARGIN, _SEARCH_MARGIN = 0.005, 0.07
_DIGITS = 9  # of a number in a header; longer ones are invalid
_NAME = late_pattern(r"[A-Za-z0-9._-]{1,80}")


@dataclass(frozen=True)
class Limits:
    """The client's limits on rate and concurrency.

    Requests per window of HubSpot's; `per_ten_seconds` and `associations_per_ten_seconds` None start at 100 and follow
    HubSpot's headers, a number is never exceeded. `concurrency` bounds the calls of one operation that an async client
    has in progress.

    `shared` is the URL of a Redis server (redis://, rediss:// or unix://, with the extra `redis`) through which all
    processes with the same access token keep one budget; it never shows in a repr or a log. `app` names the budget
    instead of a hash of the token, `portal` the account, whose searches all apps share. Raises ConfigurationError.
    """

    per_ten_seconds: int | None = None
    search_per_second: int = 5
    burst_per_ten_seconds: int = 100
    concurrency: int = 8
    associations_per_ten_seconds: int | None = None
    shared: str | None = field(default=None, repr=False)
    app: str | None = None
    portal: int | str | None = None

    def __post_init__(self) -> None:
        for name in ("search_per_second", "burst_per_ten_seconds", "concurrency"):
            count(f"limits: {name}", getattr(self, name), least=1)
        for name in ("per_ten_seconds", "associations_per_ten_seconds"):
            if getattr(self, name) is not None:
                count(f"limits: {name}", getattr(self, name), least=1)
        _check_shared(self.shared)
        for name in ("app", "portal"):
            value = getattr(self, name)
            if value is not None and not _NAME.fullmatch(str(value)):
                raise ConfigurationError(f"limits: {name} must be letters, digits, '.', '_' or '-', at most 80 of them")


def _check_shared(url: object) -> None:
    if url is None:
        return
    if not isinstance(url, str) or urlsplit(url).scheme not in ("redis", "rediss", "unix"):
        # not repeated: it may contain a password
        raise ConfigurationError("limits: shared must be a URL such as redis://localhost:6379/0, rediss:// or unix://")


def lane_of(path: str, exemptions: Iterable[str]) -> str:
    """The counter for a call, from its path and the exemptions in its document."""
    if path.endswith("/search") and "/objects/" in path:
        return SEARCH
    if path.startswith("/oauth/"):
        return FREE
    if path.startswith("/crm/") and "associations/" in f"{path}/":
        return ASSOCIATIONS
    if "ten-secondly" not in exemptions:
        return GENERAL
    return FREE if "daily" in exemptions else BURST


class Errand(ABC):
    """What a pacer needs to know from elsewhere: the sender runs it, and then finds a turn or a wait in `given`.

    An error is that of a request which HubSpot would refuse all day.
    """

    given: Turn | float | RateLimited = 0.0

    @abstractmethod
    def run(self) -> None:
        """Find out; waits for it."""

    @abstractmethod
    async def run_async(self) -> None:
        """Find out."""


class Lane:
    """One of HubSpot's counters as a process sees it; `cap` is the caller's own limit. Not thread-safe."""

    def __init__(self, limit: int, interval: float, margin: float) -> None:
        self.window = Window(limit, interval, margin)
        self.share: Share | None = None
        self.cap: int | None = None
        self.closed_until = 0.0
        self.alone_until = 0.0

    @classmethod
    def with_headers(cls, cap: int | None, chance: Callable[[], float]) -> Lane:
        """A lane whose limit HubSpot's answers give."""
        lane = cls(cap or _STARTS_AT, _TEN_SECONDS, _MARGIN)
        lane.share, lane.cap = Share(lane.window.limit, chance), cap
        return lane

    def take(self, now: float) -> float:
        """As `Window.take`, within this process's share and the caller's limit."""
        window, share = self.window, self.share
        if now < self.closed_until:
            return self.closed_until - now
        if share is None:
            return window.take(now)
        if window.under_way and share.is_due(now, window) and now < self.alone_until:
            return window.poll  # the first answer says how much is left
        if not window.under_way or now >= self.alone_until:
            self.alone_until = now + _ALONE
        most = share.limit(now)
        wait = window.take(now, most if self.cap is None else min(most, self.cap))
        return wait and min(wait, share.soon(now, window))

    def observe(self, now: float, turn: Turn, limit: int | None, left: int | None, interval: float) -> None:
        """Correct limit and share by an answer's headers."""
        window, share = self.window, self.share
        if share is None:
            return
        if not limit:
            share.without_headers(now, window.limit)
            return
        window.limit, window.interval = limit, interval
        if left is None:
            share.without_headers(now, limit)
            share.most = limit
        else:
            share.observe(now, left, turn, window)


def lanes_of(limits: Limits, chance: Callable[[], float]) -> dict[str, Lane]:
    """The lanes that are paced."""
    return {
        GENERAL: Lane.with_headers(limits.per_ten_seconds, chance),
        ASSOCIATIONS: Lane.with_headers(limits.associations_per_ten_seconds, chance),
        SEARCH: Lane(limits.search_per_second, _SECOND, _SEARCH_MARGIN),
        BURST: Lane(limits.burst_per_ten_seconds, _TEN_SECONDS, _MARGIN),
    }


class Pacer(PerProcess):
    """The lanes of one client, shared by its threads and tasks.

    `max_wait` bounds in seconds the wait that an answer's headers can cause.
    """

    def __init__(
        self,
        limits: Limits,
        now: Callable[[], float],
        max_wait: float = 60.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        super().__init__()
        self._limits = limits
        self._now = now
        self._max_wait = max_wait
        self._lanes = lanes_of(limits, chance)

    def reserve(self, name: str) -> Turn | float | Errand:
        """A turn if the request may go, and is counted; else the seconds after which to ask again, or an errand.

        The caller of a request that may go calls `answered`, `dropped` or `withdrawn` afterwards.
        """
        return self._turn(name)

    def _turn(self, name: str) -> Turn | float:
        lane = self._lanes.get(name)
        if lane is None:
            return Turn(name, 0.0)
        with self._lock:
            now = self._now()
            wait = lane.take(now)
            if wait:
                return wait
            window = lane.window
            return Turn(name, now, len(window), window.under_way - 1, window.sent)

    def answered(self, turn: Turn) -> None:
        """Note that a request that was allowed to go is over."""
        lane = self._lanes.get(turn.lane)
        if lane is not None:
            with self._lock:
                lane.window.answer(turn.when, self._now())

    def dropped(self, turn: Turn) -> None:
        """Note that a request that was allowed to go was not sent, or has no answer."""
        lane = self._lanes.get(turn.lane)
        if lane is not None:
            with self._lock:
                lane.window.drop(self._now())

    def withdrawn(self, turn: Turn) -> None:
        """Note that a request that was allowed to go was not sent."""
        lane = self._lanes.get(turn.lane)
        if lane is not None:
            with self._lock:
                lane.window.withdraw()

    def stands(self, turn: Turn) -> bool:
        """Whether a request may still go, now that its turn's wait is over: HubSpot has refused none meanwhile."""
        lane = self._lanes.get(turn.lane)
        return lane is None or self._now() >= lane.closed_until

    def pause(self, turn: Turn, seconds: float) -> None:
        """Send nothing in this lane for so long: HubSpot has just refused a request in it."""
        lane = self._lanes.get(turn.lane)
        if lane is None:
            return
        with self._lock:
            now = self._now()
            lane.closed_until = max(now + min(seconds, self._max_wait), lane.closed_until)
            lane.window.distrust()
            if lane.share is not None:
                lane.share.suspect(now, lane.window)
                lane.share.forget()

    def used_up(self, turn: Turn) -> None:
        """Note that the day's limit is used up; the caller has the error, and whether to ask again is theirs to say."""

    def observe(self, turn: Turn, headers: Mapping[str, str]) -> None:
        """Correct a lane by the account's real limit and use, from an answer's headers."""
        lane = self._lanes.get(turn.lane)
        if lane is None or lane.share is None:
            return
        limit, left, interval = limits_in(headers, self._max_wait)
        with self._lock:
            lane.observe(self._now(), turn, limit, left, interval)

    def is_idle(self) -> bool:
        """Whether a new pacer would let as much go as this one: no request counts, and no lane is closed."""
        with self._lock:
            now = self._now()
            return all(lane.closed_until <= now and lane.window.is_empty(now) for lane in self._lanes.values())

    def __copy__(self) -> Pacer:
        return self  # copies of a client share the account, and so its limits

    def __deepcopy__(self, _memo: object) -> Pacer:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._limits, self._now, self._max_wait)  # another process has its own counts

    def _forked(self) -> None:
        for lane in self._lanes.values():
            lane.window.abandon(self._now())
            if lane.share is not None:
                lane.share.suspect(self._now(), lane.window)
                lane.share.forget()


_MAX, _REMAINING = "x-hubspot-ratelimit-max", "x-hubspot-ratelimit-remaining"
_INTERVAL = "x-hubspot-ratelimit-interval-milliseconds"


def limits_in(headers: Mapping[str, str], max_wait: float) -> tuple[int | None, int | None, float]:
    """What headers say: the limit, what is left of it, and the window's seconds; None where a header says nothing."""
    limit, left, interval = number(headers.get(_MAX)), number(headers.get(_REMAINING)), number(headers.get(_INTERVAL))
    if interval is None or not _SECOND <= interval / 1000 <= max_wait:
        return limit, left, _TEN_SECONDS  # HubSpot has no shorter window, and none is waited for longer
    return limit, left, interval / 1000


def limit_header(headers: Mapping[str, str], name: str) -> int | None:
    """A number from an answer's headers about a limit; None if it is missing or invalid."""
    return number(headers.get(f"x-hubspot-ratelimit-{name}"))


def number(text: str | None) -> int | None:
    """A number of a header's; None if it is missing or invalid."""
    return int(text) if text is not None and text.isdecimal() and len(text) <= _DIGITS else None
