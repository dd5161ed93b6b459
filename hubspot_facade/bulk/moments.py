"""The time by HubSpot's clock: what tells a record that a load created from one that was there before.

This machine's clock may be wrong, or be set while a load runs. Every answer of HubSpot says what time it is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.wire.dates import seconds_of_header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hubspot_facade.plans.responses import Response


class Moments:
    """HubSpot's time, as its last answer had it; before the first one it is that of this machine."""

    def __init__(self, wall: Callable[[], float], monotonic: Callable[[], float]) -> None:
        self._wall = wall
        self._ahead = 0.0  # HubSpot's clock, of this machine's
        self.elapsed = monotonic  # which nobody sets

    def see(self, headers: Mapping[str, str], _attempts: int, _response: Callable[[], Response], /) -> None:
        """Learn the time from an answer."""
        seconds = seconds_of_header(headers.get("date"))
        if seconds is not None:
            self._ahead = seconds - self._wall()

    def now(self) -> float:
        """The time, in seconds since 1970."""
        return self._wall() + self._ahead

    def then(self, elapsed: float) -> float:
        """The time at which `elapsed` was this."""
        return self.now() - (self.elapsed() - elapsed)
