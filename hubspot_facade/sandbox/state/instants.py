"""Instants as HubSpot reads and prints them; the sandbox counts in epoch milliseconds, UTC."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache

from hubspot_facade.sandbox.protocol.numerals import whole

Clock = Callable[[], float]
"""Seconds since the epoch; `time.time` unless a test injects its own."""

DAY = 86_400_000
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?\Z")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_EPOCH = re.compile(r"-?[0-9]+\Z")
_YEAR_LIMIT = 253_402_300_800_000


def duration(text: str) -> float:
    """The seconds of `5`, `5s`, `500ms`, `2m`, `1h`; ValueError for anything else."""
    found = _DURATION.match(text.strip().lower())
    if found is None:
        raise ValueError(f"{text!r} is not a duration: write 5s, 500ms, 2m or 1h")
    return float(found[1]) * _UNITS[found[2] or "s"]


class Shifted:
    """A clock that can be made to jump: `offset` seconds beside the one that it follows.

    `watchers` are called after each jump.
    """

    def __init__(self, clock: Clock, offset: float = 0.0) -> None:
        self._clock = clock
        self.offset = offset
        self.watchers: list[Callable[[], None]] = []

    def __call__(self) -> float:  # noqa: D102 - as Clock says
        return self._clock() + self.offset

    def advance(self, seconds: float) -> None:
        """Jump by so many seconds, back when they are negative. ValueError beyond the years 1970 to 9999."""
        self.set(self() + seconds)

    def set(self, seconds: float) -> None:
        """Jump to a moment, in seconds since the epoch. ValueError beyond the years 1970 to 9999."""
        if not 0 <= seconds < _YEAR_LIMIT / 1000:
            raise ValueError("the clock goes from 1970 to 9999 only")
        self.offset = seconds - self._clock()
        for watcher in list(self.watchers):
            watcher()

    def unmoved(self) -> float:
        """The time of the clock that this one follows."""
        return self._clock()


def now(clock: Clock) -> int:
    """Epoch milliseconds of this moment."""
    return int(clock() * 1000)


@lru_cache(maxsize=4096)
def instant(millis: int) -> str:
    """ISO text as Java's Instant prints it: milliseconds only when there are any."""
    seconds, rest = divmod(millis, 1000)
    text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)).zfill(19)  # years before 1000 have four digits too
    return f"{text}.{rest:03d}Z" if rest else f"{text}Z"


@lru_cache(maxsize=16)
def http_date(seconds: int) -> bytes:
    """The value of a `Date` header, from whole seconds since the epoch."""
    return formatdate(seconds, usegmt=True).encode()


def day(millis: int) -> str:
    """The date as `YYYY-MM-DD`."""
    return time.strftime("%Y-%m-%d", time.gmtime(millis // 1000)).zfill(10)


def parse(text: str) -> int | None:
    """Epoch milliseconds of ISO text, of a plain date (midnight UTC) or of epoch milliseconds; None when it is none."""
    if _EPOCH.match(text):
        return whole(text, _YEAR_LIMIT - 1)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)
