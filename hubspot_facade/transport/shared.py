"""Lanes that many processes share through Redis, on one machine or several.

The process counts its own requests as it does alone. So when Redis is gone, slow or has lost what it knew, it goes on
with the share that it had, as processes do that share nothing, and reports what it sent once Redis is back.
"""

from __future__ import annotations

import logging
import os
import secrets
from functools import lru_cache
from itertools import count as numbers
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from hubspot_facade.errors import ConfigurationError, RateLimited
from hubspot_facade.extras import load
from hubspot_facade.transport.pacing import ASSOCIATIONS, SEARCH, Errand, Lane, Limits, Pacer, limits_in, number
from hubspot_facade.transport.shared_script import RESERVE
from hubspot_facade.transport.window import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

logger = logging.getLogger("hubspot_facade")
_LEFT_TODAY = "x-hubspot-ratelimit-daily-remaining"
_PATIENCE = 0.25  # seconds for an answer of Redis, and for connecting
_AGAIN = 1.0  # seconds after which Redis is asked again
_SLACK = 5.0  # seconds for which a request without an answer counts longer than others
_THREADS = 8  # in which the tasks of one event loop ask Redis


class SharedPacer(Pacer):
    """The lanes of an app, and the search of an account, which all processes with these names share.

    They share the account's day too, unless the app has no daily limit.
    """

    def __init__(
        self, limits: Limits, now: Callable[[], float], max_wait: float, app: str, portal: str, has_day: bool = True
    ) -> None:
        super().__init__(limits, now, max_wait)
        self._app, self._portal, self._has_day = app, portal, has_day
        self._redis = load("redis", "redis")
        _client(limits.shared or "", os.getpid())  # a URL that cannot be used is an error at once
        self._set_up()

    def _set_up(self) -> None:
        self._script: Any = None
        self._me = secrets.token_hex(6)
        self._numbers = numbers()
        self._away_until = 0.0
        self._away = False
        self._born: dict[str, str] = {}
        self._days: dict[str, tuple[int, float]] = {}  # what was left of the day and when, by key, until Redis knows
        self._reports: dict[str, list[tuple[str, float | None]]] = {}
        self._seen: dict[str, tuple[int, int, float]] = {}
        self._heard: set[str] = set()
        self._pausing: dict[str, float] = {}
        self._limiters: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    def reserve(self, name: str) -> Turn | float | Errand:
        """As `Pacer.reserve`; mostly an errand to Redis."""
        lane = self._lanes.get(name)
        if lane is None:
            return Turn(name, 0.0)
        with self._lock:
            now = self._now()
            if now < self._away_until:
                return self._alone(name)
            if now < lane.closed_until and name not in self._pausing:
                return lane.closed_until - now
            if self._away:
                self._away_until = now + _AGAIN  # one asks whether Redis is back
            return _Question(self, name)

    def ask(self, name: str) -> Turn | float | RateLimited:
        """What Redis says; what this process would do alone where it does not answer."""
        lane = self._lanes[name]
        with self._lock:
            ticket, arguments, taken = self._arguments(name, lane)
        try:
            born, wait, what = self._reserve_script()(keys=self._keys(name), args=arguments)
        except self._redis.exceptions.RedisError as error:
            with self._lock:
                self._give_back(name, taken)
                self._gone(error)
                return self._alone(name)
        with self._lock:
            self._came_back()
            return self._given(name, lane, ticket, born.decode(), float(wait), what)

    def answered(self, turn: Turn) -> None:
        """As `Pacer.answered`."""
        self._over(turn, lambda lane, now: lane.window.answer(turn.when, now))

    def dropped(self, turn: Turn) -> None:
        """As `Pacer.dropped`."""
        self._over(turn, lambda lane, now: lane.window.drop(now))

    def withdrawn(self, turn: Turn) -> None:
        """As `Pacer.withdrawn`."""
        self._over(turn, lambda lane, _now: lane.window.withdraw())

    def _over(self, turn: Turn, done: Callable[[Lane, float], float | None]) -> None:
        lane = self._lanes.get(turn.lane)
        if lane is not None:
            with self._lock:
                self._reports.setdefault(turn.lane, []).append((turn.ticket, done(lane, self._now())))

    def observe(self, turn: Turn, headers: Mapping[str, str]) -> None:
        """As `Pacer.observe`."""
        super().observe(turn, headers)
        lane = self._lanes.get(turn.lane)
        left_today = number(headers.get(_LEFT_TODAY))
        # What answers of the association APIs say is the day's limit of all others.
        if lane is not None and left_today is not None and turn.lane != ASSOCIATIONS:
            self._note_day(turn, left_today)
        if lane is None or lane.share is None:
            return
        limit, left, _ = limits_in(headers, self._max_wait)
        with self._lock:
            self._heard.add(turn.lane)
            if limit:
                self._seen[turn.lane] = (limit, -1 if left is None else left, turn.when)

    def pause(self, turn: Turn, seconds: float) -> None:
        """As `Pacer.pause`, for all processes."""
        super().pause(turn, seconds)
        lane = self._lanes.get(turn.lane)
        if lane is not None:
            with self._lock:
                self._pausing[turn.lane] = lane.closed_until

    def used_up(self, turn: Turn) -> None:
        """As `Pacer.used_up`, for all processes."""
        if turn.lane in self._lanes:
            self._note_day(turn, 0)

    def _note_day(self, turn: Turn, left: int) -> None:
        if self._has_day:
            with self._lock:
                self._days[self._day_key(turn.lane)] = left, self._now()

    def _arguments(self, name: str, lane: Lane) -> tuple[str, list[Any], tuple[Any, ...]]:
        now = self._now()
        window = lane.window
        ticket = f"{self._me}:{next(self._numbers)}"
        reports = self._reports.pop(name, [])
        seen, until = self._seen.pop(name, None), self._pausing.pop(name, now)
        limit, left, when = seen or (0, 0, now)
        day = self._days.pop(self._day_key(name), None)
        arguments: list[Any] = [
            ticket,
            window.limit if lane.share is None else min(window.limit, lane.share.most),
            window.span * 1000,
            _SLACK * 1000,
            lane.cap or 0,
            "" if lane.share is None else "headers",
            limit,
            left,
            (now - when) * 1000,
            max(until - now, 0.0) * 1000,
            "heard" if name in self._heard else "",
            "" if day is None else day[0],
            0.0 if day is None else (now - day[1]) * 1000,
        ]
        for each, arrived in reports:
            arguments += [each, "withdrawn" if arrived is None else max(now - arrived, 0.0) * 1000]
        return ticket, arguments, (reports, seen, until if until > now else None, day)

    def _give_back(self, name: str, taken: tuple[Any, ...]) -> None:
        """Keep what Redis has not been given, as long as it counts."""
        reports, seen, until, day = taken
        since = self._now() - self._lanes[name].window.span
        later = self._reports.get(name, [])
        self._reports[name] = [each for each in reports + later if each[1] is None or each[1] > since]
        if seen is not None:
            self._seen.setdefault(name, seen)
        if until is not None:
            self._pausing.setdefault(name, until)
        if day is not None:
            self._days.setdefault(self._day_key(name), day)

    def _given(
        self, name: str, lane: Lane, ticket: str, born: str, wait: float, what: bytes
    ) -> Turn | float | RateLimited:
        now, window = self._now(), lane.window
        if self._born.get(name, born) != born:  # Redis lost what it knew
            again = [(f"{self._me}:{next(self._numbers)}", arrived) for arrived in window.latest()]
            self._reports.setdefault(name, []).extend(again)
            self._heard.discard(name)
        self._born[name] = born
        if what == b"day":
            return _used_up(wait / 1000)
        if what == b"closed":
            lane.closed_until = max(lane.closed_until, now + wait / 1000)
        if what != b"turn":
            return wait / 1000
        window.note()
        return self._made(name, lane, now, ticket, max(wait, 0.0) / 1000)

    def _made(self, name: str, lane: Lane, now: float, ticket: str, wait: float = 0.0) -> Turn:
        window = lane.window
        turn = Turn(name, now, len(window), window.under_way - 1, window.sent)
        turn.ticket, turn.wait = ticket, wait
        return turn

    def _alone(self, name: str) -> Turn | float:
        turn = self._turn(name)
        if isinstance(turn, Turn):
            turn.ticket = f"{self._me}:{next(self._numbers)}"
        return turn

    def _keys(self, name: str) -> list[str]:
        key = f"hubspot:{{{self._portal}}}:{name if name == SEARCH else f'{self._app}:{name}'}"
        keys = [f"{key}:sent", f"{key}:meta"]
        return [*keys, self._day_key(name)] if self._has_day else keys

    def _day_key(self, name: str) -> str:
        # In braces is what decides on which node of a cluster a key is: one script can use only those of one node.
        return f"hubspot:{{{self._portal}}}:day" + (f":{name}" if name == ASSOCIATIONS else "")

    def _reserve_script(self) -> Any:
        with self._lock:
            if self._script is None:
                self._script = _client(self._limits.shared or "", os.getpid()).register_script(RESERVE)
            return self._script

    def _gone(self, error: Exception) -> None:
        self._away_until = self._now() + _AGAIN
        if not self._away:
            self._away = True
            for lane in self._lanes.values():
                if lane.share is not None:
                    lane.share.suspect(self._now(), lane.window)
            logger.warning(
                "the shared limits cannot be reached (%s): requests go on with a share of their own until they can",
                type(error).__name__,  # its text may name what only the URL should
            )

    def _came_back(self) -> None:
        if self._away:
            logger.warning("the shared limits can be reached again")
        self._away, self._away_until = False, 0.0

    def limiter(self) -> Any:
        """What bounds the threads of the running event loop that ask Redis."""
        import anyio

        from hubspot_facade.transport.async_connections import running_loop

        with self._lock:
            loop = running_loop()
            found = self._limiters.get(loop)
            if found is None:
                found = self._limiters[loop] = anyio.CapacityLimiter(_THREADS)
            return found

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._limits, self._now, self._max_wait, self._app, self._portal, self._has_day)

    def _forked(self) -> None:
        super()._forked()
        self._set_up()  # the parent reports its own requests


