"""A process's share of a limit, judged by what answers say is left of it.

Several processes with one token do not know of each other, but each answer says how much HubSpot had left when it
counted the request. Who is alone takes everything, except a place or two, which keep the first request of a newcomer
from being refused. Otherwise each takes of what is free as much as is in proportion to what it already has, and some of
it stays free: who finds it may take a little at a time, while all give up some of theirs when there is less. As every
process may take as much, and gives up in proportion to what it has, the shares become equal in time.

A process keeps its share by using it: it may send a request whenever one of its own no longer counts.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.transport.window import Turn, Window

_FREE = 0.08  # of the limit: kept free where there are others
_STEP = 1.0  # seconds between two steps into what is free, on average
_FEW = 4  # requests that may count after the first answer
_NEWCOMERS = 3  # places that a process alone leaves
_SEEN_FOR = 3  # windows for which others are believed to be there
_IN_A_ROW = 20  # answers that show more requests than ours, or more: as many as delays make do that when alone
_QUIET = 0.1  # of a window: without an answer for so long, requests come in bursts


class Share:
    """How many requests of this process may count at once."""

    def __init__(self, limit: int, chance: Callable[[], float]) -> None:
        self.most = limit
        self._chance = chance
        self._others_until = -inf
        self._step_at = 0.0
        self._asked_at: float | None = None
        self._ramp = _FEW  # doubled by each answer: others that start at the same moment must be noticed
        self._room = False  # whether a step is possible
        # The least that was left, in this window and the one before: what others let go for a moment is still theirs.
        self._epoch = -inf
        self._left: float = inf
        self._left_before: float = inf
        self._own = self._own_before = 0  # the most of ours that counted then
        self._more_than_ours = 0
        self._quiet_at = -inf
        self._starts_again = False  # with the next answer after a pause

    def is_due(self, now: float, window: Window) -> bool:
        """Whether what is known of others is too old to be relied on."""
        if self._asked_at is None:
            return True
        return now < self._others_until and now >= self._asked_at + window.interval

    def limit(self, now: float) -> int:
        """How many requests may count at this moment."""
        if self._room and now >= self._step_at:
            self.most, self._room = self.most + 1, False  # until its answer says what is left now
        return self.most

    def soon(self, now: float, window: Window) -> float:
        """The seconds after which the share may have grown."""
        if now < self._others_until:
            return max(self._step_at - now, window.poll) if self._room else _STEP
        return window.poll if self._ramp < window.limit and window.under_way else inf

    def forget(self) -> None:
        """Rely on nothing until the next answer."""
        self._asked_at, self._ramp, self._room = None, _FEW, False
        self._starts_again = True

    def suspect(self, now: float, window: Window) -> None:
        """HubSpot refused a request that fitted in as far as this process knows: there are others."""
        self._others_until = now + _SEEN_FOR * window.interval

    def without_headers(self, now: float, limit: int) -> None:
        """An answer came that says nothing: this process may be the only one."""
        if self._asked_at is None:
            self.most = self._ramp = limit
        self._asked_at = now

    def observe(self, now: float, left: int, turn: Turn, window: Window) -> None:
        """Correct the share by what an answer says is left of the window's limit."""
        limit = window.limit
        left = min(left, limit)
        used, own = limit - left, len(window)
        if used > turn.counted:
            self._more_than_ours += 1
            if used > turn.counted + window.sent - turn.number:
                self._others_until = now + _SEEN_FOR * window.interval
            elif self._more_than_ours > max(_IN_A_ROW, 3 * window.under_way):
                self._others_until = max(self._others_until, now + window.interval)
        else:
            self._more_than_ours = 0
        if self._asked_at is None or now - self._asked_at > _QUIET * window.interval:
            self._quiet_at = now
        if self._starts_again and (self._asked_at is None or now - self._asked_at > (1 - _QUIET) * window.interval):
            self._starts_again = False
            self._epoch, self._left, self._own = -inf, inf, 0  # nothing that was seen before counts any longer
        self._asked_at = now
        if now >= self._epoch + window.interval:
            self._epoch, self._left_before, self._left = now, self._left, inf
            self._own_before, self._own = self._own, 0
        if left < self._left:
            self._left = left
        if own > self._own:
            self._own = own
        if 2 * own > self._ramp:
            self._ramp = 2 * own
        self._room = False
        if now >= self._others_until:
            seen = max(self._own, self._own_before) + min(self._left, self._left_before)
            most = min(self._ramp, limit - self._left_free(now, window), seen)
        else:
            most = min(self._ramp, own + self._change(now, own, left, turn, window))
        self.most = int(most) if most > 1 else 1

    def _change(self, now: float, own: int, left: int, turn: Turn, window: Window) -> int:
        """How many requests more, or fewer, may count where there are others."""
        limit = window.limit
        used = max(limit - left, 1)
        keep = max(1, int(limit * _FREE))
        # What is on its way may not have been counted yet, and others have as much on their way.
        under_way = turn.under_way + window.sent - turn.number
        free = min(self._left, self._left_before) - under_way * max(used, own) // max(own, 1)
        # Who has not seen a whole window may have come just when others had let go of theirs for a moment.
        self._room = 3 * free >= keep and self._left_before < inf
        if self._room and now >= self._step_at:
            self._step_at = now + _STEP * (0.5 + self._chance())  # not all processes at the same moment
        if free > keep:
            certain = turn.counted - turn.under_way  # those that had arrived when HubSpot counted
            more = max(1, int((free - keep) * min(certain / used, 1.0)))
            # Once: while requests of ours that no longer count are followed by others, the same seems to be free.
            return max(self._own_before + more - own, 0) if self._own_before else more
        return round(own * (limit - keep) / used) - own if left < keep else 0

    def _left_free(self, now: float, window: Window) -> int:
        """Places for newcomers, unless a steady flow leaves as many: a request arrives after its place is free."""
        wanted = min(_NEWCOMERS, window.limit // 50)
        if now - self._quiet_at < 2 * window.interval:
            return wanted  # between bursts nothing is left but these
        return max(round(wanted - window.limit * (window.trip - window.credit) / window.span), 0)
