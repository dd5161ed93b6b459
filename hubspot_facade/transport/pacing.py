"""How long to wait before the next request, so that HubSpot does not have to refuse it.

A lane is one of HubSpot's counters:

* ``general``: everything that is not exempt, 100 in 10 s until an answer's headers give the account's real limit;
* ``search``: object search, 5 in 1 s for the account, outside the general window and without headers;
* ``burst``: calls that their document exempts from the ten-second limit and that have a limit of their own size;
* ``free``: calls exempt from the daily limit too (event send and the like), which are not paced.

The caller does the waiting, so that this has no threads and no sleep.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.transport.checks import count
from hubspot_facade.transport.process import PerProcess
from hubspot_facade.transport.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

GENERAL, SEARCH, BURST, FREE = "general", "search", "burst", "free"
_TEN_SECONDS, _SECOND = 10_000, 1_000
_DIGITS = 9  # of a number in a header; longer ones are invalid


@dataclass(frozen=True, slots=True)
class Limits:
    """The client's limits on rate and concurrency.

    Requests per window of HubSpot's; `per_ten_seconds` None starts at 100 and follows HubSpot's headers, a
    number is never exceeded. `concurrency` bounds the calls of one operation that an async client has in progress.
    Raises ConfigurationError.
    """

    per_ten_seconds: int | None = None
    search_per_second: int = 5
    burst_per_ten_seconds: int = 100
    concurrency: int = 8

    def __post_init__(self) -> None:
        for name in ("search_per_second", "burst_per_ten_seconds", "concurrency"):
            count(f"limits: {name}", getattr(self, name), least=1)
        if self.per_ten_seconds is not None:
            count("limits: per_ten_seconds", self.per_ten_seconds, least=1)


def lane_of(path: str, exemptions: Iterable[str]) -> str:
    """The counter for a call, from its path and the exemptions in its document."""
    if path.endswith("/search") and "/objects/" in path:
        return SEARCH
    if "ten-secondly" not in exemptions:
        return GENERAL
    return FREE if "daily" in exemptions else BURST


class Pacer(PerProcess):
    """The lanes of one client, shared by its threads and tasks.

    `max_wait` bounds in seconds the wait that an answer's headers can cause.
    """

    def __init__(self, limits: Limits, now: Callable[[], float], max_wait: float = 60.0) -> None:
        super().__init__()
        self._limits = limits
        self._own = limits.per_ten_seconds
        self._now = now
        self._max_wait = max_wait
        self._closed_until: dict[str, float] = {}
        self._windows = {
            GENERAL: Window(limits.per_ten_seconds or 100, _TEN_SECONDS),
            SEARCH: Window(limits.search_per_second, _SECOND),
            BURST: Window(limits.burst_per_ten_seconds, _TEN_SECONDS),
        }

    def reserve(self, lane: str) -> float:
        """0 if the request may go now, and is counted; else the seconds after which to ask again.

        The caller of a request that may go calls `answered` afterwards, whatever its outcome.
        """
        window = self._windows.get(lane)
        if window is None:
            return 0.0
        with self._lock:
            now = self._now()
            closed = self._closed_until.get(lane, 0.0) - now
            return closed if closed > 0 else window.take(int(now * 1000))

    def answered(self, lane: str) -> None:
        """Note that a request that was allowed to go is over."""
        window = self._windows.get(lane)
        if window is not None:
            with self._lock:
                window.answer(int(self._now() * 1000))

    def pause(self, lane: str, seconds: float) -> None:
        """Send nothing in this lane for so long: HubSpot has just refused a request in it."""
        with self._lock:
            until = self._now() + min(seconds, self._max_wait)
            self._closed_until[lane] = max(until, self._closed_until.get(lane, 0.0))

    def observe(self, lane: str, headers: Mapping[str, str]) -> None:
        """Correct the general lane by the account's real limit and use, from an answer's headers."""
        if lane != GENERAL:
            return
        limit = limit_header(headers, "max")
        if not limit:
            return
        interval, remaining = (limit_header(headers, name) for name in ("interval-milliseconds", "remaining"))
        if interval is None or not _SECOND <= interval <= self._max_wait * 1000:
            interval = _TEN_SECONDS  # HubSpot has no shorter window, and none is waited for longer
        with self._lock:
            window = self._windows[lane]
            window.resize(min(limit, self._own) if self._own else limit, interval)
            if remaining is not None:
                window.at_least(limit - remaining, int(self._now() * 1000))

    def is_idle(self) -> bool:
        """Whether a new pacer would let as much go as this one: no request counts, and no lane is closed."""
        with self._lock:
            now = self._now()
            return all(until <= now for until in self._closed_until.values()) and all(
                window.is_empty(int(now * 1000)) for window in self._windows.values()
            )

    def __copy__(self) -> Pacer:
        return self  # copies of a client share the account, and so its limits

    def __deepcopy__(self, _memo: object) -> Pacer:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Pacer, (self._limits, self._now, self._max_wait)  # another process has its own counts

    def _forked(self) -> None:
        for window in self._windows.values():
            window.abandon(int(self._now() * 1000))


def limit_header(headers: Mapping[str, str], name: str) -> int | None:
    """A number from an answer's headers about a limit; None if it is missing or invalid."""
    text = headers.get(f"x-hubspot-ratelimit-{name}", "")
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None