def _used_up(seconds: float) -> RateLimited:
    error = RateLimited("the daily limit is used up", status=429)
    error.policy, error.retry_after = "DAILY", seconds
    error.attempts = 0
    error.gave_up = "not sent: another request has found out; the limit resets at midnight in the account's time zone"
    return error


class _Question(Errand):
    """Whether a request of a lane may go, to be asked of Redis."""

    def __init__(self, pacer: SharedPacer, name: str) -> None:
        self._pacer, self._name = pacer, name

    def run(self) -> None:
        self.given = self._pacer.ask(self._name)

    async def run_async(self) -> None:
        import anyio.to_thread

        # In a thread: Redis' own asynchronous client is for asyncio alone.
        await anyio.to_thread.run_sync(self.run, limiter=self._pacer.limiter())


@lru_cache(maxsize=16)
def _client(url: str, _process: int) -> Any:
    """The connections of this process to a server, for all its clients."""
    redis = load("redis", "redis")
    retry = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
    options = {"socket_timeout": _PATIENCE, "socket_connect_timeout": 2 * _PATIENCE, "retry": retry}
    try:
        return redis.Redis.from_url(url, **options)
    except ValueError:
        # what it says may repeat a part of the URL
        raise ConfigurationError("limits: shared is not a URL that redis-py can use") from None
